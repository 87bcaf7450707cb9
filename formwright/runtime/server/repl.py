"""The Python of the developer: a worker of its own in which typed lines run, apart from all calls.

Responsible for: starting it when it is first used, inputs one after the other, interrupting, and a new one
after a change of the code. May not: run for anybody but the designer. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
import math
import secrets
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from time import perf_counter
from typing import Any, assert_never

from formwright.runtime.protocol.control import (
    Output,
    ReplCommand,
    ReplComplete,
    ReplCompletions,
    ReplDone,
    ReplEvent,
    ReplInput,
    ReplInterrupt,
    ReplOutput,
    ReplRestart,
    ReplStart,
    ReplState,
)
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.repl import COMPLETE, INPUT, INTERRUPT
from formwright.runtime.protocol.serialisation import dumps_call, loads
from formwright.runtime.server.capability_keys import CapabilityKeys
from formwright.runtime.server.interpreter import StartFailure, describe
from formwright.runtime.server.launch import (
    Caller,
    CallFailure,
    CallRequest,
    CallResult,
    EngineEvent,
    LaunchSpec,
)
from formwright.runtime.server.services import Services
from formwright.runtime.server.spawned import spawn
from formwright.runtime.server.worker import Surroundings, Worker, WorkerGone

Report = Callable[[ReplEvent], None]
CODE_CHANGED = "The app's code changed: this is a new Python with the new code. Variables of before are gone."
_IMPORT_SECONDS = 60.0
_ASIDE_SECONDS = 5.0


class Repl:
    """`call` runs what lines call with `anvil.server.call`."""

    def __init__(
        self,
        spec: LaunchSpec,
        call: Callable[[CallRequest], Coroutine[Any, Any, CallResult | CallFailure]],
        services: Services,
        keys: CapabilityKeys,
        report: Report,
    ) -> None:
        self._spec = spec
        self._report = report
        self._around = Surroundings(self._on_event, call, "repl", services, keys)
        self._caller = self._new_caller()
        self._worker: asyncio.Task[Worker] | None = None
        self._turn = asyncio.Lock()
        self._typed = 0  # the number of the input that runs
        self._asked = self._done = 0  # numbers of inputs
        self._stale = False
        self._tasks: set[asyncio.Task[None]] = set()

    def obey(self, command: ReplCommand) -> None:
        """Returns at once; what comes of it is told by events."""
        match command:
            case ReplStart():
                self.start()
            case ReplInput(number=number, source=source):
                self.start()
                self._asked = number
                self._spawn(self._input(number, source))
            case ReplInterrupt():
                if self._done < self._asked:
                    self._spawn(self._interrupt(self._asked))
            case ReplRestart():
                known = self._worker is not None
                self._begin("A new Python: variables of before are gone." if known else "")
            case ReplComplete(number=number, text=text):
                self._spawn(self._complete(number, text))
            case _:
                assert_never(command)

    def start(self) -> None:
        """Begins when there is none yet."""
        if self._worker is None:
            self._begin("")

    # -- what the host says

    def use(self, spec: LaunchSpec) -> None:
        """Another version of the app, or another Python: a running input finishes first."""
        self._spec = spec
        if self._worker is None:
            return
        if self._turn.locked():
            self._stale = True
        else:
            self._begin(CODE_CHANGED)

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await self._end("the app was closed")
        if self._tasks:
            await asyncio.wait(self._tasks)

    # -- inside

    @staticmethod
    def _new_caller() -> Caller:
        return Caller("repl", trusted=True, session=f"repl-{secrets.token_hex(16)}")

    def _begin(self, why: str) -> None:
        old, self._stale = self._worker, False
        self._caller = self._new_caller()
        self._report(ReplState("starting", reason=why))
        self._worker = asyncio.get_running_loop().create_task(self._start())
        self._worker.add_done_callback(lambda done: done.cancelled() or done.exception())
        if old is not None:
            self._spawn(_kill(old, "a new Python was asked for"))

    async def _start(self) -> Worker:
        begun = perf_counter()
        spec = self._spec
        # In threads a library may wait for, as it is one process for long: like a persistent worker.
        try:
            worker = await spawn(replace(spec, persistent=True), "repl", self._around)
        except StartFailure as failure:
            self._report(ReplState("failed", error=failure.error))
            raise
        error: RemoteError | None
        try:
            async with asyncio.timeout(_IMPORT_SECONDS):
                error = (await asyncio.shield(worker.ready)).error
        except TimeoutError:
            error = await worker.endless_import(_IMPORT_SECONDS)
        except WorkerGone as gone:
            error = worker.ended_error(gone.code)
        milliseconds = (perf_counter() - begun) * 1000
        if not worker.alive:
            assert error is not None
            self._report(ReplState("failed", describe(spec, worker.python), error, milliseconds=milliseconds))
            raise StartFailure(error)
        self._report(ReplState("ready", describe(spec, worker.python), error, milliseconds=milliseconds))
        self._spawn(self._watch(worker))
        return worker

    async def _watch(self, worker: Worker) -> None:
        code = await asyncio.shield(worker.gone)
        task = self._worker
        if task is not None and _result(task) is worker:  # it ended by itself, as by exit() or a crash
            self._worker = None
            self._report(ReplState("ended", reason=worker.ended_error(code).message))

    async def _input(self, number: int, source: str) -> None:
        async with self._turn:
            self._typed = number
            begun = perf_counter()
            more, error = False, None
            try:
                worker = await self._living()
                outcome = await worker.call(self._request(INPUT, number, source), math.inf)
                if isinstance(outcome, CallResult):
                    answer = loads(outcome.body, outcome.blobs)
                    more = bool(answer["more"])
                    error = RemoteError.from_json(answer["error"]) if answer["error"] else None
                else:
                    error = outcome.error
            except StartFailure as failure:
                error = failure.error
            self._done = number
            self._report(ReplDone(number, more, error, (perf_counter() - begun) * 1000))
        if self._stale and not more:
            self._begin(CODE_CHANGED)

    async def _living(self) -> Worker:
        self.start()
        assert self._worker is not None
        try:
            return await asyncio.shield(self._worker)
        except StartFailure:
            self._worker = None  # the next input tries again
            raise

    async def _interrupt(self, number: int) -> None:
        if self._worker is not None:
            with suppress(StartFailure):
                await asyncio.shield(self._worker)  # the input waits for it, too
        await self._aside(INTERRUPT, number)

    async def _complete(self, number: int, text: str) -> None:
        outcome = await self._aside(COMPLETE, text)
        found = loads(outcome.body, outcome.blobs) if isinstance(outcome, CallResult) else []
        self._report(ReplCompletions(number, tuple(found)))

    async def _aside(self, function: str, *args: object) -> CallResult | CallFailure | None:
        """Beside an input that may be running."""
        worker = _result(self._worker) if self._worker is not None else None
        if worker is None:
            return None
        request = replace(self._request(function, *args), timeout=_ASIDE_SECONDS)
        return await worker.call(request, _ASIDE_SECONDS)

    def _request(self, function: str, *args: object) -> CallRequest:
        body, blobs = dumps_call(args, {})
        return CallRequest(function, body, tuple(blobs), self._caller, call_id="repl", timeout=math.inf)

    def _on_event(self, event: EngineEvent) -> None:
        """What is printed is not the server's output; states of this worker are told by `ReplState`."""
        if isinstance(event, Output):
            self._report(ReplOutput(event.stream, event.text, self._typed))

    async def _end(self, reason: str) -> None:
        task, self._worker = self._worker, None
        if task is not None:
            await _kill(task, reason)

    def _spawn(self, work: Coroutine[Any, Any, object]) -> None:
        async def run() -> None:
            await work

        task = asyncio.get_running_loop().create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _result(task: asyncio.Task[Worker]) -> Worker | None:
    if not task.done() or task.cancelled() or task.exception() is not None:
        return None
    return task.result()


async def _kill(task: asyncio.Task[Worker], reason: str) -> None:
    """The worker of a task, also while it starts."""
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
    worker = _result(task)
    if worker is not None:
        worker.kill(reason)
        await asyncio.wait([worker.gone], timeout=3.0)
        worker.let_go()
