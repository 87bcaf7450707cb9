"""Where fresh one-shot workers come from: forked from a template process, or spawned.

Two siblings with one interface; `maker_for` chooses. Run in the host, on the event loop.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from formwright.runtime.server import interpreter, template
from formwright.runtime.server.launch import LaunchSpec
from formwright.runtime.server.spawned import spawn
from formwright.runtime.server.template import PreloadFailure, Template
from formwright.runtime.server.worker import ReadyReport, Surroundings, Worker, WorkerGone

_PAUSE_AFTER_FAILURE = 2.0


class Maker(Protocol):
    python: str

    async def start(self) -> ReadyReport:
        """Says whether the app can be imported ahead of a call. Raises StartFailure."""

    async def make(self, preimport: bool) -> Worker:
        """Raises StartFailure."""

    def importing(self) -> list[Worker]:
        """Those that show what importing the app is like, and are nobody's yet."""

    async def close(self) -> None: ...


class ForkingMaker:
    """Keeps one template process and starts another when it dies; spawns where a template will not do."""

    def __init__(self, spec: LaunchSpec, surroundings: Surroundings) -> None:
        self.python = ""
        self._spec = spec
        self._around = surroundings
        self._template: asyncio.Task[Template] | None = None
        self._report = ReadyReport()
        self._failed_at = 0.0
        self._closed = False
        self._unfit = False
        self._fallback = SpawningMaker(spec, surroundings)

    async def start(self) -> ReadyReport:
        try:
            await self._current()
        except PreloadFailure:
            self._unfit = True
            self._report = await self._fallback.start()
            self.python = self._fallback.python
        return self._report

    async def make(self, preimport: bool) -> Worker:
        if self._unfit:
            return await self._fallback.make(preimport)
        for attempt in (1, 2):
            try:
                current = await self._current()
            except PreloadFailure:
                self._unfit = True
                return await self._fallback.make(preimport)
            try:
                return await current.fork(preimport)
            except WorkerGone as gone:
                if attempt == 2 or self._closed:
                    raise interpreter.cannot_start(self._spec, gone) from gone
        raise AssertionError("unreachable")

    def importing(self) -> list[Worker]:
        return self._fallback.importing()

    async def close(self) -> None:
        self._closed = True
        await self._fallback.close()
        task = self._template
        if task is None:
            return
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled() and task.exception() is None:
            await task.result().close()

    async def _current(self) -> Template:
        task = self._template
        now = asyncio.get_running_loop().time()
        if task is not None and task.done():
            if task.cancelled():
                dead = True
            elif task.exception() is not None:
                # After a failure wait a little: calls may retry, but they may not make a loop of it.
                dead = now - self._failed_at > _PAUSE_AFTER_FAILURE
            else:
                dead = not task.result().usable
            task = None if dead and not self._closed else task
        if task is None:
            task = self._template = asyncio.get_running_loop().create_task(self._start_template())
        return await asyncio.shield(task)

    async def _start_template(self) -> Template:
        made = Template(self._spec, self._around)
        try:
            self._report = await made.start()
        except (interpreter.StartFailure, PreloadFailure):
            self._failed_at = asyncio.get_running_loop().time()
            raise
        self.python = made.python
        return made


class SpawningMaker:
    """Starts a new interpreter for each worker: slower, and possible everywhere."""

    def __init__(self, spec: LaunchSpec, surroundings: Surroundings) -> None:
        self.python = ""
        self._spec = spec
        self._around = surroundings
        self._first: Worker | None = None
        self._importing: list[Worker] = []

    async def start(self) -> ReadyReport:
        """The first worker shows what importing the app is like."""
        worker = await spawn(self._spec, "one-shot", self._around)
        self.python = worker.python
        self._importing = [worker]
        try:
            async with asyncio.timeout(self._spec.call_timeout):
                report = await asyncio.shield(worker.ready)
        except WorkerGone:  # the import crashed: calls shall show how
            return ReadyReport(None, True)
        except TimeoutError:
            worker.kill("its import of the app took too long")
            return ReadyReport(None, True)
        except asyncio.CancelledError:
            worker.kill("not needed any more")
            raise
        finally:
            self._importing = []
        if report.error is not None or report.on_demand:
            return ReadyReport(None if report.on_demand else report.error, True)
        self._first = worker
        return report

    async def make(self, preimport: bool) -> Worker:
        first, self._first = self._first, None
        if first is not None and first.alive:
            return first
        return await spawn(self._spec, "one-shot" if preimport else "one-shot-later", self._around)

    def importing(self) -> list[Worker]:
        return self._importing

    async def close(self) -> None:
        if self._first is not None:
            self._first.kill("not needed any more")
            await self._first.gone


def maker_for(spec: LaunchSpec, surroundings: Surroundings, spawning: bool) -> Maker:
    if spawning or not template.usable():
        return SpawningMaker(spec, surroundings)
    return ForkingMaker(spec, surroundings)
