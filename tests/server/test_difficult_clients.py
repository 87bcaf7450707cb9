"""Pages that read slowly or vanish in mid-call, a killed server: nobody else notices, nothing is left."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from formwright.runtime.protocol.messages import Call, Hello, encode
from formwright.runtime.protocol.serialisation import dumps_call
from tests.engine.running_app import process_exists
from tests.server.sample_app import write_app
from tests.server.served import Served, page, serve

EXTRA = """

@anvil.server.callable
def large(megabytes):
    return "x" * 1_000_000 * megabytes


@anvil.server.callable
def family(path):
    import subprocess, sys
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    children = [subprocess.Popen(command), subprocess.Popen(command, start_new_session=True)]
    with open(path + ".new", "w") as file:
        file.write(" ".join(str(pid) for pid in [os.getpid(), *(child.pid for child in children)]))
    os.rename(path + ".new", path)
    time.sleep(600)
"""


@pytest.fixture(params=["per-call", "persistent"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    folder = write_app(tmp_path / "sample")
    server = folder / "server_code/Server.py"
    server.write_text(server.read_text() + EXTRA)
    if request.param == "persistent":
        manifest = folder / "anvil.yaml"
        manifest.write_text(
            manifest.read_text().replace("runtime_options: {", "runtime_options: {server_persist: true, ")
        )
    with serve(folder) as served:
        yield served


class Deaf:
    """A WebSocket client that sends and never reads."""

    def __init__(self, port: int) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._socket.connect(("127.0.0.1", port))
        self._socket.sendall(
            b"GET /_/ws HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n" % port
        )
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._socket.recv(1)
        assert b" 101 " in answer
        self.send(encode(Hello()))

    def send(self, text: str) -> None:
        data = text.encode()
        assert len(data) < 126
        mask = b"\x01\x02\x03\x04"
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(data))
        self._socket.sendall(bytes([0x81, 0x80 | len(data)]) + mask + masked)

    def vanish(self) -> None:
        self._socket.close()


async def memory_below(process: psutil.Process, most: int) -> None:
    """The test's time limit is the only limit."""
    while process.memory_info().rss > most:
        await asyncio.sleep(0.05)


async def test_a_page_that_does_not_read(served: Served) -> None:
    host = psutil.Process(served.process.pid)
    async with page(served.socket_url) as tab:
        assert await tab.call("add", 1, 1) == 2
        descriptors = host.num_fds()
        after_first = 0
        for _ in range(2):
            deaf = Deaf(served.port)
            for number in range(40):
                deaf.send(encode(Call(number, "large", dumps_call([2], {})[0])))
            for number in range(20):
                assert await tab.call("add", number, 1) == number + 1
            deaf.vanish()
            while host.num_fds() > descriptors + 8:
                assert await tab.call("add", 1, 1) == 2
                await asyncio.sleep(0.05)
            after_first = after_first or host.memory_info().rss  # what is freed may stay with the process
        await memory_below(host, after_first + 60_000_000)
        assert await tab.call("add", 1, 1) == 2


async def test_pages_that_vanish_in_mid_call(served: Served, tmp_path: Path) -> None:
    host = psutil.Process(served.process.pid)
    async with page(served.socket_url) as tab:
        assert await tab.call("add", 1, 1) == 2
        descriptors = host.num_fds()
        marks = [tmp_path / f"mark{number}" for number in range(6)]
        for mark in marks:
            async with page(served.socket_url) as leaving:
                await leaving.send_call("mark", str(mark), 0.3)
                await leaving.send_call("large", 5)
                leaving.socket.transport.abort()
        while not all(mark.exists() for mark in marks):  # half a call is worse than none
            assert await tab.call("add", 1, 1) == 2
            await asyncio.sleep(0.02)
        while host.num_fds() > descriptors + 8:
            await asyncio.sleep(0.05)


async def test_a_killed_server_leaves_no_orphans(served: Served, tmp_path: Path) -> None:
    place = tmp_path / "family"
    async with page(served.socket_url) as tab:
        await tab.send_call("family", str(place))
        while not place.exists():
            await asyncio.sleep(0.02)
        started = [int(pid) for pid in place.read_text().split()]
        everybody = [process.pid for process in psutil.Process(served.process.pid).children(recursive=True)]
        assert set(started) <= set(everybody)
        os.kill(served.process.pid, signal.SIGKILL)
    while any(process_exists(pid) for pid in everybody):
        await asyncio.sleep(0.02)
