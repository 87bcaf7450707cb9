"""Per-call mode: every call gets a process that nobody has used before.

Spare workers import the app while they wait; a call takes one and its place is filled again. When there is
no spare the call gets a worker that imports the app then. Runs in the host, on the event loop.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Coroutine
from time import monotonic, perf_counter
from typing import Any

from formwright.runtime.protocol.control import ServerState
from formwright.runtime.server.interpreter import REMEDY, StartFailure, describe, stopped_unless_cancelled
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult, LaunchSpec
from formwright.runtime.server.makers import Maker
from formwright.runtime.server.roster import Roster, cancel_all
from formwright.runtime.server.worker import ReadyReport, Surroundings, Worker, WorkerGone

MAX_RUNNING = 32
SPARE_AGE = 30.0  # seconds; what an app reads at import is never older
QUIET_AFTER = 600.0  # without calls for so long, spares are not renewed any more
_LOOK_EVERY = 5.0
# Seconds. Most calls are over by then; making the next spare beside one would slow it down.
_REFILL_AFTER = 0.005
_MAX_FAILURES = 3
_RETIRE_WAIT = 1.0


class PerCallPool:
    def __init__(self, spec: LaunchSpec, surroundings: Surroundings, maker: Maker, spares: int) -> None:
        self._spec = spec
        self._around = surroundings
        self._maker = maker
        at_once = spec.workers or MAX_RUNNING
        self._spares = min(spares, at_once)
        self._roster = Roster()
        self._idle: deque[tuple[Worker, float]] = deque()
        self._waiting: deque[asyncio.Future[Worker | None]] = deque()
        self._making = 0
        self._failures = 0
        self._on_demand = False
        self._ending = False
        self._running = 0
        self._none_running = asyncio.Event()
        self._none_running.set()
        self._places = asyncio.Semaphore(at_once)
        self._last_call = monotonic()
        self._tasks: set[asyncio.Task[None]] = set()
        self._started: asyncio.Task[ReadyReport] | None = None

    def start(self) -> None:
        self._started = asyncio.get_running_loop().create_task(self._maker.start())
        self._spawn(self._announce())
        self._spawn(self._renew())

    async def call(self, request: CallRequest) -> CallResult | CallFailure:
        if request.depth:  # its caller holds a place: waiting for another could block both for ever
            return await self._call(request)
        async with self._places:
            return await self._call(request)

    def workers(self) -> list[Worker]:
        return [*self._roster.living(), *self._maker.importing()]

    async def drain(self) -> None:
        self._ending = True
        self._drop_idle("replaced by new code")
        for worker in self._roster.living():
            worker.drain()
        await self._none_running.wait()
        await self.close()

    async def close(self) -> None:
        self._ending = True
        await cancel_all([*self._tasks, *([self._started] if self._started is not None else [])])
        await self._roster.end_all("the server was stopped")
        await self._maker.close()

    async def _call(self, request: CallRequest) -> CallResult | CallFailure:
        self._running += 1
        self._none_running.clear()
        self._last_call = monotonic()
        worker: Worker | None = None
        refill: asyncio.TimerHandle | None = None
        begun = perf_counter()
        try:
            worker = await self._take()
            refill = asyncio.get_running_loop().call_later(_REFILL_AFTER, self._refill)
            outcome = await worker.call(request, self._spec.call_timeout)
            if worker.never_began:  # its template died before it could fork
                worker = await self._take()
                outcome = await worker.call(request, self._spec.call_timeout)
            return outcome
        except StartFailure as failure:
            return CallFailure(failure.error, None, (perf_counter() - begun) * 1000)
        except asyncio.CancelledError:
            if worker is not None:
                worker.kill("the caller went away")
            return stopped_unless_cancelled()
        finally:
            if refill is not None:
                refill.cancel()
            self._refill()
            if worker is not None:
                self._retire(worker)
            self._running -= 1
            if not self._running:
                self._none_running.set()

    async def _take(self) -> Worker:
        assert self._started is not None
        await asyncio.shield(self._started) if not self._failed_start() else await self._maker.start()
        while self._idle:
            worker, _ = self._idle.popleft()
            if worker.alive:
                return worker
        self._refill()
        if not self._on_demand and self._making > len(self._waiting):
            place: asyncio.Future[Worker | None] = asyncio.get_running_loop().create_future()
            self._waiting.append(place)
            worker_or_none = await place
            if worker_or_none is not None:
                return worker_or_none
        return self._roster.add(await self._maker.make(preimport=False))

    def _failed_start(self) -> bool:
        task = self._started
        return task is not None and task.done() and not task.cancelled() and task.exception() is not None

    def _refill(self) -> None:
        while not self._on_demand and not self._ending and len(self._idle) + self._making < self._spares:
            self._making += 1
            self._spawn(self._make_spare())

    async def _make_spare(self) -> None:
        worker: Worker | None = None
        try:
            worker = self._roster.add(await self._maker.make(preimport=True))
            async with asyncio.timeout(self._spec.call_timeout):
                report = await asyncio.shield(worker.ready)
            good = report.error is None and not report.on_demand
            self._on_demand |= report.on_demand
        except (StartFailure, WorkerGone):
            good = False
        except TimeoutError:
            good = False
            if worker is not None:
                worker.kill("its import of the app took too long")
        finally:
            self._making -= 1
        if good and worker is not None:
            self._failures = 0
            self._offer(worker)
        else:
            # A spare that fails may just be unlucky, but never try for ever.
            self._failures += 1
            self._on_demand |= self._failures >= _MAX_FAILURES
            self._pass_on(None)

    def _offer(self, worker: Worker) -> None:
        if self._pass_on(worker):
            return
        if self._ending:
            worker.kill("not needed any more")
        else:
            self._idle.append((worker, monotonic()))

    def _pass_on(self, worker: Worker | None) -> bool:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(worker)
                return True
        return False

    def _retire(self, worker: Worker) -> None:
        """It ends by itself once it has answered; or else it is ended."""
        if worker.overrun:
            worker.kill("its call took too long")
        elif worker.alive and worker.busy == 0:
            asyncio.get_running_loop().call_later(_RETIRE_WAIT, worker.kill, "it did not end after its call")

    def _drop_idle(self, reason: str) -> None:
        while self._idle:
            self._idle.popleft()[0].kill(reason)

    async def _announce(self) -> None:
        begun = perf_counter()
        self._around.emit(ServerState("starting", self._spec.mode))
        assert self._started is not None
        try:
            report = await asyncio.shield(self._started)
        except StartFailure as failure:
            self._around.emit(ServerState("failed", self._spec.mode, "", 0.0, failure.error, REMEDY))
            return
        self._on_demand = report.on_demand or report.error is not None
        self._refill()
        self._around.emit(
            ServerState(
                "broken" if report.error is not None else "ready",
                self._spec.mode,
                describe(self._spec, self._maker.python),
                (perf_counter() - begun) * 1000,
                report.error,
            )
        )

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            now = monotonic()
            while self._idle and (now - self._idle[0][1] > SPARE_AGE or not self._idle[0][0].alive):
                self._idle.popleft()[0].kill("waited too long: what it read at import may be out of date")
            if now - self._last_call < QUIET_AFTER and not self._failed_start():
                self._refill()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def usual_spares() -> int:
    return max(2, min(4, os.cpu_count() or 2))
