"""The engine: runs server functions of one app, per call or persistently, in the app's own Python.

The only door to worker processes: the host tells it the code and asks for calls; nothing else may assume
where a worker runs. Runs in the host, on its event loop; never imports or runs app code.
"""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import math
from collections.abc import Awaitable, Callable, Coroutine
from time import perf_counter, time
from typing import Any

from formwright.runtime.protocol.control import CallFinished, CallStarted, ServerState
from formwright.runtime.protocol.errors import (
    PermissionDenied,
    RemoteError,
    RuntimeUnavailableError,
    wire_name,
)
from formwright.runtime.protocol.kinds import SCRIPT
from formwright.runtime.server.alone import Alone
from formwright.runtime.server.capability_keys import CapabilityKeys
from formwright.runtime.server.launch import (
    Caller,
    CallFailure,
    CallRequest,
    CallResult,
    EngineEvent,
    EngineStatus,
    LaunchSpec,
)
from formwright.runtime.server.makers import maker_for
from formwright.runtime.server.per_call import PerCallPool, usual_spares
from formwright.runtime.server.persistent import PersistentPool
from formwright.runtime.server.pool import Pool
from formwright.runtime.server.services import Services
from formwright.runtime.server.watchdog import Watchdog
from formwright.runtime.server.worker import Surroundings, Worker

__all__ = [
    "CallFailure",
    "CallRequest",
    "CallResult",
    "Caller",
    "Engine",
    "EngineEvent",
    "EngineStatus",
    "LaunchSpec",
]

Nested = Callable[[CallRequest], Coroutine[Any, Any, CallResult | CallFailure]]
Elsewhere = Callable[[CallRequest], Awaitable[CallResult | CallFailure] | None]


class Engine:
    """`spawning` makes per-call workers without fork, as on systems that have none.

    `elsewhere` is asked first, for nested calls too: whoever has the function (an uplink) answers instead of
    the server modules. `services` is what the host itself does for server code.
    """

    def __init__(
        self,
        spec: LaunchSpec,
        on_event: Callable[[EngineEvent], None],
        services: Services,
        capability_keys: CapabilityKeys,
        *,
        elsewhere: Elsewhere = lambda _: None,
        spawning: bool = False,
        spares: int | None = None,
    ) -> None:
        self._capability_keys = capability_keys
        self._services = services
        self._elsewhere = elsewhere
        self._spec = spec
        self._on_event = on_event
        self._spawning = spawning
        self._spares = usual_spares() if spares is None else spares
        self._pool: Pool | None = None
        self._draining: dict[asyncio.Task[None], Pool] = {}
        self._watching: asyncio.Task[None] | None = None
        self._state = ServerState("starting", spec.mode)
        self._call_ids = itertools.count(1)
        self._running = 0
        self._closed = False
        self._alone: set[Alone] = set()
        self._watchdog = Watchdog(self._workers, on_event)

    async def start(self) -> None:
        """Begins starting workers and returns; readiness is an event."""
        self._pool = self._make_pool(self._spec)
        self._pool.start()
        self._watching = asyncio.get_running_loop().create_task(self._watchdog.run())

    async def call(self, request: CallRequest) -> CallResult | CallFailure:
        """Runs one function. Never raises for faults of the app."""
        if self._pool is None or self._closed:
            raise RuntimeError("the engine is not running")
        return await self._call(request, self._pool, self._spec)

    async def replace(self, spec: LaunchSpec) -> None:
        """New calls use the new code at once; running ones finish on the old."""
        if self._closed:
            raise RuntimeError("the engine is closed")
        old = self._pool
        self._spec, self._pool = spec, self._make_pool(spec)
        self._pool.start()
        if old is not None:
            task = asyncio.get_running_loop().create_task(old.drain())
            self._draining[task] = old
            task.add_done_callback(self._draining.pop)

    def begin(self, request: CallRequest) -> Alone:
        """Runs a function in a process of its own, for as long as it takes, on the code of now."""
        if self._pool is None or self._closed:
            raise RuntimeUnavailableError("The server is stopping.")
        endless = dataclasses.replace(request, timeout=math.inf)
        return self._begin(endless, self._spec, self._around(self._spec, "background", self.call))

    def _begin(self, request: CallRequest, spec: LaunchSpec, around: Surroundings) -> Alone:
        alone = Alone(spec, around, request)
        self._alone.add(alone)
        alone.outcome.add_done_callback(lambda _: self._alone.discard(alone))
        self._watchdog.wake()
        return alone

    async def _run_script(
        self, request: CallRequest, pool: Pool, spec: LaunchSpec
    ) -> CallResult | CallFailure:
        """A script has its own arguments and may end its process: no place for it beside other calls."""

        async def nested(inner: CallRequest) -> CallResult | CallFailure:
            return await self._call(inner, pool, spec)

        alone = self._begin(request, spec, self._around(spec, "per-call", nested))
        try:
            return await asyncio.shield(alone.outcome)
        except asyncio.CancelledError:
            alone.end("the caller went away")
            raise

    def _around(self, spec: LaunchSpec, mode: str, nested: Nested) -> Surroundings:
        return Surroundings(
            self._on_event, nested, mode, self._services, self._capability_keys, spec.memory_limit
        )

    def status(self) -> EngineStatus:
        reports = tuple(worker.report() for worker in self._workers())
        return EngineStatus(self._state, reports, self._running)

    async def close(self) -> None:
        """Ends every process of the engine."""
        if self._closed:
            return
        self._closed = True
        if self._watching is not None:
            self._watching.cancel()
        pools = self._pools()
        for task in list(self._draining):
            task.cancel()
        lonely = [each.kill("the server was stopped") for each in self._alone]
        await asyncio.gather(*(pool.close() for pool in pools), *lonely)

    def _pools(self) -> list[Pool]:
        return [*self._draining.values(), *([self._pool] if self._pool is not None else [])]

    def _workers(self) -> list[Worker]:
        lonely = [each.worker for each in self._alone if each.worker is not None]
        return [*(worker for pool in self._pools() for worker in pool.workers()), *lonely]

    def _make_pool(self, spec: LaunchSpec) -> Pool:
        pool: Pool

        def emit(event: EngineEvent) -> None:
            if isinstance(event, ServerState):
                if self._pool is not pool:  # of a version that has been replaced
                    return
                self._state = event
            self._on_event(event)

        async def nested(request: CallRequest) -> CallResult | CallFailure:
            return await self._call(request, pool, spec)

        around = dataclasses.replace(self._around(spec, spec.mode, nested), emit=emit)
        if spec.persistent:
            pool = PersistentPool(spec, around)
        else:
            pool = PerCallPool(spec, around, maker_for(spec, around, self._spawning), self._spares)
        return pool

    async def _call(self, request: CallRequest, pool: Pool, spec: LaunchSpec) -> CallResult | CallFailure:
        if not request.call_id:
            request = dataclasses.replace(request, call_id=f"c{next(self._call_ids)}")
        call_id = request.call_id
        session, client = (request.caller.session or "")[:8], request.caller.type
        size, started, begun = request.size, time(), perf_counter()
        self._on_event(
            CallStarted(
                call_id, request.function, None, spec.mode, session, client, request.parent, size, started
            )
        )
        self._running += 1
        self._watchdog.wake()
        outcome: CallResult | CallFailure | None = None
        try:
            outcome = _refused(request)
            if outcome is None:
                answer = self._elsewhere(request)
                if answer is None:
                    apart = spec.persistent and request.function.startswith(SCRIPT)
                    answer = self._run_script(request, pool, spec) if apart else pool.call(request)
                outcome = await answer
            return outcome
        finally:
            self._running -= 1
            milliseconds = (perf_counter() - begun) * 1000
            error = outcome.error if isinstance(outcome, CallFailure) else None
            self._on_event(
                CallFinished(
                    call_id,
                    request.function,
                    isinstance(outcome, CallResult),
                    milliseconds,
                    outcome.worker if outcome is not None else None,
                    spec.mode,
                    error if outcome is not None else RemoteError("Cancelled", "the caller went away"),
                    session,
                    client,
                    request.parent,
                    size,
                    outcome.size if isinstance(outcome, CallResult) else 0,
                    max(0.0, milliseconds - outcome.milliseconds) if outcome is not None else 0.0,
                    started,
                )
            )


def _refused(request: CallRequest) -> CallFailure | None:
    if ":" in request.function and not request.caller.trusted and "request" not in request.extra:
        message = f"{request.function!r} may not be called from the browser"
        return CallFailure(RemoteError(wire_name(PermissionDenied), message), None)
    return None
