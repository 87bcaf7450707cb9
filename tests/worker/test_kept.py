"""What is kept between calls: sessions (S24, S25) and cookies (S27), and nesting without end (S31)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formwright.runtime.protocol.serialisation import dumps_call, loads
from formwright.runtime.server.cookie_jar import CookieJar
from formwright.runtime.server.engine import CallFailure, CallRequest, CallResult
from formwright.runtime.server.kept import Kept
from formwright.runtime.server.launch import Caller
from formwright.runtime.server.services import Services
from tests.engine.running_app import KINDS, RunningApp, launch_spec
from tests.worker.conftest import StartApp

SERVER = {
    "Main": """
        import anvil, anvil.server, datetime
        from anvil.server import callable, session, cookies

        @callable
        def put(key, value):
            session[key] = value

        @callable
        def get(key):
            return session.get(key)

        @callable
        def append(value):
            session.setdefault("list", []).append(value)
            return session["list"]

        @callable
        def put_media():
            session["m"] = anvil.BlobMedia("text/plain", b"x")

        @callable
        def put_date():
            session["d"] = datetime.date(2020, 1, 2)

        @callable
        def fail_after(value):
            session["failed"] = value
            raise ValueError("after")

        @callable
        def nested():
            session["outer"] = 1
            seen = anvil.server.call("get", "outer")
            anvil.server.call("put", "inner", 2)
            return [seen, session["inner"], sorted(session)]

        @callable
        def bake(**values):
            cookies.local.set(7, **values)

        @callable
        def taste(key):
            return cookies.local[key]

        @callable
        def bake_anything(what):
            cookies.local["k"] = {"big": "x" * 5000, "odd": object()}[what]

        @callable
        def eat(key):
            del cookies.local[key]
            cookies.shared["ate"] = key
            return [dict(cookies.local), cookies.local.get("none", 5), cookies.shared["ate"]]

        @callable
        def deeper(level):
            return anvil.server.call("deeper", level + 1)
        """
}
ANN = Caller(session="ann", browser="b-ann", any_browser="any-ann")
BOB = Caller(session="bob", browser="b-bob", any_browser="any-bob")
FROM_ANN = CallRequest("taste", "", caller=ANN)


async def ask(app: RunningApp, caller: Caller, function: str, *args: object, **kwargs: object) -> object:
    body = json.dumps({"a": args, "k": kwargs})
    outcome = await app.outcome(function, body=body, caller=caller)
    assert isinstance(outcome, CallResult), outcome
    return json.loads(outcome.body)


async def refusal(app: RunningApp, caller: Caller, function: str, *args: object) -> tuple[str, str]:
    outcome = await app.outcome(function, *args, caller=caller)
    assert isinstance(outcome, CallFailure), outcome
    return outcome.error.type, outcome.error.message


@pytest.mark.parametrize("kind", KINDS)
async def test_S24_a_session_belongs_to_one_visitor(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    await ask(app, ANN, "put", "x", {"n": [1]})
    assert await ask(app, ANN, "get", "x") == {"n": [1]}
    assert await ask(app, BOB, "get", "x") is None
    assert await ask(app, ANN, "append", 1) == [1]
    assert await ask(app, ANN, "append", 2) == [1, 2]
    assert await ask(app, ANN, "nested") == [1, 2, ["inner", "list", "outer", "x"]]


async def test_S25_media_cannot_be_kept(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    kind, message = await refusal(app, ANN, "put_media")
    assert kind == "anvil.server.SerializationError" and "anvil.server.session" in message
    await ask(app, ANN, "put_date")
    assert (await ask(app, ANN, "get", "d"))["v"] == "2020-01-02"  # type: ignore[index]  # a tagged value
    assert (await refusal(app, ANN, "fail_after", 1))[0] == "ValueError"
    assert await ask(app, ANN, "get", "failed") is None


async def test_S27_cookies_stand_for_the_browser(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    await ask(app, ANN, "bake", a=1, b="two")
    assert await ask(app, ANN, "taste", "a") == 1
    assert await refusal(app, ANN, "taste", "c") == ("KeyError", "c")
    assert (await refusal(app, BOB, "taste", "a"))[0] == "KeyError"
    assert await ask(app, ANN, "eat", "a") == [{"b": "two"}, 5, "a"]
    for what, words in (("big", "4000 bytes"), ("odd", "JSON")):
        kind, message = await refusal(app, ANN, "bake_anything", what)
        assert kind == "anvil.server.CookieError" and words in message
    kind, message = await refusal(app, Caller("command_line"), "taste", "a")
    assert kind == "anvil.server.CookieError" and "no browser" in message


async def test_S31_calls_without_end_are_stopped(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER), "persistent")
    assert (await refusal(app, ANN, "deeper", 0))[0] == "anvil.server.StackOverflow"


async def test_S30_browsers_cannot_ask_for_what_is_kept(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    assert (await refusal(app, ANN, "formwright:load", "session"))[0] == "anvil.server.PermissionDenied"


async def test_cookies_outlive_the_host(tmp_path: Path) -> None:
    place = tmp_path / "cookies" / "app.json"

    async def asked(name: str, *args: str) -> object:
        services = Services()
        Kept(CookieJar(place)).offer(services)
        answer = await services.answer(f"formwright:{name}", dumps_call(args, {})[0], (), FROM_ANN)
        assert isinstance(answer, CallResult)
        return loads(answer.body)

    await asked("save", "local", "{}")
    assert await asked("load", "local") == "{}"
    assert place.stat().st_mode & 0o077 == 0
    place.write_text("[]", "utf-8")
    assert await asked("load", "local") == ""


async def test_a_service_that_is_not_there_says_so() -> None:
    answer = await Services().answer("formwright:nothing", '{"a":[],"k":{}}', (), FROM_ANN)
    assert isinstance(answer, CallFailure)
    assert answer.error.type == "anvil.server.NoServerFunctionError" and "nothing" in answer.error.message
