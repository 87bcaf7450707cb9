"""Many browsers at once: real WebSocket clients in the page's words, a real host with real workers.

    python -m tests.bench.load_sessions [SESSIONS] [CALLS_EACH]

For each mode: all sessions connect, then all call at once, each the next when its answer is there, and every
answer is checked; then each session asks for what it alone left in its session data. Prints how long calls
took, what failed, and the memory of the host. `tests/cli/test_load.py` runs a small one.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.server.served import Page, page, serve

SERVER = """
import anvil.server

@anvil.server.callable
def add(a, b):
    return a + b

@anvil.server.callable
def remember(value):
    anvil.server.session["value"] = value

@anvil.server.callable
def recall():
    return anvil.server.session["value"]
"""
CONNECTING_AT_ONCE = 50
MEGABYTE = 1 << 20


@dataclass
class Load:
    mode: str
    sessions: int
    milliseconds: list[float] = field(default_factory=list)
    wrong: list[object] = field(default_factory=list)
    mixed_up: int = 0  # sessions that saw what another had left
    connecting: float = 0.0
    seconds: float = 0.0
    memory_before: int = 0
    memory_connected: int = 0
    memory_after: int = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p99(self) -> float:
        return sorted(self.milliseconds)[int(len(self.milliseconds) * 0.99)]

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds


def write_load_app(folder: Path, persistent: bool) -> Path:
    (folder / "server_code").mkdir(parents=True)
    (folder / "server_code" / "Server.py").write_text(SERVER)
    persist = str(persistent).lower()
    (folder / "anvil.yaml").write_text(
        f"name: Load\npackage_name: Load\nruntime_options: {{version: 2, server_persist: {persist}}}\n"
    )
    return folder


async def load(folder: Path, persistent: bool, sessions: int, calls_each: int) -> Load:
    app = write_load_app(folder, persistent)
    found = Load("persistent" if persistent else "per call", sessions)
    with serve(app) as served:
        host = psutil.Process(served.process.pid)
        async with contextlib.AsyncExitStack() as stack:
            async with page(served.socket_url) as first:
                await first.call("add", 1, 1)
            found.memory_before = host.memory_info().rss
            begun = time.perf_counter()
            pages = await _connected(stack, served.socket_url, sessions)
            found.connecting = time.perf_counter() - begun
            found.memory_connected = host.memory_info().rss
            begun = time.perf_counter()
            await asyncio.gather(
                *[_calls(tab, number, calls_each, found) for number, tab in enumerate(pages)]
            )
            found.seconds = time.perf_counter() - begun
            found.memory_after = host.memory_info().rss
            await asyncio.gather(*[tab.call("remember", number) for number, tab in enumerate(pages)])
            kept = await asyncio.gather(*[tab.call("recall") for tab in pages])
            found.mixed_up = sum(value != number for number, value in enumerate(kept))
    return found


async def _connected(stack: contextlib.AsyncExitStack, url: str, count: int) -> list[Page]:
    pages: list[Page] = []
    while len(pages) < count:
        some = min(CONNECTING_AT_ONCE, count - len(pages))
        pages += await asyncio.gather(*[stack.enter_async_context(page(url)) for _ in range(some)])
    return pages


async def _calls(tab: Page, number: int, count: int, found: Load) -> None:
    for turn in range(count):
        begun = time.perf_counter()
        answer = await tab.call("add", number, turn)
        found.milliseconds.append((time.perf_counter() - begun) * 1000)
        if answer != number + turn:
            found.wrong.append(answer)


def described(found: Load) -> str:
    before, connected, after = (
        size / MEGABYTE for size in (found.memory_before, found.memory_connected, found.memory_after)
    )
    grown = (connected - before) * 1024 / found.sessions
    return (
        f"{found.mode:12}{found.sessions:6} sessions {len(found.milliseconds):7} calls  "
        f"p50 {found.p50:8.1f} ms  p99 {found.p99:8.1f} ms  {found.per_second:7.0f} calls/s  "
        f"{len(found.wrong)} errors  {found.mixed_up} mixed up\n"
        f"{'':12}host {before:.0f} MB, connected {connected:.0f} MB ({grown:.0f} KB a session), "
        f"after the calls {after:.0f} MB; connecting took {found.connecting:.1f} s"
    )


def main(sessions: int, calls_each: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        for persistent, count in ((True, calls_each), (False, max(1, calls_each // 10))):
            print(described(asyncio.run(load(Path(place) / str(persistent), persistent, sessions, count))))


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:]]
    main(*(numbers + [500, 20][len(numbers) :]))
