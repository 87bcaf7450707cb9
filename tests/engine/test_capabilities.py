"""Capabilities of real workers: good in their session only, in every mode, also through nested calls."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.runtime.client import capabilities as in_browser
from formwright.runtime.protocol.portable import Trust
from formwright.runtime.protocol.serialisation import dumps_call, loads
from formwright.runtime.server.launch import Caller, CallRequest, CallResult
from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, RunningApp, launch_spec

SERVER = {
    "Main": """
        import anvil.server
        from anvil.server import Capability, callable, unwrap_capability

        @callable
        def give(scope):
            return {"it": Capability(scope)}

        @callable
        def use(capability, pattern):
            pattern = [Capability.ANY if part == "*" else part for part in pattern]
            return unwrap_capability(capability, pattern)

        @callable
        def through(capability, pattern):
            return anvil.server.call("use", capability, pattern)

        @callable
        def inner(capability):
            capability.send_update({"scope": capability.scope})

        @callable
        def outer(capability):
            anvil.server.call("inner", capability)
            capability.send_update(capability.is_valid)

        @callable
        def keep(capability):
            anvil.server.session["kept"] = capability

        @callable
        def kept():
            return anvil.server.session["kept"]
        """
}


async def as_session(app: RunningApp, session: str, function: str, *args: object) -> Any:
    """As the page of that session would call it."""
    trust = Trust(False, True, in_browser.seal())
    body, blobs = dumps_call(args, {}, trust)
    outcome = await app.engine.call(CallRequest(function, body, tuple(blobs), Caller(session=session)))
    if not isinstance(outcome, CallResult):
        raise outcome.error.to_exception()
    return loads(outcome.body, outcome.blobs, trust=trust)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_capability_is_for_its_session(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    held = (await as_session(app, "ann", "give", ["order", 5]))["it"]
    assert await as_session(app, "ann", "use", held, ["order", "*"]) == ["order", 5]
    assert await as_session(app, "ann", "through", held.narrow(["read"]), ["order", 5, "*"]) == [
        "order",
        5,
        "read",
    ]
    with pytest.raises(ValueError, match="only, which"):
        await as_session(app, "ann", "use", held.narrow(["read"]), ["order", 5])
    for function in ("use", "through"):
        with pytest.raises(ValueError, match="not valid"):
            await as_session(app, "bob", function, held, ["order", "*"])
        with pytest.raises(ValueError, match="not valid"):
            await as_session(app, "ann", function, in_browser.Capability(["order", 5]), ["order", "*"])


@pytest.mark.parametrize("kind", KINDS)
async def test_updates_reach_the_page_through_nested_calls(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    held = (await as_session(app, "ann", "give", ["order", 5]))["it"]
    seen: list[Any] = []
    held.set_update_handler(seen.append)
    assert await as_session(app, "ann", "outer", held) is None
    assert seen == [{"scope": ["order", 5]}, True]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_session_can_keep_one(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    held = (await as_session(app, "ann", "give", ["order", 5]))["it"]
    await as_session(app, "ann", "keep", held)
    again = await as_session(app, "ann", "kept")
    assert await as_session(app, "ann", "use", again, ["order", 5]) == ["order", 5]
    await as_session(app, "ann", "keep", in_browser.Capability(["a"]))
    with pytest.raises(ValueError, match="not valid"):
        await as_session(app, "ann", "use", await as_session(app, "ann", "kept"), ["a"])
