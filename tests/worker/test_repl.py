"""The developer's Python runs in every Python that apps may choose."""

from __future__ import annotations

import asyncio
import sys

import pytest

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


class Typing:
    """A developer's Python, and what it says."""

    def __init__(self, python: str = sys.executable) -> None:
        self.events: asyncio.Queue[ReplEvent] = asyncio.Queue()
        self.repl = Repl(
            launch_spec(SERVER, python=python),
            _no_calls,
            Services(),
            CapabilityKeys(),
            self.events.put_nowait,
        )

    async def prints(self, text: str) -> None:
        event = await self.events.get()
        while not (isinstance(event, ReplOutput) and text in event.text):
            event = await self.events.get()

    async def next_done(self) -> tuple[str, ReplDone]:
        text = ""
        while True:
            event = await self.events.get()
            if isinstance(event, ReplOutput):
                text += event.text
            elif isinstance(event, ReplDone):
                return text, event


async def test_every_python(any_python: str) -> None:
    typing = Typing(any_python)
    repl, events, next_done = typing.repl, typing.events, typing.next_done
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
        await typing.prints("begun")
        repl.obey(ReplInterrupt())
        error = (await next_done())[1].error
        assert error is not None
        assert error.type == "KeyboardInterrupt"
        repl.obey(ReplInput(5, "x"))
        assert (await next_done())[0] == "1\n"
    finally:
        await repl.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no sigwait")
async def test_an_interrupt_that_is_lost_on_its_way_is_sent_again() -> None:
    typing = Typing()
    try:
        # Like a signal that comes after Python looked for one, and before the system sleeps.
        lost = "import signal, time; print('begun'); signal.sigwait({signal.SIGINT}); time.sleep(60)"
        typing.repl.obey(ReplInput(1, lost))
        await typing.prints("begun")
        typing.repl.obey(ReplInterrupt())
        async with asyncio.timeout(20):
            error = (await typing.next_done())[1].error
        assert error is not None
        assert error.type == "KeyboardInterrupt"
        # A signal too many stops nothing.
        typing.repl.obey(ReplInput(2, "print(1); time.sleep(1.2); print(2)"))
        text, done = await typing.next_done()
        assert (text, done.error) == ("1\n2\n", None)
    finally:
        await typing.repl.close()


async def test_code_that_handles_an_interrupt_goes_on_and_is_interrupted_once() -> None:
    typing = Typing()
    try:
        handling = (
            "try:\n    print('begun'); time.sleep(60)\n"
            "except KeyboardInterrupt:\n    time.sleep(1.2); print('tidy')\n"
        )
        typing.repl.obey(ReplInput(1, "import time"))
        await typing.next_done()
        typing.repl.obey(ReplInput(2, handling))
        await typing.prints("begun")
        typing.repl.obey(ReplInterrupt())
        async with asyncio.timeout(20):
            text, done = await typing.next_done()
        assert (text, done.error) == ("tidy\n", None)
    finally:
        await typing.repl.close()
