"""The developer's Python runs in every Python that apps may choose."""

from __future__ import annotations

import asyncio

from formwright.runtime.protocol.control import (
    ReplComplete,
    ReplCompletions,
    ReplDone,
    ReplEvent,
    ReplInput,
    ReplInterrupt,
    ReplOutput,
)
from formwright.runtime.server.capability_keys import CapabilityKeys
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult
from formwright.runtime.server.repl import Repl
from formwright.runtime.server.services import Services
from tests.engine.running_app import launch_spec

SERVER = {"Prices": "RATE = 4\n"}


async def _no_calls(request: CallRequest) -> CallResult | CallFailure:
    raise AssertionError(request.function)


async def test_every_python(any_python: str) -> None:
    events: asyncio.Queue[ReplEvent] = asyncio.Queue()
    repl = Repl(
        launch_spec(SERVER, python=any_python), _no_calls, Services(), CapabilityKeys(), events.put_nowait
    )

    async def next_done() -> tuple[str, ReplDone]:
        text = ""
        while True:
            event = await events.get()
            if isinstance(event, ReplOutput):
                text += event.text
            elif isinstance(event, ReplDone):
                return text, event

    try:
        repl.obey(ReplInput(1, "Prices.RATE + 1"))
        text, done = await next_done()
        assert (text, done.error) == ("5\n", None)
        repl.obey(ReplInput(2, "for i in range(2):"))
        assert (await next_done())[1].more
        repl.obey(ReplInput(3, "x = 1\nx + 1\n"))
        assert (await next_done())[0] == "2\n"
        repl.obey(ReplComplete(1, "Prices.RA"))
        event = await events.get()
        assert event == ReplCompletions(1, ("Prices.RATE",))
        repl.obey(ReplInput(4, "import time; print('begun'); time.sleep(60)"))
        while not (isinstance(event, ReplOutput) and "begun" in event.text):
            event = await events.get()
        repl.obey(ReplInterrupt())
        error = (await next_done())[1].error
        assert error is not None
        assert error.type == "KeyboardInterrupt"
        repl.obey(ReplInput(5, "x"))
        assert (await next_done())[0] == "1\n"
    finally:
        await repl.close()
