"""The living workers of a pool, and their orderly end. Runs in the host, on the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from formwright.runtime.server.worker import Worker

_END_WAIT = 3.0
_LINGERING = 1.0


class Roster:
    def __init__(self) -> None:
        self._workers: set[Worker] = set()
        self._ended: set[Worker] = set()  # just now: their last output may not have been read yet

    def add(self, worker: Worker) -> Worker:
        if worker.state != "ended":
            self._workers.add(worker)
            worker.gone.add_done_callback(lambda _: self._gone(worker))
        return worker

    def living(self) -> list[Worker]:
        return sorted(self._workers, key=lambda worker: worker.started)

    async def end_all(self, reason: str) -> None:
        workers = self.living()
        for worker in workers:
            worker.kill(reason)
        if workers:
            await asyncio.wait([worker.gone for worker in workers], timeout=_END_WAIT)
        for worker in {*workers, *self._ended}:
            worker.let_go()

    def _gone(self, worker: Worker) -> None:
        self._workers.discard(worker)
        self._ended.add(worker)
        asyncio.get_running_loop().call_later(_LINGERING, self._ended.discard, worker)


async def cancel_all(tasks: Sequence[asyncio.Task[Any]]) -> None:
    """Ends tasks that start or watch workers, and waits until they have cleaned up; not the caller's own."""
    others = [task for task in tasks if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    if others:
        await asyncio.wait(others)
