"""The background tasks of one app: launches them, answers questions about them, tells of changes.

Responsible for what apps see of a task while it runs and afterwards (spec: server API, section 7). How its
process runs is `server/alone.py`. May not: decide who may launch. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from time import time
from typing import Any, Protocol

from formwright.runtime.protocol.background_task import (
    ASKED,
    COMPLETED,
    FAILED,
    GET,
    KILLED,
    LAUNCH,
    LIST,
    MISSING,
    QUESTIONS,
    RUNNING,
)
from formwright.runtime.protocol.control import Output, TaskChanged
from formwright.runtime.protocol.errors import (
    BackgroundTaskError,
    BackgroundTaskKilled,
    BackgroundTaskNotFound,
    NoServerFunctionError,
    RemoteError,
    wire_name,
)
from formwright.runtime.protocol.kinds import TASK
from formwright.runtime.protocol.media import Media
from formwright.runtime.protocol.serialisation import loads_call
from formwright.runtime.server.alone import Alone
from formwright.runtime.server.launch import Caller, CallFailure, CallRequest, CallResult
from formwright.runtime.server.services import Services
from formwright.runtime.server.tasks.records import TaskRecord, TaskRecords, this_host

Outcome = CallResult | CallFailure
MOST_RUNNING = 50
_SHOWN = 100


class Runner(Protocol):
    def begin(self, request: CallRequest) -> Alone:
        """Runs a function in a process of its own."""


class Tasks:
    def __init__(
        self, runner: Runner, records: TaskRecords, report: Callable[[TaskChanged | Output], None]
    ) -> None:
        self._runner = runner
        self._records = records
        self._report = report
        self._running: dict[str, Alone] = {}
        self._watching: dict[str, asyncio.Task[None]] = {}

    def offer(self, services: Services) -> None:
        services.add(LAUNCH, self._launch)
        services.add(GET, self._get)
        services.add(LIST, self._list)

    def show_all(self) -> None:
        """Tells of what is known from before."""
        for record in list(self._records)[-_SHOWN:]:
            self._tell(record)

    def launch(
        self,
        name: str,
        body: str = '{"a":[],"k":{}}',
        blobs: Sequence[bytes] = (),
        *,
        caller: Caller | None = None,
        launched_by: str = "call",
        job: str = "",
    ) -> TaskRecord:
        """Begins a task. Raises BackgroundTaskError when too many run."""
        if len(self._running) >= MOST_RUNNING:
            raise BackgroundTaskError(
                f"{MOST_RUNNING} background tasks run already; {name!r} was not launched"
            )
        record = TaskRecord(secrets.token_hex(16), name, time(), launched_by, job, host=this_host())
        client = caller or Caller("background_task", trusted=True)
        request = CallRequest(
            f"{TASK}{name}",
            body,
            tuple(blobs),
            Caller(
                "background_task",
                trusted=True,
                session=client.session,
                ip=client.ip,
                browser=client.browser,
                any_browser=client.any_browser,
            ),
            record.id,
            client=client,
            extra={"task": record.id},
        )
        self._save(record)
        alone = self._running[record.id] = self._runner.begin(request)
        watching = asyncio.get_running_loop().create_task(self._watch(record, alone))
        self._watching[record.id] = watching
        watching.add_done_callback(lambda _: self._watching.pop(record.id, None))
        return record

    def is_running(self, id: str) -> bool:
        return id in self._running

    def answers(self, request: CallRequest) -> Awaitable[Outcome] | None:
        """For whoever asks a `BackgroundTask` something; None when the call is another."""
        question = request.function.removeprefix(ASKED)
        if question == request.function:
            return None
        return self._answer(question, request)

    async def kill(self, id: str, reason: str = "the task was killed") -> None:
        alone = self._running.get(id)
        if alone is not None:
            await alone.kill(reason)
        watching = self._watching.get(id)
        if watching is not None:
            await asyncio.wait({watching})

    async def close(self) -> None:
        """Ends all that run, and records it."""
        await asyncio.gather(*(alone.kill("the server was stopped") for alone in self._running.values()))
        await asyncio.gather(*self._watching.values(), return_exceptions=True)

    async def _watch(self, record: TaskRecord, alone: Alone) -> None:
        outcome = await alone.outcome
        record.state = await alone.state(0.0)
        record.ended = time()
        if isinstance(outcome, CallResult):
            record.status, record.result, record.blobs = COMPLETED, outcome.body, outcome.blobs
        else:
            killed = outcome.error.type == wire_name(BackgroundTaskKilled)
            record.status, record.error = KILLED if killed else FAILED, outcome.error
        self._running.pop(record.id, None)
        self._save(record)

    async def _launch(self, asking: CallRequest, name: str, body: str, media: list[Media]) -> dict[str, Any]:
        blobs = [each.get_bytes() for each in media]
        return self.launch(name, body, blobs, caller=asking.client or asking.caller).described()

    async def _get(self, _asking: CallRequest, id: str) -> dict[str, Any]:
        return self._known(id).described()

    async def _list(self, _asking: CallRequest) -> list[dict[str, Any]]:
        return [record.described() for record in reversed(list(self._records))]

    async def _answer(self, question: str, request: CallRequest) -> Outcome:
        try:
            args, _ = loads_call(request.body)
            if question not in QUESTIONS or len(args) != 1 or not isinstance(args[0], str):
                raise NoServerFunctionError(f"there is no server function named {request.function!r}")
            return await self._say(question, self._known(args[0]))
        except Exception as error:
            return CallFailure(RemoteError(wire_name(type(error)), str(error)), None)

    async def _say(self, question: str, record: TaskRecord) -> Outcome:
        alone = self._running.get(record.id)
        if question == "kill":
            await self.kill(record.id)
            return _result(None)
        if question == "is_running":
            return _result(alone is not None)
        if question == "get_termination_status":
            return _result(record.status or None)
        if question == "get_state":
            return _result(record.state if alone is None else await alone.state())
        if record.status == FAILED and record.error is not None:
            return CallFailure(record.error, None)
        if record.status == KILLED:
            raise BackgroundTaskKilled(f"the background task {record.name!r} was killed")
        if record.status == MISSING:
            raise BackgroundTaskError(f"the server stopped while the background task {record.name!r} ran")
        if question == "is_completed":
            return _result(record.status == COMPLETED)
        if question == "get_return_value" and record.status:
            return CallResult(record.result, record.blobs, 0.0, None)
        return _result(None)

    def _known(self, id: str) -> TaskRecord:
        record = self._records.get(id)
        if record is None:
            raise BackgroundTaskNotFound(f"there is no background task {id!r}, or it ended long ago")
        return record

    def _save(self, record: TaskRecord) -> None:
        try:
            self._records.save(record)
        except OSError as error:
            self._report(Output("stderr", f"The background task {record.name} cannot be recorded: {error}\n"))
        self._tell(record)

    def _tell(self, record: TaskRecord) -> None:
        self._report(
            TaskChanged(
                record.id,
                record.name,
                record.status or RUNNING,
                record.started,
                record.ended,
                record.launched_by,
                record.error,
            )
        )


def _result(value: Any) -> CallResult:
    return CallResult(json.dumps(value), (), 0.0, None)
