"""`formwright serve` as a real process, and a page's end of its WebSocket."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import urllib.parse
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import websockets.asyncio.client as websockets
from websockets.typing import Origin

from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.messages import (
    Call,
    Error,
    FromHost,
    Hello,
    Reload,
    Result,
    Welcome,
    decode_from_host,
    encode,
)
from formwright.runtime.protocol.serialisation import dumps_call, loads


@dataclass
class Served:
    process: subprocess.Popen[str]
    url: str
    errors: Path  # what the process wrote to stderr

    @property
    def port(self) -> int:
        port = urllib.parse.urlsplit(self.url).port
        assert port is not None
        return port

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/_/ws"

    def rest_of_output(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.read()


def start(app: Path, errors: Path, *options: str, port: str = "0") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "formwright", "serve", str(app), "--port", port, *options]
    with errors.open("w") as stream:
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stream, text=True
        )


@contextlib.contextmanager
def serve(app: Path, *options: str) -> Iterator[Served]:
    """Runs the command on a free port; ends it afterwards if the test has not."""
    errors = app.parent / f"{app.name}.stderr"
    process = start(app, errors, *options)
    assert process.stdout is not None and process.stdin is not None
    try:
        url = process.stdout.readline().strip()
        assert url, f"did not start: {errors.read_text()}"
        yield Served(process, url, errors)
    finally:
        process.stdin.close()
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        process.stdout.close()


class Page:
    """What the client library does on its socket, in Python."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket
        self.session = ""
        self.expired = False
        self.version = ""
        self.cookie = ""
        self._number = 0

    async def hello(self, session: str | None = None, designer: str | None = None) -> Welcome:
        await self.socket.send(encode(Hello(session, designer)))
        welcome = await self.receive()
        assert isinstance(welcome, Welcome)
        self.session, self.version = welcome.session, welcome.version
        self.expired = welcome.expired
        return welcome

    async def receive(self) -> FromHost:
        text = await self.socket.recv()
        assert isinstance(text, str)
        return decode_from_host(text)

    async def send_call(self, function: str, *args: object, **kwargs: object) -> int:
        body, blobs = dumps_call(args, kwargs)
        self._number += 1
        await self.socket.send(encode(Call(self._number, function, body, len(blobs))))
        for blob in blobs:
            await self.socket.send(blob)
        return self._number

    async def answer(self) -> tuple[int, Any]:
        """The next answer: number of the call, and its value or its `RemoteError`."""
        return await self._answer(await self.receive())

    async def receive_answer(self) -> tuple[int, Any] | None:
        """The same; None when the host says that something has changed."""
        message = await self.receive()
        return None if isinstance(message, Reload) else await self._answer(message)

    async def _answer(self, message: FromHost) -> tuple[int, Any]:
        if isinstance(message, Error):
            return message.id, message.error
        assert isinstance(message, Result), message
        blobs = [await self.socket.recv() for _ in range(message.blobs)]
        assert all(isinstance(blob, bytes) for blob in blobs)
        return message.id, loads(message.body, [blob for blob in blobs if isinstance(blob, bytes)])

    async def call(self, function: str, *args: object, **kwargs: object) -> Any:
        number = await self.send_call(function, *args, **kwargs)
        answered, value = await self.answer()
        assert answered == number
        return value

    async def fails(self, function: str, *args: object, **kwargs: object) -> RemoteError:
        error = await self.call(function, *args, **kwargs)
        assert isinstance(error, RemoteError), error
        return error

    async def told(self) -> str:
        """What the host says has changed."""
        message = await self.receive()
        assert isinstance(message, Reload), message
        return message.what


@contextlib.asynccontextmanager
async def page(
    url: str,
    origin: str | None = None,
    headers: Sequence[tuple[str, str]] = (),
    session: str | None = None,
    designer: str | None = None,
    host: str = "127.0.0.1",
) -> AsyncIterator[Page]:
    """`host` is where to connect when the URL names something else."""
    async with websockets.connect(
        url,
        origin=None if origin is None else Origin(origin),
        additional_headers=list(headers),
        max_size=None,
        host=host,
    ) as socket:
        connected = Page(socket)
        await connected.hello(session, designer)
        yield connected


def error_lines(served: Served) -> str:
    return served.errors.read_text(encoding="utf-8", errors="replace")


def plain(value: Any) -> Any:
    """Through JSON, as a browser would have it."""
    return json.loads(json.dumps(value))
