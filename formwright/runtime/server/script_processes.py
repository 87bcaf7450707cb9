"""A persistent pool, and a process of its own for each script, which has its own arguments.

Such processes are only started when a script is run. Runs in the host, on the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult
from formwright.runtime.server.pool import Pool
from formwright.runtime.server.worker import Worker

SCRIPT = "script:"


class PoolWithScripts:
    """`shared` runs all other calls; `make_scripts` makes the pool in which each call has a process."""

    def __init__(self, shared: Pool, make_scripts: Callable[[], Pool]) -> None:
        self._shared = shared
        self._make_scripts = make_scripts
        self._scripts: Pool | None = None

    def start(self) -> None:
        self._shared.start()

    async def call(self, request: CallRequest) -> CallResult | CallFailure:
        if not request.function.startswith(SCRIPT):
            return await self._shared.call(request)
        if self._scripts is None:
            self._scripts = self._make_scripts()
            self._scripts.start()
        return await self._scripts.call(request)

    def workers(self) -> list[Worker]:
        return [worker for pool in self._pools() for worker in pool.workers()]

    async def drain(self) -> None:
        await asyncio.gather(*(pool.drain() for pool in self._pools()))

    async def close(self) -> None:
        await asyncio.gather(*(pool.close() for pool in self._pools()))

    def _pools(self) -> list[Pool]:
        return [self._shared] if self._scripts is None else [self._shared, self._scripts]
