"""One WebSocket of one page: calls in, results and reload notices out.

Responsible for: the order of messages, gathering blobs, limits with an answer in words, and a page that
goes away in the middle of a call (the call finishes, its result is dropped). Bodies pass through unparsed.
May not: believe anything a browser says of itself. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect

from formwright.runtime.protocol.control import ClientLog
from formwright.runtime.protocol.messages import (
    PROTOCOL,
    Call,
    Error,
    FromHost,
    Hello,
    Log,
    MessageError,
    Push,
    Result,
    Welcome,
    decode_from_browser,
    encode,
)
from formwright.runtime.server.calls import Calls
from formwright.runtime.server.launch import Caller, CallRequest, CallResult
from formwright.runtime.server.limits import Limits
from formwright.runtime.server.pages import Pages
from formwright.runtime.server.sessions import Session, same_secret
from formwright.runtime.server.site import SHARED_COOKIE, Site

_LONGEST_LOG = 20_000

# Close codes from the private range: the page tells them apart.
BAD_MESSAGE = 4400
OTHER_VERSION = 4426
TOO_SLOW = 4408
_MOST_POSTED = 1000  # events that a page has not taken


@dataclass(frozen=True)
class Exchange:
    """What all connections of a host share."""

    site: Site
    calls: Calls
    pages: Pages
    on_log: Callable[[ClientLog], None]
    limits: Limits
    call_numbers: count[int] = field(default_factory=lambda: count(1))

    async def endpoint(self, socket: WebSocket) -> None:
        await Connection(socket, self).serve()

    async def run(
        self, call: Call, blobs: tuple[bytes, ...], session: Session, asking: HTTPConnection
    ) -> tuple[Result | Error, tuple[bytes, ...]]:
        """Makes a call that a page asks for; gives the answer and its blobs."""
        caller = Caller(
            "browser",
            trusted=False,
            session=session.id,
            ip=asking.client.host if asking.client else None,
            browser=session.browser,
            any_browser=asking.cookies.get(SHARED_COOKIE, ""),
            origin=asking.headers.get("origin", ""),
        )
        number = str(next(self.call_numbers))
        outcome = await self.calls.call(CallRequest(call.function, call.body, blobs, caller, call_id=number))
        if isinstance(outcome, CallResult):
            return Result(call.id, outcome.body, len(outcome.blobs)), outcome.blobs
        return Error(call.id, outcome.error), ()


class Connection:
    def __init__(self, socket: WebSocket, exchange: Exchange) -> None:
        self._socket = socket
        self._exchange = exchange
        self._sending = asyncio.Lock()  # a text message and its blobs stay together
        self._tasks: set[asyncio.Task[None]] = set()
        self._gone = False
        self._call_pace = exchange.limits.pace_of_calls()
        self._log_pace = exchange.limits.pace_of_logs()
        self._logs_left_out = 0
        self._session = Session("", "")
        self.of_designer = False
        self._others: set[asyncio.Task[None]] = set()
        self._posted: deque[tuple[Push, tuple[bytes, ...]]] = deque()

    @property
    def session_id(self) -> str:
        return self._session.id

    def post(self, message: Push, blobs: tuple[bytes, ...]) -> None:
        """For later, in order: whoever raises an event waits for no page."""
        if self._gone:
            return
        if len(self._posted) >= _MOST_POSTED:
            self._start(self._close(TOO_SLOW, "This page takes events more slowly than they come."))
            return
        self._posted.append((message, blobs))
        if len(self._posted) == 1:
            self._start(self._send_posted())

    async def _send_posted(self) -> None:
        while self._posted:
            await self.tell(*self._posted[0])
            self._posted.popleft()

    async def serve(self) -> None:
        await self._socket.accept()
        self._exchange.pages.add(self)
        try:
            await self._welcome()
            while True:
                await self._one_message(await self._text())
        except MessageError as error:
            await self._close(BAD_MESSAGE, str(error))
        except (WebSocketDisconnect, TimeoutError):
            pass
        finally:
            self._gone = True
            self._exchange.pages.remove(self)
            # Calls of a page that left run to their end: half a call is worse than an answer nobody reads.
            await asyncio.gather(*self._tasks, *self._others, return_exceptions=True)

    async def tell(self, message: FromHost, blobs: tuple[bytes, ...] = ()) -> None:
        """Sends, or does nothing when the page is gone."""
        async with self._sending:
            if self._gone:
                return
            try:
                await self._socket.send({"type": "websocket.send", "text": encode(message)})
                for blob in blobs:
                    await self._socket.send({"type": "websocket.send", "bytes": blob})
            except (WebSocketDisconnect, RuntimeError):  # RuntimeError: closed by ourselves just now
                self._gone = True

    async def _welcome(self) -> None:
        async with asyncio.timeout(self._exchange.limits.hello_seconds):
            hello = decode_from_browser(await self._text())
        if not isinstance(hello, Hello):
            raise MessageError("the first message must be hello")
        if hello.protocol != PROTOCOL:
            await self._close(OTHER_VERSION, "This page is of another version. Load it again.")
            raise WebSocketDisconnect(OTHER_VERSION)
        site = self._exchange.site
        browser = self._socket.cookies.get(site.cookie, "")
        self._session = site.sessions.open(hello.session, browser)
        self.of_designer = bool(site.token) and same_secret(hello.designer or "", site.token)
        # The designer restarts its host all the time; its pages simply get a new session.
        expired = hello.session not in (None, self._session.id) and not self.of_designer
        await self.tell(Welcome(self._session.id, site.app.client_digest, expired))

    async def _one_message(self, text: str) -> None:
        message = decode_from_browser(text)
        if isinstance(message, Log):
            self._log(message)
        elif isinstance(message, Call):
            await self._call(message)
        else:
            raise MessageError("hello may be said once")

    async def _call(self, call: Call) -> None:
        limits = self._exchange.limits
        too_much = limits.refusal(call, len(self._tasks))
        if too_much is None and not self._call_pace.may():
            too_much = limits.too_fast(call)
        blobs: list[bytes] = []
        size = 0
        for _ in range(call.blobs):
            blob = await self._bytes()
            size += len(blob)
            if too_much is None and size > limits.blobs:
                too_much = limits.too_much_media(call)
                blobs.clear()
            if too_much is None:
                blobs.append(blob)
        if too_much is not None:
            await self.tell(Error(call.id, too_much))
            return
        self._exchange.site.sessions.touch(self._session)
        task = asyncio.create_task(self._answer(call, tuple(blobs)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        """Beside calls, which are counted."""
        task = asyncio.create_task(work)
        self._others.add(task)
        task.add_done_callback(self._others.discard)

    async def _answer(self, call: Call, blobs: tuple[bytes, ...]) -> None:
        await self.tell(*await self._exchange.run(call, blobs, self._session, self._socket))

    def _log(self, log: Log) -> None:
        if not self._log_pace.may():
            self._logs_left_out += 1
            return
        if self._logs_left_out:
            said = f"{self._logs_left_out} messages of this page were left out here: they came too fast."
            self._exchange.on_log(ClientLog("error", said, (), self._session.id))
            self._logs_left_out = 0
        text = log.text if len(log.text) <= _LONGEST_LOG else log.text[:_LONGEST_LOG] + " …"
        self._exchange.on_log(ClientLog(log.level, text, log.trace, self._session.id))

    async def _text(self) -> str:
        message = await self._receive()
        text = message.get("text")
        if not isinstance(text, str):
            raise MessageError("bytes that no call announced")
        return text

    async def _bytes(self) -> bytes:
        message = await self._receive()
        blob = message.get("bytes")
        if not isinstance(blob, bytes):
            raise MessageError("text where the bytes of a call were due")
        return blob

    async def _receive(self) -> dict[str, object]:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1005))
        return dict(message)

    async def _close(self, code: int, reason: str) -> None:
        async with self._sending:
            if not self._gone:
                self._gone = True
                await self._socket.close(code, _short(reason))


def _short(reason: str) -> str:
    """A close frame has room for 123 bytes."""
    return reason.encode("utf-8")[:120].decode("utf-8", "ignore")
