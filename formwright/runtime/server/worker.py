"""One worker process as the host sees it: sends calls, receives answers and output, notices its end.

Knows nothing of how the process was made or how bytes reach it: a `Transport` does that. Runs in the host,
on the event loop.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol

from formwright.runtime.protocol.control import Output, WorkerState
from formwright.runtime.protocol.errors import RemoteError, RuntimeUnavailableError, StackOverflow, wire_name
from formwright.runtime.protocol.frames import BrokenChannel, Frame, Kind, encode
from formwright.runtime.server import exits
from formwright.runtime.server.capability_keys import CapabilityKeys
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult, EngineEvent
from formwright.runtime.server.raw_output import RawOutput
from formwright.runtime.server.services import Services

MAX_DEPTH = 10
_compact = json.JSONEncoder(separators=(",", ":")).encode
_STACK_WAIT = 0.15  # for a thread of the worker to say where a call is
_HURRY = 0.05  # the same, for one that takes more memory every moment
_DUMP_WAIT = 0.1  # for the C level to say it, when no thread can run
_EXIT_WAIT = 0.5  # between the end of the channel and the news of the exit
_HELD_OUTPUT = 200


class Transport(Protocol):
    def write(self, buffers: list[bytes]) -> None: ...

    def interrupt(self) -> None:
        """Makes the process print its stack, where the system can do that."""

    def kill(self) -> None:
        """Ends the process and every process of its group."""

    def close(self, at_once: bool) -> None:
        """Lets go of everything the host holds of it; output on its way may be waited for a little."""


@dataclass(frozen=True)
class Surroundings:
    """What a worker needs of its engine."""

    emit: Callable[[EngineEvent], None]
    nested: Callable[[CallRequest], Coroutine[Any, Any, CallResult | CallFailure]]
    mode: str
    services: Services
    capability_keys: CapabilityKeys
    memory_limit: int = 0


@dataclass(frozen=True)
class ReadyReport:
    """The worker has imported the app, or tried to."""

    error: RemoteError | None = None
    on_demand: bool = False


@dataclass
class _Running:
    request: CallRequest
    answer: asyncio.Future[CallResult | CallFailure]
    started: float
    stack: asyncio.Future[RemoteError]
    place: RemoteError | None = None  # where it was when its process was given up


class WorkerGone(Exception):
    """The process ended before it was ready. `code` is its exit status, None when unknown."""

    def __init__(self, code: int | None) -> None:
        super().__init__(exits.reason(code))
        self.code = code


class Worker:
    def __init__(self, surroundings: Surroundings, one_shot: bool) -> None:
        loop = asyncio.get_running_loop()
        self.pid: int | None = None
        self.python = ""
        self.calls = 0
        self.state = "starting"
        self.started = time.time()
        self.memory = 0
        self.memory_limit = surroundings.memory_limit
        self.overrun = False  # it takes no new calls
        self.hello: asyncio.Future[str] = loop.create_future()
        self.ready: asyncio.Future[ReadyReport] = loop.create_future()
        self.gone: asyncio.Future[int | None] = loop.create_future()
        self.output_ended = asyncio.Event()
        self._loop = loop
        self._around = surroundings
        self._one_shot = one_shot
        self._transport: Transport | None = None
        self._running: dict[int, _Running] = {}
        self._numbers = itertools.count(1)
        self._nested: set[asyncio.Task[None]] = set()
        self._raw = RawOutput(self._raw_text)
        self._held: list[tuple[str, str]] = []
        self._call_id: str | None = None  # of the one call of a one-shot worker
        self._exit_code: int | None = None
        self._exit_known = False
        self.task_state = "{}"  # as it was last told
        self._state_told = asyncio.Event()
        self._channel_open = True
        self._ending: asyncio.TimerHandle | None = None
        self._killed_because = ""
        self._exceeding: asyncio.Task[None] | None = None
        self._crashing = False

    # What the pools do with it

    def attach(self, transport: Transport) -> None:
        self._transport = transport

    def send(self, kind: int, id: int, body: bytes) -> None:
        if self._transport is not None and self._channel_open:
            self._transport.write(encode(kind, id, body))

    @property
    def alive(self) -> bool:
        return self._channel_open and not self._exit_known

    @property
    def never_began(self) -> bool:
        """It is gone and was never heard of, so no app code has run: its call may be given to another."""
        return not self.alive and self.pid is None

    @property
    def busy(self) -> int:
        return len(self._running)

    @property
    def working(self) -> bool:
        """App code runs in it now, or is being imported."""
        return bool(self._running) or self.state == "starting"

    async def call(self, request: CallRequest, usual_limit: float) -> CallResult | CallFailure:
        number = next(self._numbers)
        running = _Running(
            request, self._loop.create_future(), time.perf_counter(), self._loop.create_future()
        )
        self._running[number] = running
        timeout = request.limit(usual_limit)
        self.calls += 1
        self._claim_output(request.call_id)
        self._change("busy")
        try:
            if not self.alive or self._transport is None:
                return self._failure(running, self.ended_error(self._exit_code))
            self._transport.write(encode(Kind.CALL, number, self._call_body(request), request.blobs))
            async with asyncio.timeout(timeout):
                return await running.answer
        except TimeoutError:
            self.overrun = True
            place = await self._where(number, running, "took too long")
            return self._failure(running, exits.timeout_error(request.function, timeout or 0.0, place))
        finally:
            self._running.pop(number, None)
            if not self._running and self.state == "busy" and not self._one_shot:
                self._change("idle")

    async def ask_state(self, patience: float) -> str:
        """What its background task has put into `task_state`; after `patience` seconds what it had before."""
        if self.alive:
            self.send(Kind.ASK_STATE, 0, b"")
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._state_told.wait()
        return self.task_state

    async def last_words(self) -> str:
        """What a process that has ended printed at its beginning, which for most is all."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_EXIT_WAIT):
                await self.output_ended.wait()
        return self._raw.beginning

    async def idle(self) -> None:
        """Returns when it has no call left, or is gone."""
        while self._running and self.alive:
            await asyncio.wait([entry.answer for entry in self._running.values()], timeout=0.2)

    def ended_error(self, code: int | None) -> RemoteError:
        return exits.ended_error(code, self._killed_because)

    def drain(self) -> None:
        if self.state != "ended":
            self._change("draining")

    def kill(self, reason: str) -> None:
        """Ends the process; its calls fail with that reason."""
        if self._transport is not None and not self._exit_known:
            self._killed_because = self._killed_because or reason
            self._transport.kill()

    def exceeds(self, reason: str, may_wait: bool) -> None:
        """It has exceeded a limit: its calls fail with that reason, told where they were, and it is ended."""
        if self._exceeding is None and self.alive:
            self.overrun = True
            self._exceeding = self._loop.create_task(self._end_exceeding(reason, may_wait))

    def let_go(self) -> None:
        """The event loop may end soon: nothing of the process may stay open."""
        if self._transport is not None:
            self._transport.close(at_once=True)

    def report(self, state: str = "") -> WorkerState:
        return WorkerState(
            self.pid or 0,
            self._around.mode,
            state or self.state,
            self.calls,
            self.started,
            self.memory,
            self.python,
            self._reason() if self.state == "ended" else "",
        )

    # What the transport reports

    def frame_received(self, frame: Frame) -> None:
        """Raises BrokenChannel for what no worker sends: app code has written into the channel."""
        try:
            self._received(frame)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise BrokenChannel(f"a frame of kind {frame.kind} with unreadable content: {error}") from error

    def _received(self, frame: Frame) -> None:
        if frame.kind in (Kind.RESULT, Kind.ERROR):
            self._answered(frame)
        elif frame.kind == Kind.OUTPUT:
            head, _, text = frame.body.partition(b"\n")
            stream = "stderr" if json.loads(head)["s"] == "stderr" else "stdout"
            self._output(frame.id, stream, text.decode("utf-8", "replace"))
        elif frame.kind == Kind.RPC:
            head, _, body = frame.body.partition(b"\n")
            asked = json.loads(head)
            outer = self._running.get(int(asked["call"]))
            name, arguments = str(asked["fn"]), body.decode("utf-8")
            task = self._loop.create_task(self._serve_nested(frame.id, name, arguments, frame.blobs, outer))
            self._nested.add(task)
            task.add_done_callback(self._nested.discard)
        elif frame.kind == Kind.READY:
            data = json.loads(frame.body)
            error = RemoteError.from_json(data["error"]) if data.get("error") else None
            if not self.ready.done():
                self.ready.set_result(ReadyReport(error, bool(data.get("on_demand"))))
            self._change("idle")
        elif frame.kind == Kind.STACK:
            running = self._running.get(frame.id)
            if running is not None and not running.stack.done():
                running.stack.set_result(RemoteError.from_json(json.loads(frame.body)))
        elif frame.kind == Kind.STATE:
            self.task_state = frame.body.decode("ascii", "replace")
            told, self._state_told = self._state_told, asyncio.Event()
            told.set()
        elif frame.kind == Kind.HELLO:
            data = json.loads(frame.body)
            self.python = str(data["python"])
            # What the system says of it counts; but a launcher of Windows is not the interpreter it starts.
            if self.pid is None or sys.platform == "win32":
                self.identified(_process_id(data["pid"]))
            if not self.hello.done():
                self.hello.set_result(self.python)

    def identified(self, pid: int) -> None:
        self.pid = pid
        self._change(self.state, again=True)

    def raw_output(self, data: bytes) -> None:
        self._raw.feed(data)

    def raw_output_ended(self) -> None:
        self._raw.end()
        self.output_ended.set()

    def channel_lost(self) -> None:
        """No more answers can come. How the process ended is known a little later or earlier."""
        if not self._channel_open:
            return
        self._channel_open = False
        if self._exit_known:
            self._end()
        elif self._ending is None:
            self._ending = self._loop.call_later(_EXIT_WAIT, self._give_up_waiting)

    def exited(self, code: int | None) -> None:
        if self._exit_known:
            return
        self._exit_known, self._exit_code = True, code
        if self._ending is not None:
            self._ending.cancel()
        if not self._channel_open:
            self._end()
        else:  # an answer may still be on its way; or a child of the process holds the channel open
            self._ending = self._loop.call_later(_EXIT_WAIT, self._end)

    # Inside

    def _answered(self, frame: Frame) -> None:
        running = self._running.get(frame.id)
        if running is None or running.answer.done():
            return  # too late: the call has been given up
        milliseconds = (time.perf_counter() - running.started) * 1000
        if frame.kind == Kind.RESULT:
            body = frame.body.decode("utf-8")
            running.answer.set_result(CallResult(body, frame.blobs, milliseconds, self.pid))
        else:
            error = RemoteError.from_json(json.loads(frame.body))
            running.answer.set_result(CallFailure(error, self.pid, milliseconds))

    def _failure(self, running: _Running, error: RemoteError) -> CallFailure:
        return CallFailure(error, self.pid, (time.perf_counter() - running.started) * 1000)

    async def endless_import(self, seconds: float) -> RemoteError:
        """Ends a worker whose import of the app takes too long; says where it was."""
        running = self._import_running()
        place = await self._where(0, running, "took too long")
        self._running.pop(0, None)
        self.kill("its import of the app took too long")
        return exits.timeout_error(running.request.function, seconds, place)

    def _import_running(self) -> _Running:
        running = self._running[0] = _Running(
            CallRequest("import of the server modules", ""),
            self._loop.create_future(),
            time.perf_counter(),
            self._loop.create_future(),
        )
        return running

    async def _end_exceeding(self, reason: str, may_wait: bool) -> None:
        if self.state == "starting":
            self._import_running()
        if may_wait:
            running = list(self._running.items())
            places = await asyncio.gather(
                *(self._where(number, call, f"was stopped: {reason}", _HURRY) for number, call in running)
            )
            for (_, call), place in zip(running, places, strict=True):
                call.place = place
        self.kill(reason)
        self._running.pop(0, None)

    async def _where(
        self, number: int, running: _Running, words: str, patience: float = _STACK_WAIT
    ) -> RemoteError:
        """Where the call is, also printed on the console."""
        self.send(Kind.DUMP, number, b"")
        try:
            async with asyncio.timeout(patience):
                place = await running.stack
        except TimeoutError:
            if self._transport is not None and self.alive:
                self._transport.interrupt()
                await asyncio.sleep(_DUMP_WAIT)
            return RemoteError("", "")
        if place.text:
            call_id = running.request.call_id or None
            text = f"{running.request.function} {words}. It was here:\n{place.text}"
            self._around.emit(Output("stderr", text, call_id, self.pid))
        return place

    async def _serve_nested(
        self, id: int, function: str, body: str, blobs: tuple[bytes, ...], outer: _Running | None
    ) -> None:
        request = outer.request if outer is not None else CallRequest("", "")
        services = self._around.services
        if services.has(function):
            self._answer_nested(id, await services.answer(function, body, blobs, request))
            return
        if request.depth + 1 > MAX_DEPTH:
            message = f"server functions call each other more than {MAX_DEPTH} deep ({function!r} again)"
            self._refuse(id, StackOverflow, message)
            return
        if not self._one_shot and not self.ready.done():
            # The function would run in this very process, which waits for its import to end.
            message = f"{function!r} cannot be called while the server modules are being imported"
            self._refuse(id, RuntimeUnavailableError, message)
            return
        kind = "background_task" if request.caller.type == "background_task" else "server_module"
        caller = replace(request.caller, type=kind, trusted=True)
        client = request.client or request.caller
        inner = CallRequest(
            function,
            body,
            blobs,
            caller,
            "",
            request.depth + 1,
            client,
            parent=request.call_id,
        )
        self._answer_nested(id, await self._around.nested(inner))

    def _answer_nested(self, id: int, outcome: CallResult | CallFailure) -> None:
        if isinstance(outcome, CallResult):
            self._write(Kind.RPC_RESULT, id, outcome.body.encode("utf-8"), outcome.blobs)
        else:
            self._write(Kind.RPC_ERROR, id, json.dumps(outcome.error.to_json()).encode("ascii"))

    def _refuse(self, id: int, kind: type[Exception], message: str) -> None:
        error = RemoteError(wire_name(kind), message)
        self._write(Kind.RPC_ERROR, id, json.dumps(error.to_json()).encode("ascii"))

    def _write(self, kind: int, id: int, body: bytes, blobs: tuple[bytes, ...] = ()) -> None:
        if self._transport is not None and self._channel_open:
            self._transport.write(encode(kind, id, body, blobs))

    def _output(self, number: int, stream: str, text: str) -> None:
        running = self._running.get(number)
        call_id = self._call_id if self._one_shot else running.request.call_id if running else None
        if self._one_shot and call_id is None:
            # Printed while it imports the app ahead of its call: belongs to that call, if there ever is one.
            if len(self._held) < _HELD_OUTPUT:
                self._held.append((stream, text))
            return
        self._around.emit(Output(stream, text, call_id, self.pid))

    def _raw_text(self, text: str) -> None:
        self._crashing = self._crashing or "Fatal Python error" in text
        self._output(0, "stderr" if self._crashing else "stdout", text)

    def _claim_output(self, call_id: str) -> None:
        if self._one_shot:
            self._call_id = call_id
            for stream, text in self._held:
                self._around.emit(Output(stream, text, call_id, self.pid))
            self._held.clear()

    def _change(self, state: str, again: bool = False) -> None:
        if self.state == "ended" or (state == self.state and not again):
            return
        if self.state == "draining" and state in ("idle", "busy"):
            return
        self.state = state
        if self.pid is not None:
            self._around.emit(self.report())

    def _give_up_waiting(self) -> None:
        self._ending = None
        if self._transport is not None:
            self._transport.kill()
        self._end()

    def _end(self) -> None:
        self._channel_open = False
        if self.state == "ended":
            return
        for running in self._running.values():
            if not running.answer.done():
                error = exits.ended_error(self._exit_code, self._killed_because, running.place)
                running.answer.set_result(self._failure(running, error))
        for task in self._nested:
            task.cancel()
        for waiting in (self.hello, self.ready):
            if not waiting.done():
                waiting.set_exception(WorkerGone(self._exit_code))
                waiting.exception()  # whether anybody waits or not
        self._change("ended")
        if self._transport is not None:
            self._transport.close(at_once=False)
        if not self.gone.done():
            self.gone.set_result(self._exit_code)

    def _reason(self) -> str:
        if self._killed_because:
            return self._killed_because
        if self._one_shot and self._exit_code == 0 and self.calls:
            return "served its call"
        return exits.reason(self._exit_code)

    def _call_body(self, request: CallRequest) -> bytes:
        client = request.client or request.caller
        head: dict[str, Any] = {
            "fn": request.function,
            "id": request.call_id,
            "caller": {"type": request.caller.type, "trusted": request.caller.trusted},
            "client": {"type": client.type, "ip": client.ip},
            "key": self._around.capability_keys.of(request.caller.session).hex(),
        }
        if request.extra:
            head["extra"] = request.extra
        return f"{_compact(head)}\n{request.body}".encode()


def _process_id(number: object) -> int:
    if not isinstance(number, int) or not 1 < number < 2**31:
        raise ValueError(f"{number!r} is not the number of a process")
    return number
