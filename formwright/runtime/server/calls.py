"""The door to the engine for everybody outside: counts calls that run, and closes in an orderly way.

Responsible for: refusing calls once the host stops, waiting for those that run. May not: know where a call
came from, or how it is run. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from formwright.runtime.protocol.errors import RemoteError, RuntimeUnavailableError, wire_name
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult

Run = Callable[[CallRequest], Awaitable[CallResult | CallFailure]]


class Calls:
    def __init__(self, run: Run) -> None:
        self._run = run
        self._running = 0
        self._closing = False
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def running(self) -> int:
        return self._running

    async def call(self, request: CallRequest) -> CallResult | CallFailure:
        if self._closing:
            return CallFailure(
                RemoteError(
                    wire_name(RuntimeUnavailableError), "The server is stopping. Try again in a moment."
                ),
                None,
            )
        self._running += 1
        self._idle.clear()
        try:
            return await self._run(request)
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    async def drain(self, seconds: float) -> bool:
        """Takes no more calls; True when all that ran have finished in time."""
        self._closing = True
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True
