"""What the events about a call say: who called, what it carried, which call waits for it, and how long."""

from __future__ import annotations

import pytest

from formwright.runtime.protocol.control import CallStarted
from formwright.runtime.protocol.serialisation import dumps_call
from formwright.runtime.server.engine import Caller
from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, launch_spec

SERVER = {
    "Main": """
        import anvil.server
        @anvil.server.callable
        def outer(value): return anvil.server.call("inner", value)
        @anvil.server.callable
        def inner(value): return value * 2
        @anvil.server.callable
        def fail(): raise ValueError("x")
        """
}


@pytest.mark.parametrize("kind", KINDS)
async def test_events_of_a_call_and_of_the_call_it_makes(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    caller = Caller("browser", session="abcdefghijkl")
    await app.outcome("outer", "xy", caller=caller, call_id="7")
    inner, outer = app.finished()
    assert (outer.session, outer.client, outer.parent) == ("abcdefgh", "browser", "")
    assert (inner.session, inner.client, inner.parent) == ("abcdefgh", "server_module", "7")
    assert outer.bytes_in == len(dumps_call(("xy",), {})[0])
    assert outer.bytes_out == len('"xyxy"')
    assert 0 <= outer.waited <= outer.milliseconds
    assert outer.started <= inner.started
    started = next(event for event in app.events if isinstance(event, CallStarted))
    assert (started.call_id, started.session, started.bytes_in) == ("7", "abcdefgh", outer.bytes_in)


async def test_media_count_and_a_failed_call_carries_nothing_out(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER), "persistent")
    await app.outcome("fail", blobs=(b"12345",), body='{"a":[],"k":{}}')
    (failed,) = app.finished()
    assert (failed.bytes_in, failed.bytes_out) == (len('{"a":[],"k":{}}') + 5, 0)
