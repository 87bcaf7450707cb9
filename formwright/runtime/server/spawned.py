"""Workers started as programs of their own: frames over their standard input and output.

Works on every system. Standard error carries what app code writes below Python. Runs in the host.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import cast

import psutil

from formwright.runtime.protocol.frames import BrokenChannel, Decoder, Kind
from formwright.runtime.server import census, interpreter
from formwright.runtime.server.launch import LaunchSpec
from formwright.runtime.server.worker import Surroundings, Worker, WorkerGone

if sys.platform == "linux":
    import fcntl

HELLO_WAIT = 20.0
PIPE_SIZE = 1 << 20


async def spawn(spec: LaunchSpec, mode: str, surroundings: Surroundings) -> Worker:
    """A worker that has said hello and is receiving the app. Raises StartFailure."""
    worker = Worker(surroundings, one_shot=mode not in ("persistent", "repl"))
    tag = census.new_tag()
    loop = asyncio.get_running_loop()
    try:
        await loop.subprocess_exec(
            lambda: SpawnedProcess(worker, tag),
            *interpreter.arguments(spec, mode),
            env=interpreter.environment(spec, **{census.TAG: tag}),
            start_new_session=sys.platform != "win32",
        )
        worker.send(Kind.SETUP, 0, interpreter.setup(spec))
        async with asyncio.timeout(HELLO_WAIT):
            await asyncio.shield(worker.hello)
    except (OSError, WorkerGone, TimeoutError) as failure:
        worker.kill("it did not start properly")
        output = await worker.last_words() if isinstance(failure, WorkerGone) else ""
        raise interpreter.cannot_start(spec, failure, output) from failure
    except asyncio.CancelledError:
        worker.kill("not needed any more")
        await asyncio.wait([worker.gone], timeout=3.0)
        raise
    return worker


class SpawnedProcess(asyncio.SubprocessProtocol):
    """The transport of one spawned worker."""

    def __init__(self, worker: Worker, tag: str) -> None:
        self._worker = worker
        self._tag = tag
        self._decoder = Decoder()
        self._process: asyncio.SubprocessTransport | None = None
        self._input: asyncio.WriteTransport | None = None

    # asyncio's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._process = cast(asyncio.SubprocessTransport, transport)
        self._input = cast(asyncio.WriteTransport, self._process.get_pipe_transport(0))
        for number in (0, 1):
            _widen(self._process.get_pipe_transport(number))
        self._worker.attach(self)
        self._worker.identified(self._process.get_pid())

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        if fd == 2:
            self._worker.raw_output(data)
            return
        try:
            for frame in self._decoder.feed(data):
                self._worker.frame_received(frame)
        except BrokenChannel:
            self._worker.kill("it sent data that makes no sense")

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:  # noqa: ARG002
        if fd == 1:
            self._worker.channel_lost()
        elif fd == 2:
            self._worker.raw_output_ended()

    def process_exited(self) -> None:
        if self._process is not None:
            self._kill_group(self._process.get_pid())  # what it has started must not outlive it
            threading.Thread(target=census.end_tagged, args=(self._tag,), name="ending strays").start()
            self._worker.exited(self._process.get_returncode())

    # The worker's side

    def write(self, buffers: list[bytes]) -> None:
        if self._input is not None and not self._input.is_closing():
            self._input.writelines(buffers)

    def interrupt(self) -> None:
        if self._process is not None and hasattr(signal, "SIGUSR1"):
            with suppress(OSError):
                os.kill(self._process.get_pid(), signal.SIGUSR1)

    def kill(self) -> None:
        if self._process is None or self._process.get_returncode() is not None:
            return
        pid = self._process.get_pid()
        if sys.platform == "win32":
            _kill_tree(pid)
        else:
            self._kill_group(pid)

    def close(self, at_once: bool) -> None:
        if self._process is None:
            return
        if at_once:
            self._process.close()
        else:  # what it printed last may not have been read yet
            asyncio.get_running_loop().call_later(0.5, self._process.close)

    @staticmethod
    def _kill_group(pid: int) -> None:
        if sys.platform != "win32":
            with suppress(OSError):
                os.killpg(pid, signal.SIGKILL)


def _widen(pipe: asyncio.BaseTransport | None) -> None:
    """Media pass in a few turns of two processes, not in one for every 64 KB."""
    if sys.platform == "linux" and pipe is not None:
        with suppress(OSError):  # what one user may have in pipes is bounded
            fcntl.fcntl(pipe.get_extra_info("pipe"), fcntl.F_SETPIPE_SZ, PIPE_SIZE)


def _kill_tree(pid: int) -> None:
    """Where there are no process groups."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for member in [*process.children(recursive=True), process]:
            with suppress(psutil.Error):
                member.kill()
