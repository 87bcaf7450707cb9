"""How long a call takes through the whole path: WebSocket client, host, worker and back.

    python -m tests.bench.bench_server [CALLS]

Against, in the same run: a bare Starlette WebSocket echo (what the path costs without any worker) and a
plain `python -c` that imports the same modules (what a fresh interpreter costs). A script, not a test: it
prints a table with ratios, which say more than milliseconds on a machine that others use too.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import websockets.asyncio.client as websockets

from tests.server.served import page, serve

MODULES = 20

ECHO = """
import contextlib, socket
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

async def echo(socket):
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        while True:
            await socket.send_text(await socket.receive_text())

listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
app = Starlette(routes=[WebSocketRoute("/", echo)])
config = uvicorn.Config(app, ws="websockets-sansio", ws_per_message_deflate=False, log_level="error")
uvicorn.Server(config).run(sockets=[listening])
"""

MODULE = """
import enum
from dataclasses import dataclass

class Kind{n}(enum.Enum):
    ONE = 1
    TWO = 2

@dataclass
class Record{n}:
    name: str = ""
    kind: Kind{n} = Kind{n}.ONE
    amount: float = 0.0

@dataclass
class Line{n}:
    record: Record{n}
    quantity: int = 1

def total_{n}(lines):
    return sum(line.record.amount * line.quantity for line in lines)
"""


@dataclass(frozen=True)
class Row:
    name: str
    milliseconds: list[float]
    per_second: float = 0.0

    @property
    def p50(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p99(self) -> float:
        return sorted(self.milliseconds)[min(len(self.milliseconds) - 1, int(len(self.milliseconds) * 0.99))]


def write_bench_app(folder: Path, persistent: bool) -> Path:
    server = folder / "server_code"
    server.mkdir(parents=True)
    for number in range(MODULES):
        (server / f"part_{number}.py").write_text(MODULE.format(n=number))
    imports = "\n".join(f"from . import part_{number}" for number in range(MODULES))
    (server / "Server.py").write_text(
        f"{imports}\nimport anvil.server\n\n@anvil.server.callable\ndef add(a, b):\n    return a + b\n"
    )
    persist = str(persistent).lower()
    (folder / "anvil.yaml").write_text(
        f"name: Bench\npackage_name: Bench\nruntime_options: {{version: 2, server_persist: {persist}}}\n"
    )
    return folder


async def timed(count: int, once: Callable[[], Awaitable[object]]) -> list[float]:
    durations = []
    for _ in range(count):
        begun = time.perf_counter()
        await once()
        durations.append((time.perf_counter() - begun) * 1000)
    return durations


async def throughput(seconds: float, at_once: int, once: Callable[[], Awaitable[object]]) -> float:
    ends = time.perf_counter() + seconds
    finished = 0

    async def loop() -> None:
        nonlocal finished
        while time.perf_counter() < ends:
            await once()
            finished += 1

    await asyncio.gather(*[loop() for _ in range(at_once)])
    return finished / seconds


@contextlib.contextmanager
def echo_server() -> Iterator[str]:
    with subprocess.Popen([sys.executable, "-c", ECHO], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"ws://127.0.0.1:{process.stdout.readline().strip()}/"
        finally:
            process.terminate()


@contextlib.asynccontextmanager
async def calling(folder: Path) -> AsyncIterator[tuple[Callable[[], Awaitable[object]], str]]:
    with serve(folder) as served:
        async with page(served.socket_url) as tab:
            yield (lambda: tab.call("add", 2, 3)), served.socket_url


async def many_tabs(url: str, at_once: int, seconds: float) -> float:
    async with contextlib.AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(page(url)) for _ in range(at_once)]
        free = asyncio.Queue[int]()
        for index in range(at_once):
            free.put_nowait(index)

        async def once() -> None:
            index = await free.get()
            await tabs[index].call("add", 2, 3)
            free.put_nowait(index)

        return await throughput(seconds, at_once, once)


async def spawn(folder: Path) -> list[float]:
    names = ", ".join(f"part_{number}" for number in range(MODULES))
    code = f"import sys; sys.path.insert(0, {str(folder / 'server_code')!r}); import json, {names}; print(5)"

    async def once() -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        await process.communicate()

    await once()  # writes the .pyc files
    return await timed(20, once)


async def measure(calls: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as place, echo_server() as echo_url:
        per_call = write_bench_app(Path(place) / "per_call", persistent=False)
        persistent = write_bench_app(Path(place) / "persistent", persistent=True)
        rows = []
        async with websockets.connect(echo_url, compression=None) as socket:
            message = '{"t":"call","id":1,"fn":"add","nb":0}\n{"a":[2,3],"k":{}}'

            async def echo() -> None:
                await socket.send(message)
                await socket.recv()

            await timed(200, echo)
            rows.append(Row("bare WebSocket echo", await timed(calls, echo)))
        async with calling(persistent) as (once, url):
            await timed(200, once)
            durations = await timed(calls, once)
            rows.append(Row("persistent call", durations, await many_tabs(url, 8, 3)))
        async with calling(per_call) as (once, url):
            await timed(5, once)

            durations = []
            for _ in range(max(20, calls // 40)):
                await asyncio.sleep(0.15)  # a person clicks; the pool fills up meanwhile
                durations += await timed(1, once)
            rows.append(Row("per call, with pauses", durations))
            rows.append(
                Row("per call, one after the other", await timed(60, once), await many_tabs(url, 4, 5))
            )
        rows.append(Row("python -c, same modules", await spawn(per_call)))
        return rows


def table(rows: list[Row]) -> str:
    echo, spawned = rows[0].p50, rows[-1].p50
    lines = [f"{'':32}{'p50 ms':>9}{'p99 ms':>9}{'calls/s':>9}{'/ echo':>9}{'spawn /':>9}"]
    for row in rows:
        rate = f"{row.per_second:9.0f}" if row.per_second else " " * 9
        lines.append(
            f"{row.name:32}{row.p50:9.2f}{row.p99:9.2f}{rate}{row.p50 / echo:9.1f}{spawned / row.p50:9.1f}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))))
