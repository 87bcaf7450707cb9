"""Holds workers to their limits of memory and number of processes, and tells what memory they use.

Responsible for: looking often enough while workers work, and hardly ever while they do not. A worker that
exceeds a limit is ended with the reason; only its own calls fail. May not: know the pools. Process: host,
event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from time import monotonic

from formwright.runtime.server import census
from formwright.runtime.server.launch import EngineEvent
from formwright.runtime.server.worker import Worker
from formwright.runtime.spec.limits import shown_size

MAX_PROCESSES = 100  # of one worker, itself included
WORKING = 0.1  # seconds between two looks
_RESTING = 1.0
_FAMILIES_EVERY = 0.5  # finding out who has started whom means reading all processes of the machine
_TELL_EVERY = 2.0
_TELL_CHANGE = 100_000


class Watchdog:
    def __init__(
        self, workers: Callable[[], Iterable[Worker]], report: Callable[[EngineEvent], None]
    ) -> None:
        self._workers = workers
        self._report = report
        self._work = asyncio.Event()
        self._families_at = 0.0
        self._told_at = monotonic()
        self._told: dict[int, int] = {}

    def wake(self) -> None:
        """A worker begins to work."""
        self._work.set()

    async def run(self) -> None:
        while True:
            working = [worker for worker in self._workers() if worker.pid is not None and worker.working]
            if not working:
                self._work.clear()
                try:
                    async with asyncio.timeout(_RESTING):
                        await self._work.wait()
                except TimeoutError:
                    self._look_at_resting()
                    continue
            await asyncio.sleep(WORKING)
            self._look(working)

    def _look(self, workers: list[Worker]) -> None:
        suspects = []
        for worker in workers:
            self._measure(worker)
            if worker.memory_limit and worker.memory > worker.memory_limit:
                _too_much_memory(worker, worker.memory)
            elif worker.alive and worker.pid is not None and census.has_children(worker.pid):
                suspects.append(worker)
        now = monotonic()
        if now - self._families_at > _FAMILIES_EVERY:
            self._families_at = now
            self._look_at_families(workers)
        elif suspects:
            self._look_at_families(suspects)
        self._tell()

    def _look_at_families(self, workers: list[Worker]) -> None:
        by_pid = {worker.pid: worker for worker in workers if worker.pid is not None and worker.alive}
        for pid, family in census.families(by_pid).items():
            worker = by_pid[pid]
            if len(family.pids) > MAX_PROCESSES:
                worker.exceeds(
                    f"it had started {len(family.pids) - 1} processes; its limit is {MAX_PROCESSES - 1}",
                    may_wait=False,
                )
            elif worker.memory_limit and family.memory > worker.memory_limit:
                memory = census.shared_fairly(family)
                if memory > worker.memory_limit:
                    _too_much_memory(worker, memory)

    def _look_at_resting(self) -> None:
        for worker in self._workers():
            self._measure(worker)
        self._tell()

    def _measure(self, worker: Worker) -> None:
        if worker.pid is not None:
            worker.memory = census.resident(worker.pid) or worker.memory

    def _tell(self) -> None:
        now = monotonic()
        if now - self._told_at < _TELL_EVERY:
            return
        self._told_at = now
        told, self._told = self._told, {}
        for worker in self._workers():
            if worker.pid is None:
                continue
            if abs(worker.memory - told.get(worker.pid, 0)) > _TELL_CHANGE:
                self._report(worker.report())
                told[worker.pid] = worker.memory
            self._told[worker.pid] = told.get(worker.pid, 0)


def _too_much_memory(worker: Worker, used: int) -> None:
    worker.exceeds(
        f"it used {shown_size(used)} of memory; its limit is {shown_size(worker.memory_limit)}", may_wait=True
    )
