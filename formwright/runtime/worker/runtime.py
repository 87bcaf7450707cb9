"""The heart of a worker: runs calls, asks the host for others, and knows which call runs where.

Process: worker; methods may be called from any thread. The `anvil` modules reach it through `current`.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from formwright.runtime.protocol import about_app, errors
from formwright.runtime.protocol.capabilities import Seal
from formwright.runtime.protocol.frames import Frame, Kind, encode
from formwright.runtime.protocol.keeping import PREFIX
from formwright.runtime.protocol.kinds import SCRIPT, TASK
from formwright.runtime.protocol.location import LOCATION_MODULE
from formwright.runtime.protocol.portable import PortableClasses, Trust, class_of_method
from formwright.runtime.protocol.serialisation import dumps, dumps_call, loads, loads_call
from formwright.runtime.protocol.trace import describe
from formwright.runtime.worker import endpoints, scripts
from formwright.runtime.worker.channel import Channel
from formwright.runtime.worker.context import CallContext, CurrentCall
from formwright.runtime.worker.loader import AppCode, import_app
from formwright.runtime.worker.media_store import WorkerMediaStore
from formwright.runtime.worker.output import CallStream, OutputSink
from formwright.runtime.worker.registry import Registry, ServerFunction
from formwright.runtime.worker.require_user import check_user
from formwright.runtime.worker.session_data import SessionData
from formwright.runtime.worker.stack import snapshot

_REHEARSED = (
    b'{"fn": "", "caller": {}, "client": {}, "extra": {}, "key": ""}\n{"a": [1, 2.5, "x"], "k": {"y": null}}'
)


class TooEarly(errors.RuntimeUnavailableError):
    """Code at the top of a module uses the runtime while no call is there: it must be imported later."""


class Runtime:
    def __init__(self, code: AppCode, channel: Channel) -> None:
        self.code = code
        self.registry = Registry()
        self.endpoints = endpoints.Endpoints()
        self.portable = PortableClasses(lambda name: code.module(name) is not None or name == LOCATION_MODULE)
        self.current = CurrentCall()
        self.channel = channel
        self.sink = OutputSink(channel, self._call_number)
        self.waiting = False  # importing ahead of the call: nothing may be asked of the host
        self.used_too_early = False
        self._threads = {0: threading.get_ident()}  # 0: the import, on the main thread
        self._requests = itertools.count(1)
        self._answers: dict[int, _Answer] = {}
        self._sessions: dict[int, SessionData] = {}
        self.task_state: dict[str, Any] = {}  # of the background task, if this process runs one
        self._seals: dict[int, Seal] = {}  # of calls that run
        self.media = WorkerMediaStore(self.ask)

    def redirect_output(self) -> None:
        sys.stdout = CallStream(self.sink, "stdout", 1)
        sys.stderr = CallStream(self.sink, "stderr", 2)

    def import_app(self) -> None:
        """Imports the server modules; an error names the place, as callers see little but the message."""
        try:
            import_app(self.code)
        except BaseException as error:
            found = self.describe(error)
            if found.trace and found.trace[-1].file not in found.message:
                place = f"{found.trace[-1].file}, line {found.trace[-1].line}"
                found = dataclasses.replace(found, message=f"{found.message} ({place})")
            raise found.to_exception() from None

    def preimport(self) -> errors.RemoteError | None:
        """Imports the app before there is a call."""
        self.waiting = True
        try:
            self.import_app()
        except BaseException as error:
            return self.describe(error)
        finally:
            self.waiting = False
        return None

    def rehearse(self) -> None:
        """Touches, while there is time, what a call will touch: each page of memory that is shared with the
        template is copied when it is first written to, and counting references writes. Runs no app code."""
        with suppress(Exception):
            frame = Frame(Kind.CALL, 0, _REHEARSED, ())
            call = CallContext.from_frame(frame)
            trust = Trust(local=True, remote=False, seal=Seal(None), media=self.media)
            value = loads_call(call.body, call.blobs, self.portable, trust)
            body, blobs = dumps(value, trust=trust)
            encode(Kind.RESULT, 0, body.encode("utf-8"), blobs)
            self.registry.find("")
            self.sink.finish(0)

    def describe(self, error: BaseException) -> errors.RemoteError:
        return describe(error, self.code.file)

    def needs_call(self, what: str) -> None:
        """To be called before anything that depends on a call or asks the host for something."""
        if self.waiting:
            self.used_too_early = True
            raise TooEarly(f"{what} is used while modules are imported ahead of a call")

    def run(self, frame: Frame, import_first: bool, whole_process: bool) -> None:
        """Answers one call. Whatever app code raises becomes the answer."""
        number = frame.id
        self._threads[number] = threading.get_ident()
        try:
            body, blobs = self._result(CallContext.from_frame(frame), import_first, whole_process)
            kind = Kind.RESULT
        except BaseException as error:
            body, blobs = json.dumps(self.describe(error).to_json()), []
            kind = Kind.ERROR
        self._sessions.pop(number, None)
        if self.task_state:
            self._tell_state(number)
        self._seals.pop(number, None)
        self._threads.pop(number, None)
        self.sink.finish(number)
        self.current.leave()
        self.channel.send(kind, number, body.encode("utf-8"), blobs)

    def _result(
        self, call: CallContext, import_first: bool, whole_process: bool
    ) -> tuple[str, Sequence[bytes]]:
        self.current.enter(call, whole_process)
        if import_first:
            self.import_app()
        seal = self._seals[call.number] = Seal(call.key or None)
        trust = Trust(local=True, remote=call.trusted, seal=seal)
        if "request" in call.extra:
            return self._written(endpoints.answer(self.endpoints, call), call, trust)
        entry = self._find(call.function)
        if entry is None:
            if "task" in call.extra:
                raise errors.NoServerFunctionError(
                    f"there is no background task named {call.function[len(TASK) :]!r}; mark the function "
                    "in a server module with @anvil.server.background_task"
                )
            raise errors.NoServerFunctionError(
                f"there is no server function named {call.function!r}; "
                "mark the function in a server module with @anvil.server.callable"
            )
        if ":" in call.function and not call.trusted:
            raise errors.PermissionDenied(f"{call.function!r} may not be called from the browser")
        check_user(call.function, entry.require_user, None)  # there are no users yet
        reading = dataclasses.replace(trust, media=self.media)
        args, kwargs = loads_call(call.body, call.blobs, self.portable, reading)
        # What a task gives is kept longer than media; others who call read no files of the host.
        kept = "task" not in call.extra and call.caller.get("type") in ("browser", "server_module")
        return self._written(entry.function(*args, **kwargs), call, reading if kept else trust)

    def _find(self, name: str) -> ServerFunction | None:
        if name.startswith(SCRIPT):
            script = name[len(SCRIPT) :]
            return ServerFunction(name, lambda *args: scripts.run_script(self.code, script, list(args)))
        entry = self.registry.find(name)
        if entry is None:
            home = class_of_method(name)
            if home is not None and self.portable.find(home) is not None:  # in a module nobody imported yet
                entry = self.registry.find(name)
        return entry

    def _written(self, value: object, call: CallContext, trust: Trust) -> tuple[str, Sequence[bytes]]:
        """The result of a function as it travels; then its session is saved."""
        answer = dumps(value, trust=trust)
        session = self._sessions.get(call.number)
        if session is not None:
            session.save()
        return answer

    def call(self, name: str, args: Sequence[object], kwargs: Mapping[str, object]) -> Any:
        """A call from server code to server code, through the host: per call, that is another process."""
        self.needs_call(f"anvil.server.call({name!r})")
        session = self._sessions.get(self._call_number())
        if session is not None:
            session.save(again=True)
        return self.ask(name, args, kwargs)

    def session(self) -> SessionData:
        """Of the call that runs here."""
        return self._sessions.setdefault(
            self._call_number(), SessionData(self.ask, self.portable, self.trust)
        )

    def trust(self) -> Trust:
        """For one exchange with the host, in the name of the call that runs here."""
        seal = self._seals.get(self._call_number())
        return Trust(seal=Seal() if seal is None else seal.another())

    def invalidate_objects(self) -> None:
        """What the caller's pages hold becomes invalid; what this call makes is signed anew."""
        self.needs_call("anvil.server.invalidate_client_objects")
        key = bytes.fromhex(self.ask(about_app.INVALIDATE, ()))
        seal = self._seals.get(self._call_number())
        if seal is not None:
            seal.use(key)

    def ask(self, name: str, args: Sequence[object], kwargs: Mapping[str, object] | None = None) -> Any:
        """Sends a request to the host and waits for the answer."""
        trust = self.trust()
        if not name.startswith(PREFIX):  # the host's own services take the bytes
            trust = dataclasses.replace(trust, media=self.media)
        body, blobs = dumps_call(args, kwargs or {}, trust)
        head = json.dumps({"fn": name, "call": self._call_number()})
        answer = _Answer()
        request = next(self._requests)
        self._answers[request] = answer
        try:
            self.channel.send(Kind.RPC, request, f"{head}\n{body}".encode(), blobs)
            answer.there.wait()
        finally:
            self._answers.pop(request, None)
        if answer.frame is None:
            raise errors.InternalError("the answer of a nested call got lost")
        if answer.frame.kind == Kind.RPC_ERROR:
            error = errors.RemoteError.from_json(json.loads(answer.frame.body))
            raise error.to_exception(self.portable.exception)
        return loads(answer.frame.body.decode("utf-8"), answer.frame.blobs, self.portable, trust)

    def handle(self, frame: Frame) -> None:
        """Everything the host sends that is not a call."""
        if frame.kind in (Kind.RPC_RESULT, Kind.RPC_ERROR):
            answer = self._answers.get(frame.id)
            if answer is not None:
                answer.frame = frame
                answer.there.set()
        elif frame.kind == Kind.DUMP:
            found = snapshot(self._threads.get(frame.id), self.code.file)
            self.channel.send_json(Kind.STACK, frame.id, found.to_json())
        elif frame.kind == Kind.ASK_STATE:
            self._tell_state(frame.id)

    def _tell_state(self, number: int) -> None:
        for _ in range(10):
            try:
                text = json.dumps(self.task_state)
            except RuntimeError:  # the task is changing it just now
                continue
            except (TypeError, ValueError) as error:
                text = json.dumps({"error": f"task_state holds something that JSON cannot say: {error}"})
            self.channel.send(Kind.STATE, number, text.encode("ascii"))
            return

    def _call_number(self) -> int:
        call = self.current.get()
        return call.number if call is not None else 0


class _Answer:
    def __init__(self) -> None:
        self.there = threading.Event()
        self.frame: Frame | None = None
