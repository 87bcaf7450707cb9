"""A WebSocket client that costs next to nothing, so that figures are those of the server.

Responsible for: sending messages that were made before, and waiting for as many messages as an answer has.
Speaks just enough of RFC 6455 for an honest server on this machine; masks with zeros. Not for tests: they
use the `websockets` library.
"""

from __future__ import annotations

import asyncio
import base64
import os
import urllib.parse
from collections.abc import Sequence
from typing import cast

from formwright.runtime.protocol.messages import Call, Hello, encode
from formwright.runtime.protocol.serialisation import dumps_call

_TEXT, _BINARY, _PING, _PONG = 1, 2, 9, 10


def frame(kind: int, data: bytes) -> bytes:
    size = len(data)
    if size < 126:
        length = bytes([0x80 | size])
    elif size < 65_536:
        length = bytes([0x80 | 126]) + size.to_bytes(2, "big")
    else:
        length = bytes([0x80 | 127]) + size.to_bytes(8, "big")
    return bytes([0x80 | kind]) + length + bytes(4) + data


def text_frame(text: str) -> bytes:
    return frame(_TEXT, text.encode())


def call_frames(function: str, *args: object) -> bytes:
    body, blobs = dumps_call(args, {})
    message = encode(Call(1, function, body, len(blobs)))
    return text_frame(message) + b"".join(frame(_BINARY, blob) for blob in blobs)


class LeanClient(asyncio.Protocol):
    def __init__(self) -> None:
        self._received = bytearray()
        self._needed = 2
        self._upgraded = False
        self._messages: list[bytes] = []
        self._wanted = 1
        self._answer: asyncio.Future[Sequence[bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._upgraded:
            end = self._received.find(b"\r\n\r\n")
            if end >= 0:
                self._upgraded = True
                self._take(bytes(self._received[:end]))
                del self._received[: end + 4]
            return
        while len(self._received) >= self._needed:
            start, end = _bounds(self._received)
            if len(self._received) < end:
                self._needed = end
                return
            kind, message = self._received[0] & 0x0F, bytes(self._received[start:end])
            del self._received[:end]
            self._needed = 2
            if kind in (_TEXT, _BINARY):
                self._take(message)
            elif kind == _PING and self._transport is not None:
                self._transport.write(frame(_PONG, message))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("the server closed the connection"))

    async def ask(self, frames: bytes, answers: int = 1) -> Sequence[bytes]:
        assert self._transport is not None
        self._wanted = answers
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(frames)
        return await self._answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def _take(self, message: bytes) -> None:
        self._messages.append(message)
        if len(self._messages) >= self._wanted and self._answer is not None and not self._answer.done():
            messages, self._messages = self._messages, []
            self._answer.set_result(messages)


def _bounds(received: bytearray) -> tuple[int, int]:
    """Where the first frame's content begins and ends, as far as what is there tells."""
    size = received[1] & 0x7F
    start = {126: 4, 127: 10}.get(size, 2)
    if len(received) < start:
        return start, start
    if size >= 126:
        size = int.from_bytes(received[2:start], "big")
    return start, start + size


async def connect(url: str) -> LeanClient:
    parts = urllib.parse.urlsplit(url)
    assert parts.hostname is not None and parts.port is not None
    _, client = await asyncio.get_running_loop().create_connection(LeanClient, parts.hostname, parts.port)
    key = base64.b64encode(os.urandom(16)).decode()
    request = (
        f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    [answer] = await client.ask(request.encode())
    assert b" 101 " in answer, answer
    return client


async def page(url: str) -> LeanClient:
    """A page of an app: it has said hello."""
    client = await connect(url)
    await client.ask(text_frame(encode(Hello())))
    return client
