"""How long calls take through the whole path: WebSocket client, host, worker and back; in one run, as ratios.

    python -m tests.bench.bench_server [--rounds 3] [--pandas] [--sessions 500]

An app of 20 modules; with `--pandas` also one that imports pandas at the top, in an environment that `serve`
makes from its requirements.txt. Against, in the same run and taking turns: a Starlette WebSocket that reads
and writes JSON (what the path costs without any worker), and `python -c` that imports the same modules (what
a fresh interpreter costs). A script, not a test: on a machine that others use too, ratios say more than
milliseconds. Clients are `lean_client`, so that the server is what is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.server.app_python import AppPython
from tests.bench.lean_client import LeanClient, call_frames, connect, page, text_frame
from tests.bench.load_sessions import described, load
from tests.server.served import Served, serve

MODULES = 20
MEGABYTE = 1 << 20

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
            await socket.send_json(await socket.receive_json())

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

FUNCTIONS = """
import anvil.server

@anvil.server.callable
def add(a, b):
    return a + b

@anvil.server.callable
def echo(value):
    return value
"""

SMALL = call_frames("add", 2, 3)
KILOBYTE_JSON = call_frames("echo", [{"name": f"row {n}", "value": n * 1.5, "ok": True} for n in range(22)])
MEGABYTE_JSON = call_frames(
    "echo", [{"name": f"row {n}", "value": n * 1.5, "ok": True} for n in range(20_500)]
)
MEGABYTE_MEDIA = call_frames("echo", BlobMedia("application/octet-stream", bytes(MEGABYTE)))

Once = Callable[[], Awaitable[object]]


@dataclass
class Row:
    name: str
    milliseconds: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # milliseconds a call, of all processes of the server

    async def sample(self, cpu: Callable[[], float], count: int, once: Once, pause: float = 0.0) -> None:
        before = cpu()
        self.milliseconds += await timed(count, once, pause)
        self.cpu.append((cpu() - before) * 1000 / count)

    @property
    def p50(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p99(self) -> float:
        return sorted(self.milliseconds)[min(len(self.milliseconds) - 1, int(len(self.milliseconds) * 0.99))]

    @property
    def per_second(self) -> float:
        return statistics.median(self.rates) if self.rates else 0.0


class Table:
    """Rows in the order in which they are first measured; later rounds add to them."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def row(self, name: str) -> Row:
        return self.rows.setdefault(name, Row(name))

    def text(self, echo: str, spawned: str) -> str:
        base, fresh = self.rows[echo].p50, self.rows[spawned].p50
        lines = [f"{'':40}{'p50 ms':>9}{'p99 ms':>9}{'calls/s':>9}{'CPU ms':>9}{'/ echo':>9}{'spawn /':>9}"]
        for row in self.rows.values():
            rate = f"{row.per_second:9.0f}" if row.rates else " " * 9
            lines.append(
                f"{row.name:40}{row.p50:9.2f}{row.p99:9.2f}{rate}{statistics.median(row.cpu):9.2f}"
                f"{row.p50 / base:9.1f}{fresh / row.p50:9.1f}"
            )
        return "\n".join(lines)


def write_bench_app(folder: Path, persistent: bool, pandas: bool = False) -> Path:
    server = folder / "server_code"
    server.mkdir(parents=True)
    for number in range(MODULES):
        (server / f"part_{number}.py").write_text(MODULE.format(n=number))
    imports = "\n".join(f"from . import part_{number}" for number in range(MODULES))
    if pandas:
        imports += "\nimport pandas"
        (server / "requirements.txt").write_text("pandas\n")
    (server / "Server.py").write_text(f"{imports}\n{FUNCTIONS}")
    persist = str(persistent).lower()
    (folder / "anvil.yaml").write_text(
        f"name: Bench\npackage_name: Bench\nruntime_options: {{version: 2, server_persist: {persist}}}\n"
    )
    return folder


async def timed(count: int, once: Once, pause: float = 0.0) -> list[float]:
    durations = []
    for _ in range(count):
        if pause:
            await asyncio.sleep(pause)
        begun = time.perf_counter()
        await once()
        durations.append((time.perf_counter() - begun) * 1000)
    return durations


async def throughput(seconds: float, all_once: list[Once]) -> float:
    begun = time.perf_counter()
    finished = 0

    async def loop(once: Once) -> None:
        nonlocal finished
        while time.perf_counter() < begun + seconds:
            await once()
            finished += 1

    await asyncio.gather(*[loop(once) for once in all_once])
    return finished / (time.perf_counter() - begun)


@contextlib.contextmanager
def echo_server() -> Iterator[tuple[str, int]]:
    with subprocess.Popen([sys.executable, "-c", ECHO], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"ws://127.0.0.1:{process.stdout.readline().strip()}/", process.pid
        finally:
            process.terminate()


@dataclass
class Running:
    """An app being served, with pages of it."""

    served: Served
    pages: list[LeanClient]
    started: float  # milliseconds until the address was printed
    first_call: float  # milliseconds after that

    def once(self, frames: bytes, answers: int = 1, page: int = 0) -> Once:
        return lambda: self.pages[page].ask(frames, answers)

    async def rate(self, at_once: int, seconds: float) -> float:
        return await throughput(seconds, [self.once(SMALL, page=number) for number in range(at_once)])

    def cpu(self) -> float:
        """Seconds of the host and of all that it has started, also of what has ended."""
        host = psutil.Process(self.served.process.pid)
        return sum(_cpu(each) for each in [host, *host.children(True)])

    def processes(self) -> list[tuple[str, float]]:
        """The host and what it runs, each with its proportional share of memory in MB."""
        host = psutil.Process(self.served.process.pid)
        return [(" ".join(each.cmdline()[-3:]), _pss(each.pid)) for each in [host, *host.children(True)]]


@contextlib.asynccontextmanager
async def running(folder: Path, pages: int) -> AsyncIterator[Running]:
    begun = time.perf_counter()
    with serve(folder) as served:
        ready = time.perf_counter()
        clients = [await page(served.socket_url) for _ in range(pages)]
        [answer] = await clients[0].ask(SMALL)
        assert answer.endswith(b"\n5"), answer
        first = time.perf_counter()
        try:
            yield Running(served, clients, (ready - begun) * 1000, (first - ready) * 1000)
        finally:
            for client in clients:
                client.close()


def _cpu(process: psutil.Process) -> float:
    try:
        return sum(process.cpu_times()[:4])  # with that of children that have ended
    except psutil.NoSuchProcess:
        return 0.0


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # not Linux
        return psutil.Process(pid).memory_info().rss / MEGABYTE
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


async def spawn(row: Row, python: str, folder: Path, count: int, more: str = "") -> None:
    names = ", ".join(f"part_{number}" for number in range(MODULES)) + more
    code = f"import sys; sys.path.insert(0, {str(folder / 'server_code')!r}); import json, {names}; print(5)"

    async def once() -> None:
        process = await asyncio.create_subprocess_exec(
            python, "-c", code, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        output, _ = await process.communicate()
        assert output.strip() == b"5"

    await once()  # writes the .pyc files
    await row.sample(lambda: sum(os.times()[2:4]), count, once)
    row.rates.append(await throughput(2, [once] * 4))


async def measure_persistent(table: Table, app: Running, name: str) -> None:
    small = table.row(f"{name}: add(2, 3)")
    await timed(200, app.once(SMALL))
    await small.sample(app.cpu, 1000, app.once(SMALL))
    small.rates.append(await app.rate(len(app.pages), 3))
    await table.row(f"{name}: 1 KB of JSON").sample(app.cpu, 500, app.once(KILOBYTE_JSON))
    await table.row(f"{name}: 1 MB of JSON").sample(app.cpu, 10, app.once(MEGABYTE_JSON))
    await table.row(f"{name}: 1 MB of media").sample(app.cpu, 50, app.once(MEGABYTE_MEDIA, 2))


async def measure_per_call(table: Table, app: Running, name: str) -> None:
    # A person clicks; the pool fills up meanwhile.
    await table.row(f"{name}, with pauses").sample(app.cpu, 20, app.once(SMALL), pause=0.3)
    sustained = table.row(f"{name}, one after the other")
    await sustained.sample(app.cpu, 40, app.once(SMALL))
    sustained.rates.append(await app.rate(4, 4))


async def measure(rounds: int, with_pandas: bool) -> str:
    table = Table()
    async with contextlib.AsyncExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        echo_url, echo_pid = stack.enter_context(echo_server())
        echoes = [await connect(echo_url) for _ in range(8)]
        persistent = write_bench_app(place / "persistent", persistent=True)
        per_call = write_bench_app(place / "per_call", persistent=False)
        apps = {
            "persistent": await stack.enter_async_context(running(persistent, 8)),
            "per call": await stack.enter_async_context(running(per_call, 8)),
        }
        heavy, python = place / "heavy", ""
        if with_pandas:
            write_bench_app(heavy, persistent=False, pandas=True)
            python = AppPython(heavy).prepared(print)
            apps["per call, pandas"] = await stack.enter_async_context(running(heavy, 8))
            lasting = write_bench_app(place / "heavy_lasting", persistent=True, pandas=True)
            apps["persistent, pandas"] = await stack.enter_async_context(running(lasting, 8))
        message = text_frame('{"t":"call","id":1,"fn":"add","nb":0,"body":{"a":[2,3],"k":{}}}')
        memory = {name: app.processes() for name, app in apps.items()}
        for _ in range(rounds):
            echo = table.row("Starlette JSON echo")
            await timed(200, lambda: echoes[0].ask(message))
            await echo.sample(lambda: _cpu(psutil.Process(echo_pid)), 1000, lambda: echoes[0].ask(message))
            echo.rates.append(await throughput(3, [_asking(client, message) for client in echoes]))
            for name, app in apps.items():
                await (measure_per_call if name.startswith("per call") else measure_persistent)(
                    table, app, name
                )
            await spawn(table.row("python -c, same modules"), sys.executable, per_call, 15)
            if with_pandas:
                fresh = table.row("python -c, same modules and pandas")
                await spawn(fresh, python, heavy, 5, ", pandas")
        lines = [table.text("Starlette JSON echo", "python -c, same modules"), ""]
        for name, app in apps.items():
            lines.append(
                f"{name}: address after {app.started:.0f} ms, first call {app.first_call:.0f} ms later"
            )
            after = sum(size for _, size in app.processes())
            lines += [f"    {size:7.1f} MB (PSS)  {command}" for command, size in memory[name]]
            lines.append(f"    {after:7.1f} MB after all that, together")
    return "\n".join(lines)


def _asking(client: LeanClient, message: bytes) -> Once:
    return lambda: client.ask(message)


async def many_sessions(count: int) -> str:
    with tempfile.TemporaryDirectory() as place:
        lines = []
        for persistent, calls in ((True, 20), (False, 2)):
            lines.append(described(await load(Path(place) / str(persistent), persistent, count, calls)))
        return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pandas", action="store_true", help="also an app that imports pandas")
    parser.add_argument("--sessions", type=int, default=0, help="also so many browser sessions at once")
    arguments = parser.parse_args()
    print(asyncio.run(measure(arguments.rounds, arguments.pandas)))
    if arguments.sessions:
        print(asyncio.run(many_sessions(arguments.sessions)))


if __name__ == "__main__":
    main()
