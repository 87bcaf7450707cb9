"""What server code can ask: `anvil.app`, origins, who is logged in; and what only a browser has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from formwright.runtime.protocol.errors import PermissionDenied
from formwright.runtime.protocol.portable import Trust
from formwright.runtime.protocol.serialisation import dumps_call, loads
from formwright.runtime.server.launch import Caller, CallRequest, CallResult
from formwright.runtime.worker.require_user import check_user
from tests.engine.running_app import KINDS, launch_spec
from tests.worker.conftest import StartApp

SERVER = {
    "Main": """
        import anvil, anvil.server, anvil.util, anvil.history
        from anvil.server import callable
        at_import = [anvil.app.id, anvil.app.name, anvil.app.get_server_config()]

        @callable
        def about():
            a = anvil.app
            return [a.id, a.name, a.package_name, a.environment.name, list(a.environment.tags), a.branch]

        @callable
        def config(*package):
            return [anvil.app.get_client_config(*package), anvil.app.get_server_config(*package)]

        @callable
        def imported(): return at_import

        @callable
        def asset(path): return anvil.app.get_asset(path)

        @callable
        def change(): anvil.app.id = "x"

        @callable
        def origins(): return [anvil.server.get_app_origin(), anvil.server.get_api_origin()]

        @callable
        def nested_origins(): return anvil.server.call("origins")

        @callable
        def address(): return anvil.history.Location.from_url("https://a.example/b?c=1#d").get_url(True)

        @callable(require_user=True)
        def private(): return "secret"

        @callable(require_user=lambda user: True)
        def checked(): return "secret"

        @callable
        def direct(): return [private(), checked()]

        @callable
        def client_only(what):
            s = anvil.server
            if what == "with":
                with s.no_loading_indicator: pass
            return {
                "indicator": lambda: s.loading_indicator(),
                "startup": lambda: s.startup_data["x"],
                "history": lambda: anvil.history.history.push("x"),
            }[what]()

        @callable
        def make(): return anvil.server.Capability(["x"])

        @callable
        def again(capability):
            anvil.server.invalidate_client_objects()
            return [capability.is_valid, anvil.server.Capability(["y"])]

        @callable
        def valid(capability): return capability.is_valid
        """
}
ABOUT = {
    "name": "My app",
    "settings": {
        "main_package": {"client": {"colour": "red"}, "server": {"key": "k"}},
        "other": {"client": {}, "server": {"n": 1}},
    },
}


@pytest.mark.parametrize("kind", KINDS)
async def test_names_and_settings(run_app: StartApp, kind: str) -> None:
    app = await run_app(replace(launch_spec(SERVER), about=ABOUT), kind)
    assert await app.call("about") == ["main_package", "My app", "main_package", "Development", [], "master"]
    assert await app.call("config") == [{"colour": "red"}, {"key": "k"}]
    assert await app.call("config", "other") == [{}, {"n": 1}]
    assert await app.call("imported") == ["main_package", "My app", {"key": "k"}]
    error = await app.error("config", "nothing")
    assert error.type == "ValueError" and "no dependency 'nothing'" in error.message
    assert (await app.error("change")).type == "AttributeError"


async def test_assets(run_app: StartApp, tmp_path: Path) -> None:
    (tmp_path / "theme" / "assets" / "in").mkdir(parents=True)
    (tmp_path / "theme" / "assets" / "in" / "a.css").write_text("body {}")
    (tmp_path / "theme" / "secret").write_text("no")
    app = await run_app(launch_spec(SERVER, folder=str(tmp_path)))
    found = await app.call("asset", "in/a.css")
    assert (found.content_type, found.name, found.get_bytes()) == ("text/css", "a.css", b"body {}")
    for path in ("b.css", "../secret", "in", "/etc/passwd", ""):
        assert (await app.error("asset", path)).type == "ValueError"


@pytest.mark.parametrize("kind", KINDS)
async def test_origins_are_those_of_the_callers_browser(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    here = Caller(origin="https://a.example")
    for function in ("origins", "nested_origins"):
        outcome = await app.outcome(function, caller=here)
        assert isinstance(outcome, CallResult)
        assert loads(outcome.body) == ["https://a.example", "https://a.example/_/api"]
    assert await app.call("origins") == [None, None]
    outcome = await app.outcome("address", caller=here)
    assert isinstance(outcome, CallResult) and loads(outcome.body) == "https://a.example/b?c=1#d"


@pytest.mark.parametrize("kind", KINDS)
async def test_S15_S17_nobody_is_logged_in_and_direct_calls_are_not_checked(
    run_app: StartApp, kind: str
) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    for function in ("private", "checked"):
        error = await app.error(function)
        assert error.type == "anvil.users.AuthenticationFailed"
        assert function in error.message
    assert await app.call("direct") == ["secret", "secret"]


def test_S16_a_function_decides_who_may_call() -> None:
    check_user("f", True, {"name": "ann"})
    check_user("f", lambda user: user["name"] == "ann", {"name": "ann"})
    with pytest.raises(PermissionDenied, match="'f'"):
        check_user("f", lambda user: user["name"] == "ann", {"name": "bob"})
    with pytest.raises(ZeroDivisionError):
        check_user("f", lambda _: 1 / 0, {"name": "bob"})


@pytest.mark.parametrize("what", ["with", "indicator", "startup", "history"])
async def test_what_only_a_browser_has_says_so(run_app: StartApp, what: str) -> None:
    app = await run_app(launch_spec(SERVER))
    assert "browser only" in (await app.error("client_only", what)).message


@pytest.mark.parametrize("kind", KINDS)
async def test_a_sessions_capabilities_can_be_made_invalid(run_app: StartApp, kind: str) -> None:
    from formwright.runtime.client import capabilities

    app = await run_app(launch_spec(SERVER), kind)

    async def call(session: str, function: str, *args: object) -> Any:
        trust = Trust(False, True, capabilities.seal())
        request = CallRequest(function, dumps_call(args, {}, trust)[0], (), Caller(session=session))
        outcome = await app.engine.call(request)
        assert isinstance(outcome, CallResult), outcome
        return loads(outcome.body, trust=trust)

    ann, bob = await call("ann", "make"), await call("bob", "make")
    was_valid, new = await call("ann", "again", ann)
    assert was_valid is True
    assert [await call("ann", "valid", each) for each in (ann, new)] == [False, True]
    assert await call("bob", "valid", bob) is True
