"""The template process as the host sees it: started once per app version, asked to fork workers.

Needs fork, Unix sockets and passing of descriptors: `usable()` says whether the system has them. Runs in
the host, on the event loop.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.frames import BrokenChannel, Decoder, Frame, Kind, encode
from formwright.runtime.server import interpreter
from formwright.runtime.server.launch import LaunchSpec
from formwright.runtime.server.raw_output import RawOutput
from formwright.runtime.server.worker import ReadyReport, Surroundings, Worker, WorkerGone

HELLO_WAIT = 20.0
READY_WAIT = 60.0
_CONTROL_WAIT = 5.0


def usable() -> bool:
    # macOS has fork, but its system libraries do not survive it.
    return sys.platform == "linux" and hasattr(socket, "send_fds")


class PreloadFailure(Exception):
    """The template cannot hold what the app imports."""


class FrameReceiver(asyncio.Protocol):
    """Frames from a socket."""

    def __init__(self, received: Callable[[Frame], None], lost: Callable[[], None]) -> None:
        self._received = received
        self._lost = lost
        self._decoder = Decoder()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        try:
            for frame in self._decoder.feed(data):
                self._received(frame)
        except (BrokenChannel, ValueError, KeyError, TypeError):
            if self.transport is not None:
                self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self._lost()


class _Bytes(asyncio.Protocol):
    """Bytes from a pipe."""

    def __init__(self, received: Callable[[bytes], None], ended: Callable[[], None]) -> None:
        self._received = received
        self._ended = ended

    def data_received(self, data: bytes) -> None:
        self._received(data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self._ended()


class ForkedProcess:
    """The transport of one forked worker."""

    def __init__(self, worker: Worker, channel: asyncio.Transport, raw: asyncio.ReadTransport) -> None:
        self._worker = worker
        self._channel = channel
        self._raw = raw

    def write(self, buffers: list[bytes]) -> None:
        if not self._channel.is_closing():
            self._channel.writelines(buffers)

    def interrupt(self) -> None:
        if self._worker.pid is not None:
            with suppress(OSError):
                os.kill(self._worker.pid, signal.SIGUSR1)

    def kill(self) -> None:
        if self._worker.pid is not None:
            with suppress(OSError):
                os.killpg(self._worker.pid, signal.SIGKILL)
        else:  # forked, but not yet reported: it ends when it finds its channel closed
            self._channel.abort()

    def close(self, at_once: bool) -> None:
        self._channel.close()
        if at_once:
            self._raw.close()
        elif not self._raw.is_closing():
            # Output that is still in the pipe is read to its end, unless a stray process holds it open.
            asyncio.get_running_loop().call_later(0.5, self._raw.close)


class _TemplateExit(asyncio.SubprocessProtocol):
    def __init__(self, raw: RawOutput, exited: Callable[[int | None], None]) -> None:
        self._raw = raw
        self._exited = exited
        self._process: asyncio.SubprocessTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._process = cast(asyncio.SubprocessTransport, transport)

    def pipe_data_received(self, fd: int, data: bytes) -> None:  # noqa: ARG002
        self._raw.feed(data)

    def process_exited(self) -> None:
        code = self._process.get_returncode() if self._process is not None else None
        # Its last words may still be in the pipe; they say why it ended.
        asyncio.get_running_loop().call_later(0.02, self._exited, code)


class Template:
    def __init__(self, spec: LaunchSpec, surroundings: Surroundings) -> None:
        loop = asyncio.get_running_loop()
        self.python = ""
        self.usable = True  # until it ends, or shows otherwise that it forks no more
        self.gone: asyncio.Future[int | None] = loop.create_future()
        self._spec = spec
        self._around = surroundings
        self._ready: asyncio.Future[ReadyReport] = loop.create_future()
        self._hello: asyncio.Future[str] = loop.create_future()
        self._raw = RawOutput(lambda _: None)
        self._process: asyncio.SubprocessTransport | None = None
        self._channel: FrameReceiver | None = None
        self._control: socket.socket | None = None
        self._requests = itertools.count(1)
        self._forking: dict[int, Worker] = {}
        self._workers: dict[int, Worker] = {}

    async def start(self) -> ReadyReport:
        """Raises StartFailure; otherwise says what importing the app was like."""
        try:
            await self._launch()
            async with asyncio.timeout(HELLO_WAIT):
                self.python = await asyncio.shield(self._hello)
            async with asyncio.timeout(READY_WAIT):
                return await asyncio.shield(self._ready)
        except (OSError, WorkerGone, TimeoutError) as failure:
            await self.close()
            if self.python:  # an interpreter that works, but what it imports ahead ends or blocks it
                raise PreloadFailure from failure
            output = self._raw.beginning if isinstance(failure, WorkerGone) else ""
            raise interpreter.cannot_start(self._spec, failure, output) from failure
        except asyncio.CancelledError:
            await self.close()
            raise

    async def fork(self, preimport: bool) -> Worker:
        """A new worker; with `preimport` it imports the app at once and reports when it is ready."""
        if self._control is None or self.gone.done():
            raise WorkerGone(None)
        loop = asyncio.get_running_loop()
        worker = Worker(self._around, one_shot=True)
        worker.python = self.python
        ours, theirs = socket.socketpair()
        reading, writing = os.pipe()
        try:
            _, receiver = await loop.create_unix_connection(
                lambda: FrameReceiver(worker.frame_received, worker.channel_lost), sock=ours
            )
            raw, _ = await loop.connect_read_pipe(
                lambda: _Bytes(worker.raw_output, worker.raw_output_ended), os.fdopen(reading, "rb", 0)
            )
            assert receiver.transport is not None
            worker.attach(ForkedProcess(worker, receiver.transport, raw))
            number = next(self._requests)
            self._forking[number] = worker
            await self._ask({"n": number, "preimport": preimport}, [theirs.fileno(), writing])
        finally:
            theirs.close()
            os.close(writing)
        return worker

    async def close(self) -> None:
        """The template ends when its channel closes, and takes its workers along."""
        if self._channel is not None and self._channel.transport is not None:
            self._channel.transport.close()
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is None:
            return
        if not self._ready.done():  # it does not look at its channel yet
            self._kill()
        await asyncio.wait([self.gone], timeout=2.0)
        self._kill()

    async def _launch(self) -> None:
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        control, their_control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, their_control:
            ours.setblocking(False)
            control.setblocking(False)
            self._control = control
            _, self._channel = await loop.create_unix_connection(
                lambda: FrameReceiver(self._received, self._channel_lost), sock=ours
            )
            descriptors = (theirs.fileno(), their_control.fileno())
            transport, _ = await loop.subprocess_exec(
                lambda: _TemplateExit(self._raw, self._exited),
                *interpreter.arguments(self._spec, "template", *map(str, descriptors)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                env=interpreter.environment(self._spec),
                pass_fds=descriptors,
                start_new_session=True,
            )
        self._process = transport
        assert self._channel.transport is not None
        self._channel.transport.writelines(encode(Kind.SETUP, 0, interpreter.setup(self._spec)))

    async def _ask(self, request: dict[str, object], descriptors: list[int]) -> None:
        data = json.dumps(request).encode("ascii")
        try:
            async with asyncio.timeout(_CONTROL_WAIT):
                while self._control is not None:
                    try:
                        socket.send_fds(self._control, [data], descriptors)
                        return
                    except BlockingIOError:  # it is busy forking; its queue is short
                        await asyncio.sleep(0.005)
        except (OSError, TimeoutError) as failure:
            self.usable = False  # the news of its end may come later than this
            raise WorkerGone(None) from failure
        raise WorkerGone(None)

    def _received(self, frame: Frame) -> None:
        data = json.loads(frame.body)
        if frame.kind == Kind.FORKED:
            worker = self._forking.pop(frame.id, None)
            if worker is not None:
                self._workers[data["pid"]] = worker
                worker.identified(data["pid"])
        elif frame.kind == Kind.EXITED:
            worker = self._workers.pop(data["pid"], None)
            if worker is not None:
                worker.exited(data["code"])
        elif frame.kind == Kind.HELLO and not self._hello.done():
            self._hello.set_result(data["python"])
        elif frame.kind == Kind.READY and not self._ready.done():
            error = RemoteError.from_json(data["error"]) if data["error"] else None
            self._ready.set_result(ReadyReport(error, data["on_demand"]))

    def _channel_lost(self) -> None:
        self.usable = False
        if self._process is not None and self._process.get_returncode() is None:
            # It ends by itself now; a template that cannot is of no use either.
            asyncio.get_running_loop().call_later(1.0, self._kill)

    def _kill(self) -> None:
        if self._process is not None and self._process.get_returncode() is None:
            with suppress(ProcessLookupError):
                self._process.kill()

    def _exited(self, code: int | None) -> None:
        self.usable = False
        for waiting in (self._hello, self._ready):
            if not waiting.done():
                waiting.set_exception(WorkerGone(code))
                waiting.exception()
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._channel is not None and self._channel.transport is not None:
            self._channel.transport.close()
        for worker in self._forking.values():
            if worker.pid is None:  # the others exist: the end of their own channel tells of them
                worker.channel_lost()
        if self._process is not None:
            self._process.close()
        if not self.gone.done():
            self.gone.set_result(code)
