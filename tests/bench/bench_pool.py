"""What limits cost, and what a second persistent worker brings.

    python -m tests.bench.bench_pool

A script that prints figures: calls that compute, in one and in two persistent workers; and the processor time
of the host while workers sleep, with and without its watchdog.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import replace
from time import perf_counter

from formwright.runtime.server import watchdog
from formwright.runtime.server.engine import CallRequest, CallResult, Engine, LaunchSpec
from formwright.runtime.server.standalone import standalone_engine
from formwright.runtime.spec.app import Module
from tests.bench.bench_engine import rate

SOURCE = """
import time
import anvil.server

@anvil.server.callable
def compute():
    total = 0
    for number in range(300_000):
        total += number
    return total

@anvil.server.callable
def nap():
    time.sleep(5)
"""
BODY = '{"a":[],"k":{}}'


def spec(persistent: bool, workers: int = 0) -> LaunchSpec:
    module = Module("Main", "server_code/Main.py", SOURCE, False, "server")
    made = LaunchSpec(sys.executable, "main_package", (module,), ("Main",), persistent)
    return replace(made, workers=workers, memory_limit=1 << 30)


async def ask(engine: Engine, function: str) -> None:
    outcome = await engine.call(CallRequest(function, BODY))
    assert isinstance(outcome, CallResult), outcome


async def computing(workers: int) -> float:
    engine = standalone_engine(spec(True, workers), lambda _: None)
    await engine.start()
    await rate(lambda: ask(engine, "compute"), 300, 8)  # meanwhile the second one starts
    per_second = await rate(lambda: ask(engine, "compute"), 400, 8)
    print(
        f"{len(engine.status().workers)} persistent worker(s): {per_second:8.1f} computing calls/s",
        flush=True,
    )
    await engine.close()
    return per_second


async def watching(every: float, persistent: bool) -> float:
    """Share of one processor that the host uses while 16 calls sleep."""
    watchdog.WORKING = every  # what is measured
    engine = standalone_engine(spec(persistent), lambda _: None)
    await engine.start()
    naps = asyncio.gather(*(ask(engine, "nap") for _ in range(16)))
    await asyncio.sleep(2)
    cpu, begun = time.process_time(), perf_counter()
    await asyncio.sleep(2.5)
    share = (time.process_time() - cpu) / (perf_counter() - begun)
    await naps
    await engine.close()
    return share


async def main() -> None:
    one, two = await computing(1), await computing(2)
    print(f"ratio {two / one:.2f}")
    for persistent in (False, True):
        off, on = await watching(1000.0, persistent), await watching(0.1, persistent)
        mode = "persistent" if persistent else "per call"
        print(
            f"16 sleeping calls, {mode}: host uses {off:.2%} of a processor unwatched, {on:.2%} watched",
            flush=True,
        )


if __name__ == "__main__":
    asyncio.run(main())
