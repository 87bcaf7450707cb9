"""One uplink's WebSocket: its key, its names, calls in both directions, media in pieces.

Responsible for the order of messages and for limits; a client that sends nonsense is told so and let go.
Values are translated by `wire.py`. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Awaitable, Coroutine, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Protocol

from starlette.websockets import WebSocket, WebSocketDisconnect

from formwright.runtime.protocol import errors
from formwright.runtime.protocol.control import Output
from formwright.runtime.protocol.errors import (
    RemoteError,
    SerializationError,
    TraceFrame,
    UplinkDisconnectedError,
    wire_name,
)
from formwright.runtime.protocol.serialisation import dumps, loads_call
from formwright.runtime.server.launch import Caller, CallFailure, CallRequest, CallResult
from formwright.runtime.server.media.spool import NoSuchMedia
from formwright.runtime.server.sessions import new_id
from formwright.runtime.server.uplink.natives import PREFIX, Natives
from formwright.runtime.server.uplink.wire import Incoming, Outgoing, media_of

CHUNK = 65_536
OLDEST, ADVISED = 5, 7
_HELLO_SECONDS = 20.0
_MOST_CALLS = 200
_MOST_MEDIA = 128 * 1024 * 1024
_LAST_WORDS = 2.0
_TRUSTED = "server"

Outcome = CallResult | CallFailure


class NotUnderstood(Exception):
    """Fatal to the connection; the message is for whoever reads the client's output."""


class Key(Protocol):
    @property
    def kind(self) -> str:
        """ "server" or "client"."""

    @property
    def valid(self) -> bool: ...


class Around(Protocol):
    """What connections share."""

    def key(self, text: str, ip: str) -> Key | None: ...
    def register(self, name: str, owner: Uplink) -> None: ...
    def run(self, request: CallRequest) -> Awaitable[Outcome]: ...
    def changed(self) -> None: ...
    def report(self, event: Output) -> None: ...
    def content(self, ticket: str, session: str) -> bytes: ...
    @property
    def natives(self) -> Natives: ...
    @property
    def app_info(self) -> Mapping[str, Any]: ...


@dataclass
class _Expected:
    """A message whose media are still coming."""

    message: dict[str, Any]
    missing: set[str]
    media: dict[str, bytearray] = field(default_factory=dict)
    size: int = 0


class Uplink:
    def __init__(self, socket: WebSocket, around: Around) -> None:
        self._socket = socket
        self._around = around
        self._sending = asyncio.Lock()  # a chunk's header and its bytes stay together
        self._whole = True  # nothing is half sent
        self._numbers = itertools.count(1)
        self._asked: dict[str, asyncio.Future[Outcome]] = {}
        self._serving: dict[str, CallRequest] = {}  # calls that the uplink is running, by call stack
        self._expected: dict[str, _Expected] = {}
        self._announced: tuple[str, str] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.session = new_id()
        self._key: Key | None = None
        self._closed = False
        self.ip = socket.client.host if socket.client else ""

    @property
    def kind(self) -> str:
        return self._key.kind if self._key is not None else ""

    @property
    def trusted(self) -> bool:
        return self.kind == _TRUSTED

    def begin_session(self) -> None:
        self.session = new_id()

    @property
    def valid(self) -> bool:
        """Whether its key still holds."""
        return not self._closed and self._key is not None and self._key.valid

    async def serve(self) -> None:
        await self._socket.accept()
        try:
            await self._greet()
            self._around.changed()
            while True:
                await self._one(await self._receive())
        except NotUnderstood as problem:
            await self._refuse(str(problem))
        except (WebSocketDisconnect, TimeoutError):
            pass
        finally:
            self._closed = True
            for waiting in self._asked.values():
                if not waiting.done():
                    waiting.set_result(_gone())

    async def settle(self) -> None:
        """Returns when the calls that it made have ended; nobody reads their answers."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self, reason: str) -> None:
        await self._refuse(reason)

    # The app calls a function of the uplink

    async def call(self, request: CallRequest, seconds: float | None) -> Outcome:
        begun = perf_counter()
        number = f"server-{next(self._numbers)}"
        try:
            session = (request.client or request.caller).session or ""
            outgoing = Outgoing(request.blobs, lambda ticket: self._around.content(ticket, session))
            # What is kept in files is read there: not on the event loop.
            if '"stored"' in request.body:
                message = await asyncio.to_thread(outgoing.call, request.body)
            else:
                message = outgoing.call(request.body)
        except (SerializationError, NoSuchMedia, KeyError, IndexError, ValueError) as error:
            return CallFailure(RemoteError(wire_name(SerializationError), str(error)), None)
        client = request.client or request.caller
        message |= {
            "type": "CALL",
            "id": number,
            "call-stack-id": number,
            "command": request.function,
            "call-stack": [{"type": request.caller.type if request.caller.trusted else "client"}],
            "client": {"type": client.type, "ip": client.ip, "location": None},
            "app-info": self._around.app_info,
            "session-id": request.caller.session,
            "enable-profiling": False,
        }
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        self._serving[number] = request
        try:
            async with asyncio.timeout(seconds):
                if not await self._send(message, outgoing.media):
                    return _gone()
                outcome = await answer
        except TimeoutError:
            if not self._whole:  # half a message is on its way: nothing more can follow it
                self._spoil()
            text = f"{request.function!r} took longer than {seconds or 0:g} seconds in the uplink"
            return CallFailure(RemoteError(wire_name(errors.TimeoutError), text), None)
        finally:
            self._asked.pop(number, None)
            self._serving.pop(number, None)
        if isinstance(outcome, CallResult):
            return CallResult(outcome.body, outcome.blobs, (perf_counter() - begun) * 1000, None)
        return outcome

    # What it sends

    async def _greet(self) -> None:
        async with asyncio.timeout(_HELLO_SECONDS):
            hello = await self._receive()
        if not isinstance(hello, dict) or not isinstance(hello.get("key"), str):
            raise NotUnderstood("The first message of an uplink must say its key.")
        version = hello.get("v")
        if not isinstance(version, int) or version < OLDEST:
            raise NotUnderstood("This uplink library is too old. Install a newer anvil-uplink.")
        self._key = self._around.key(hello["key"], self.ip)
        if self._key is None:
            raise NotUnderstood("The uplink key is wrong. Copy the key of this app again.")
        await self._send(
            {"auth": "OK", "priv": "uplink" if self.trusted else "client", "app-info": self._around.app_info}
        )
        if version < ADVISED:
            await self._send({"output": "A newer version of anvil-uplink is available.\n"})

    async def _one(self, message: dict[str, Any] | bytes) -> None:
        if isinstance(message, bytes):
            self._bytes(message)
            return
        if not self.valid:
            raise NotUnderstood("The uplink key has been revoked.")
        kind = message.get("type")
        if kind == "REGISTER":
            self._register(message)
        elif kind == "CHUNK_HEADER":
            self._header(message)
        elif kind == "MEDIA_ERROR":
            self._media_error(message)
        elif kind == "CALL" or (kind is None and ("response" in message or "error" in message)):
            missing = set(media_of(message))
            if missing:
                self._expect(message, missing)
            else:
                self._complete(message, {})
        elif isinstance(message.get("output"), str):
            self._around.report(Output("stdout", message["output"]))

    def _register(self, message: Mapping[str, Any]) -> None:
        if not self.trusted:
            raise NotUnderstood("A client key may call functions, but not register any.")
        name = message.get("name")
        if not isinstance(name, str):
            raise NotUnderstood("REGISTER needs a name.")
        try:
            self._around.register(name, self)
        except ValueError as error:
            raise NotUnderstood(f"The function cannot be registered: {error}.") from None

    def _expect(self, message: dict[str, Any], missing: set[str]) -> None:
        identity = message.get("id")
        if not isinstance(identity, str) or len(self._expected) >= _MOST_CALLS:
            raise NotUnderstood("A message with media needs an id.")
        self._expected[identity] = _Expected(message, missing)

    def _header(self, message: Mapping[str, Any]) -> None:
        request, medium = message.get("requestId"), message.get("mediaId")
        if not isinstance(request, str) or not isinstance(medium, str):
            raise NotUnderstood("A chunk of media must say what it belongs to.")
        expected = self._expected.get(request)
        if expected is None or medium not in expected.missing:
            raise NotUnderstood("A chunk of media that nobody waits for.")
        self._announced = request, medium
        if message.get("lastChunk"):
            expected.missing.discard(medium)

    def _bytes(self, data: bytes) -> None:
        if self._announced is None:
            raise NotUnderstood("Bytes that no message announced.")
        request, medium = self._announced
        self._announced = None
        expected = self._expected.get(request)
        if expected is None:  # given up between the header and the bytes
            return
        expected.size += len(data)
        if sum(each.size for each in self._expected.values()) > _MOST_MEDIA:
            raise NotUnderstood(f"More than {_MOST_MEDIA // 1024 // 1024} MB of media are on their way.")
        expected.media.setdefault(medium, bytearray()).extend(data)
        if not expected.missing:
            del self._expected[request]
            self._complete(expected.message, {name: bytes(part) for name, part in expected.media.items()})

    def _media_error(self, message: Mapping[str, Any]) -> None:
        expected = self._expected.pop(str(message.get("requestId")), None)
        cause = message.get("cause")
        text = str(cause.get("message")) if isinstance(cause, dict) else "its media could not be sent"
        if expected is None:
            return
        failed = {"type": wire_name(SerializationError), "message": text}
        if expected.message.get("type") == "CALL":
            self._start(self._reply({"id": expected.message.get("id"), "error": {**failed, "trace": []}}))
        else:
            self._complete({"id": expected.message.get("id"), "error": failed}, {})

    def _complete(self, message: Mapping[str, Any], media: Mapping[str, bytes]) -> None:
        if message.get("type") == "CALL":
            if len(self._tasks) >= _MOST_CALLS:
                raise NotUnderstood(f"More than {_MOST_CALLS} calls at once.")
            self._start(self._answer(message, media))
            return
        waiting = self._asked.get(str(message.get("id")))
        if waiting is not None and not waiting.done():
            waiting.set_result(_outcome(message, media))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _reply(self, message: Mapping[str, Any]) -> None:
        await self._send(message)

    # It calls a function of the app

    async def _answer(self, message: Mapping[str, Any], media: Mapping[str, bytes]) -> None:
        identity, command = message.get("id"), message.get("command")
        reply: dict[str, Any]
        blobs: dict[str, bytes] = {}
        try:
            if not isinstance(command, str):
                raise SerializationError("a call must say its command")
            incoming = Incoming(message, media)
            body = incoming.call()
            if command.startswith(PREFIX) and not command.startswith(f"{PREFIX}background_task."):
                args, kwargs = loads_call(body, incoming.blobs)
                text, found = dumps(self._around.natives.call(command, self, args, kwargs))
                outgoing = Outgoing(found)
                reply, blobs = outgoing.result(text), outgoing.media
            else:
                outcome = await self._around.run(self._request(command, body, incoming.blobs, message))
                if isinstance(outcome, CallResult):
                    outgoing = Outgoing(outcome.blobs)
                    reply = outgoing.result(outcome.body)
                    blobs = outgoing.media
                else:
                    reply = {"error": _error(outcome.error)}
        except Exception as error:  # whatever a client sends, it gets an answer
            reply = {"error": {"type": wire_name(type(error)), "message": str(error), "trace": []}}
        await self._send({"id": identity, **reply}, blobs)

    def _request(
        self, command: str, body: str, blobs: list[bytes], message: Mapping[str, Any]
    ) -> CallRequest:
        serving = self._serving.get(str(message.get("call-stack-id")))
        trusted = self.trusted
        outer = serving.caller if serving is not None else None
        caller = Caller(
            "uplink",
            trusted=trusted,
            session=outer.session if outer else self.session,
            ip=self.ip or None,
            browser=outer.browser if outer else "",
            any_browser=outer.any_browser if outer else "",
        )
        client = (serving.client or serving.caller) if serving is not None else caller
        depth = serving.depth + 1 if serving is not None else 0
        return CallRequest(command, body, tuple(blobs), caller, "", depth, client)

    # Sending and receiving

    async def _send(self, message: Mapping[str, Any], media: Mapping[str, bytes] | None = None) -> bool:
        identity = message.get("id")
        try:
            await self._write(json.dumps(message, separators=(",", ":")))
            for medium, content in (media or {}).items():
                pieces = range(0, max(len(content), 1), CHUNK)
                for index, start in enumerate(pieces):
                    header = {
                        "type": "CHUNK_HEADER",
                        "requestId": identity,
                        "mediaId": medium,
                        "chunkIndex": index,
                        "lastChunk": index == len(pieces) - 1,
                    }
                    await self._write(json.dumps(header), content[start : start + CHUNK])
        except (WebSocketDisconnect, RuntimeError):  # RuntimeError: closed by ourselves just now
            return False
        return True

    async def _write(self, text: str, piece: bytes | None = None) -> None:
        async with self._sending:
            self._whole = False
            await self._socket.send_text(text)
            if piece is not None:
                await self._socket.send_bytes(piece)
            self._whole = True

    def _spoil(self) -> None:
        self._closed = True
        self._start(self._close())

    async def _receive(self) -> dict[str, Any] | bytes:
        event = await self._socket.receive()
        if event["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(event.get("code", 1005))
        if event.get("bytes") is not None:
            return bytes(event["bytes"])
        try:
            message = json.loads(event.get("text") or "")
        except (ValueError, RecursionError):
            raise NotUnderstood("A message that is not JSON.") from None
        if not isinstance(message, dict):
            raise NotUnderstood("A message that is no JSON object.")
        return message

    async def _refuse(self, text: str) -> None:
        self._closed = True
        try:
            async with asyncio.timeout(_LAST_WORDS):
                await self._send({"error": text})
        except TimeoutError:  # it does not read
            pass
        await self._close()

    async def _close(self) -> None:
        try:
            async with asyncio.timeout(_LAST_WORDS):
                await self._socket.close(1008)
        except (RuntimeError, TimeoutError, WebSocketDisconnect):  # closed already, or nobody there
            return


def _outcome(message: Mapping[str, Any], media: Mapping[str, bytes]) -> Outcome:
    if "error" in message:
        given = message["error"]
        error = given if isinstance(given, dict) else {"message": str(given)}
        lines = error.get("trace")
        trace = tuple(
            TraceFrame(str(line[0]), line[1], "")
            for line in reversed(lines if isinstance(lines, list) else [])
            if isinstance(line, list) and len(line) == 2 and isinstance(line[1], int)
        )
        kind, text = str(error.get("type") or "Exception"), str(error.get("message") or "")
        return CallFailure(RemoteError(kind, text, trace), None)
    incoming = Incoming(message, media)
    try:
        return CallResult(incoming.result(), tuple(incoming.blobs), 0.0, None)
    except SerializationError as problem:
        return CallFailure(RemoteError(wire_name(SerializationError), str(problem)), None)


def _error(error: RemoteError) -> dict[str, Any]:
    trace = [[frame.file, frame.line] for frame in reversed(error.trace)]
    return {"type": error.type, "message": error.message, "trace": trace}


def _gone() -> CallFailure:
    text = "the uplink that has this function was disconnected before it answered"
    return CallFailure(RemoteError(wire_name(UplinkDisconnectedError), text), None)
