"""Persistent mode: long-lived workers serve all calls, in threads; globals of modules survive.

Usually there is one. A second is started when the calls in the first keep a whole processor busy, since
threads of one Python do not compute side by side; it goes when nobody needs it any more. A worker that dies
is started again, once at a time and never in a loop; one with a call that cannot be ended, or that has taken
most of the memory it may, is replaced, and finishes its other calls first. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
import math
import os
from collections.abc import Coroutine
from time import monotonic, perf_counter
from typing import Any

from formwright.runtime.protocol.control import ServerState
from formwright.runtime.server import census
from formwright.runtime.server.interpreter import REMEDY, StartFailure, describe, stopped_unless_cancelled
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult, LaunchSpec
from formwright.runtime.server.roster import Roster, cancel_all
from formwright.runtime.server.spawned import spawn
from formwright.runtime.server.worker import Surroundings, Worker, WorkerGone
from formwright.runtime.spec.limits import shown_size

MAX_RUNNING = 64
_PAUSE_AFTER_FAILURE = 1.0
_PROVEN_AFTER = 5.0  # seconds of life after which a dead worker is started again without being asked for
_LOOK_EVERY = 0.25
_HURRIED_LOOKS = 3  # in a row, before another worker is started
_WHOLE_PROCESSOR = 0.7  # of the time between two looks
_PAUSE_AFTER_USELESS = 30.0  # before another attempt to have one more worker
NOT_NEEDED_AFTER = 60.0  # seconds without a call, for all but the first
BLOATED = 0.8  # of the memory it may use


class _Member:
    """A worker that takes calls."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.memory_at_first = census.resident(worker.pid or 0) or 0
        self.used_at = monotonic()
        self._processor = self._seconds()
        self._looked_at = monotonic()

    def share(self) -> float:
        """How much of one processor, had it had one for itself, it would have used since last asked."""
        seconds, now = self._seconds(), monotonic()
        share = (seconds - self._processor) / max(now - self._looked_at, 0.001)
        self._processor, self._looked_at = seconds, now
        return share

    def bloated(self) -> bool:
        """It has grown a lot, and close to where it would be ended with its calls."""
        limit, memory = self.worker.memory_limit, self.worker.memory
        return bool(limit) and memory > BLOATED * limit and memory > 1.5 * self.memory_at_first

    def _seconds(self) -> float:
        return census.wanted_seconds(self.worker.pid or 0)


class PersistentPool:
    def __init__(self, spec: LaunchSpec, surroundings: Surroundings) -> None:
        self._spec = spec
        self._around = surroundings
        self._roster = Roster()
        self._most = spec.workers or min(4, os.cpu_count() or 1)
        self._members: list[_Member] = []
        self._starting: asyncio.Task[Worker] | None = None  # when there is none that takes calls
        self._adding: asyncio.Task[None] | None = None
        self._not_before = 0.0  # when one more may be started
        self._failed_at = 0.0
        self._ending = False
        self._running = 0
        self._none_running = asyncio.Event()
        self._none_running.set()
        self._places = asyncio.Semaphore(MAX_RUNNING)
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self._start()
        self._spawn(self._tend())

    async def call(self, request: CallRequest) -> CallResult | CallFailure:
        if request.depth:  # its caller holds a place: waiting for another could block both for ever
            return await self._call(request)
        async with self._places:
            return await self._call(request)

    def workers(self) -> list[Worker]:
        return self._roster.living()

    async def drain(self) -> None:
        self._not_before = math.inf
        for worker in self._roster.living():
            worker.drain()
        await self._none_running.wait()
        await self.close()

    async def close(self) -> None:
        self._ending = True
        await cancel_all([*self._tasks, *([self._starting] if self._starting is not None else [])])
        await self._roster.end_all("replaced or stopped")

    async def _call(self, request: CallRequest) -> CallResult | CallFailure:
        self._running += 1
        self._none_running.clear()
        begun = perf_counter()
        worker: Worker | None = None
        try:
            worker = self._least_busy()
            if worker is None:
                worker = await asyncio.shield(self._start())
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

    def _least_busy(self) -> Worker | None:
        """The first of them while there is little to do, so that the others may go."""
        able = [member for member in self._members if member.worker.alive and not member.worker.overrun]
        if not able:
            return None
        found = min(able, key=lambda member: member.worker.busy)
        found.used_at = monotonic()
        return found.worker

    def _start(self) -> asyncio.Task[Worker]:
        """The start of a worker that is under way, or a new one."""
        task = self._starting
        if task is not None and task.done():
            if task.cancelled():
                task = None
            elif task.exception() is not None:
                task = None if monotonic() - self._failed_at > _PAUSE_AFTER_FAILURE else task
            else:  # it was, but takes no calls any more
                task = None
        if task is None:
            task = asyncio.get_running_loop().create_task(self._start_worker())
            # Whether or not a call waits for it, its failure has been seen: `_start_worker` reports it.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._starting = task
        return task

    async def _start_worker(self) -> Worker:
        """The only one: whether it works is the state of the server."""
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
            await self._import(worker)
        except StartFailure as failure:
            self._failed_at = monotonic()
            milliseconds = (perf_counter() - begun) * 1000
            self._around.emit(ServerState("broken", self._spec.mode, python, milliseconds, failure.error))
            raise
        milliseconds = (perf_counter() - begun) * 1000
        self._around.emit(ServerState("ready", self._spec.mode, python, milliseconds))
        self._admit(worker)
        return worker

    async def _import(self, worker: Worker) -> None:
        """Waits until it has imported the app. Raises StartFailure."""
        try:
            async with asyncio.timeout(self._spec.call_timeout):
                error = (await asyncio.shield(worker.ready)).error
        except TimeoutError:
            error = await worker.endless_import(self._spec.call_timeout)
        except WorkerGone as gone:
            error = worker.ended_error(gone.code)
        if error is not None:
            raise StartFailure(error)

    def _admit(self, worker: Worker) -> None:
        self._members.append(_Member(worker))
        self._spawn(self._watch(worker))

    async def _watch(self, worker: Worker) -> None:
        """Starts the next one when it dies, provided that it lived for a while: no loop of crashes."""
        ready_at = monotonic()
        await asyncio.shield(worker.gone)
        expected = worker.overrun or not self._dismiss(worker)
        proven = monotonic() - ready_at > _PROVEN_AFTER
        if proven and not (self._ending or expected or self._members):
            self._start()

    def _dismiss(self, worker: Worker) -> bool:
        """It gets no new calls. False if it got none before."""
        left = [member for member in self._members if member.worker is not worker]
        gone = len(left) < len(self._members)
        self._members = left
        return gone

    async def _tend(self) -> None:
        """As many workers as there is work for, and none that has grown too large."""
        hurried = 0
        while True:
            await asyncio.sleep(_LOOK_EVERY if self._running or len(self._members) > 1 else 4 * _LOOK_EVERY)
            if self._ending:
                return
            now = monotonic()
            for member in self._members[1:]:
                if not member.worker.busy and now - member.used_at > NOT_NEEDED_AFTER:
                    self._retire(member.worker, "not needed any more")
            # Two calls in each, and no processor time left: threads would only take turns.
            shares = [(member.share(), member.worker.busy) for member in self._members]
            busy = bool(shares) and all(share > _WHOLE_PROCESSOR and calls > 1 for share, calls in shares)
            hurried = hurried + 1 if busy else 0
            if self._adding is not None or now < self._not_before:
                continue
            bloated = next((member for member in self._members if member.bloated()), None)
            if bloated is not None:
                self._adding = self._spawn(self._add(instead_of=bloated.worker))
            elif hurried >= _HURRIED_LOOKS and len(self._members) < self._most:
                hurried = 0
                self._adding = self._spawn(self._add())

    async def _add(self, instead_of: Worker | None = None) -> None:
        """One more worker. If it does not come to be, all goes on as it was."""
        try:
            worker = self._roster.add(await spawn(self._spec, "persistent", self._around))
            await self._import(worker)
        except StartFailure:
            self._not_before = monotonic() + _PAUSE_AFTER_USELESS
            return
        finally:
            self._adding = None
        self._admit(worker)
        if instead_of is not None:
            used, limit = shown_size(instead_of.memory), shown_size(instead_of.memory_limit)
            self._retire(instead_of, f"it used {used} of memory, close to its limit of {limit}")

    def _retire(self, worker: Worker, reason: str) -> None:
        """Its calls may finish."""
        if self._dismiss(worker):
            worker.drain()
            self._spawn(self._end_when_idle(worker, reason))

    def _replace(self, worker: Worker) -> None:
        """Its runaway call cannot be ended alone: new calls go elsewhere, its other calls may finish."""
        if self._dismiss(worker):
            worker.drain()
            if not self._ending and not self._members:
                self._start()
            self._spawn(self._end_when_idle(worker, "one of its calls took too long"))

    async def _end_when_idle(self, worker: Worker, reason: str) -> None:
        await worker.idle()
        worker.kill(reason)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
