"""Persistent mode: one long-lived worker serves all calls, in threads; globals of modules survive.

A worker that dies is started again, once at a time and never in a loop; one with a call that cannot be ended
is replaced, and finishes its other calls first. Runs in the host, on the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from time import monotonic, perf_counter
from typing import Any

from formwright.runtime.protocol.control import ServerState
from formwright.runtime.server.interpreter import REMEDY, StartFailure, describe, stopped_unless_cancelled
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult, LaunchSpec
from formwright.runtime.server.roster import Roster, cancel_all
from formwright.runtime.server.spawned import spawn
from formwright.runtime.server.worker import Surroundings, Worker, WorkerGone

MAX_RUNNING = 64
_PAUSE_AFTER_FAILURE = 1.0
_PROVEN_AFTER = 5.0  # seconds of life after which a dead worker is started again without being asked for


class PersistentPool:
    def __init__(self, spec: LaunchSpec, surroundings: Surroundings) -> None:
        self._spec = spec
        self._around = surroundings
        self._roster = Roster()
        self._current: asyncio.Task[Worker] | None = None
        self._failed_at = 0.0
        self._ending = False
        self._running = 0
        self._none_running = asyncio.Event()
        self._none_running.set()
        self._places = asyncio.Semaphore(MAX_RUNNING)
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self._worker()

    async def call(self, request: CallRequest) -> CallResult | CallFailure:
        if request.depth:  # its caller holds a place: waiting for another could block both for ever
            return await self._call(request)
        async with self._places:
            return await self._call(request)

    def workers(self) -> list[Worker]:
        return self._roster.living()

    async def drain(self) -> None:
        for worker in self._roster.living():
            worker.drain()
        await self._none_running.wait()
        await self.close()

    async def close(self) -> None:
        self._ending = True
        await cancel_all([*self._tasks, *([self._current] if self._current is not None else [])])
        await self._roster.end_all("replaced or stopped")

    async def _call(self, request: CallRequest) -> CallResult | CallFailure:
        self._running += 1
        self._none_running.clear()
        begun = perf_counter()
        worker: Worker | None = None
        try:
            worker = await asyncio.shield(self._worker())
            return await worker.call(request, self._spec.call_timeout)
        except StartFailure as failure:
            return CallFailure(failure.error, None, (perf_counter() - begun) * 1000)
        except asyncio.CancelledError:
            return stopped_unless_cancelled()
        finally:
            self._running -= 1
            if not self._running:
                self._none_running.set()
            if worker is not None and worker.overrun:
                self._replace(worker)

    def _worker(self) -> asyncio.Task[Worker]:
        """The worker for the next call: the current one, or a new one if that is dead."""
        task = self._current
        if task is not None and task.done():
            if task.cancelled():
                task = None
            elif task.exception() is not None:
                task = None if monotonic() - self._failed_at > _PAUSE_AFTER_FAILURE else task
            elif not task.result().alive or task.result().overrun:
                task = None
        if task is None:
            task = asyncio.get_running_loop().create_task(self._start_worker())
            # Whether or not a call waits for it, its failure has been seen: `_start_worker` reports it.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._current = task
        return task

    async def _start_worker(self) -> Worker:
        begun = perf_counter()
        self._around.emit(ServerState("starting", self._spec.mode))
        try:
            worker = self._roster.add(await spawn(self._spec, "persistent", self._around))
        except StartFailure as failure:
            self._failed_at = monotonic()
            self._around.emit(ServerState("failed", self._spec.mode, "", 0.0, failure.error, REMEDY))
            raise
        python = describe(self._spec, worker.python)
        try:
            async with asyncio.timeout(self._spec.call_timeout):
                error = (await asyncio.shield(worker.ready)).error
        except TimeoutError:
            error = await worker.endless_import(self._spec.call_timeout)
        except WorkerGone as gone:
            error = worker.ended_error(gone.code)
        milliseconds = (perf_counter() - begun) * 1000
        if error is not None:
            self._failed_at = monotonic()
            self._around.emit(ServerState("broken", self._spec.mode, python, milliseconds, error))
            raise StartFailure(error)
        self._around.emit(ServerState("ready", self._spec.mode, python, milliseconds))
        self._spawn(self._watch(worker))
        return worker

    async def _watch(self, worker: Worker) -> None:
        """Starts the next one when it dies, provided that it lived for a while: no loop of crashes."""
        ready_at = monotonic()
        await asyncio.shield(worker.gone)
        if not self._ending and not worker.overrun and monotonic() - ready_at > _PROVEN_AFTER:
            self._worker()

    def _replace(self, worker: Worker) -> None:
        """Its runaway call cannot be ended alone: new calls go elsewhere, its other calls may finish."""
        worker.drain()
        if not self._ending:
            self._worker()
        self._spawn(self._end_when_idle(worker))

    async def _end_when_idle(self, worker: Worker) -> None:
        await worker.idle()
        worker.kill("one of its calls took too long")

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
