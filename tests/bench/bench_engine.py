"""How long server calls take, against starting a Python that imports the same app, in one run.

    python tests/bench/bench_engine.py [--calls 10000] [--python PATH]

A plain script that prints a table. The app has 20 generated modules with dataclasses and enums. Times depend
on the machine and on what else runs; the ratios to the plain spawn are what counts. With `--calls` it also
makes that many calls, and ten times as many in persistent mode, and says what they left behind.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from formwright.runtime.protocol.serialisation import dumps_call  # noqa: E402
from formwright.runtime.server.engine import CallRequest, CallResult, Engine, LaunchSpec  # noqa: E402
from formwright.runtime.server.standalone import standalone_engine  # noqa: E402
from formwright.runtime.spec.app import Module  # noqa: E402

MODULES = 20
BODY = dumps_call([2, 3], {})[0]


def source(number: int) -> str:
    lines = ["import dataclasses, enum, json, datetime, re, decimal, uuid", ""]
    for index in range(2):
        lines += ["@dataclasses.dataclass", f"class Record{index}:"]
        lines += [f"    field_{name}: int = {name}" for name in range(12)] + [""]
    lines += ["class Colour(enum.Enum):", *[f"    C{name} = {name}" for name in range(10)], ""]
    for index in range(20):
        lines += [f"def compute_{index}(a, b):", "    total = a + b", f"    return total * {number}", ""]
    return "\n".join(lines)


def app_modules(count: int = MODULES) -> tuple[Module, ...]:
    made = [
        Module(f"M{number}", f"server_code/M{number}.py", source(number), False, "server")
        for number in range(count)
    ]
    imports = "\n".join(f"from . import M{number}" for number in range(count))
    main = f"import anvil.server\n{imports}\n@anvil.server.callable\ndef add(a, b): return a + b\n"
    return (*made, Module("Main", "server_code/Main.py", main, False, "server"))


def spec(python: str, persistent: bool, count: int = MODULES) -> LaunchSpec:
    return LaunchSpec(python, "main_package", app_modules(count), ("Main",), persistent, 30.0, {}, ".")


async def timed(work: Callable[[], Awaitable[None]], count: int, pause: float = 0.0) -> list[float]:
    times = []
    for _ in range(count):
        begun = perf_counter()
        await work()
        times.append((perf_counter() - begun) * 1000)
        if pause:
            await asyncio.sleep(pause)
    return times


async def rate(work: Callable[[], Awaitable[None]], count: int, width: int) -> float:
    numbers = iter(range(count))

    async def client() -> None:
        for _ in numbers:
            await work()

    begun = perf_counter()
    await asyncio.gather(*(client() for _ in range(width)))
    return count / (perf_counter() - begun)


def spawner(python: str, folder: Path) -> Callable[[], Awaitable[None]]:
    """The baseline: `python -c` that imports the same app, with .pyc files, and adds."""
    package = folder / "main_package"
    package.mkdir()
    (package / "__init__.py").touch()
    for module in app_modules():
        text = module.source.replace("import anvil.server\n", "").replace("@anvil.server.callable\n", "")
        (package / f"{module.name}.py").write_text(text)
    load = f"import sys; sys.path.insert(0, {str(folder)!r})"
    code = f"{load}\nfrom main_package import Main\nprint(Main.add(2, 3))"

    async def spawn() -> None:
        process = await asyncio.create_subprocess_exec(
            python, "-I", "-c", code, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
        )
        output, _ = await process.communicate()
        assert output == b"5\n"

    return spawn


def caller(engine: Engine) -> Callable[[], Awaitable[None]]:
    async def call() -> None:
        outcome = await engine.call(CallRequest("add", BODY))
        assert isinstance(outcome, CallResult) and outcome.body == "5", outcome

    return call


def row(name: str, times: list[float], per_second: float, base: tuple[float, float] | None) -> str:
    middle, worst = quantiles(times, n=100)[49], quantiles(times, n=100)[98]
    ratio = f"{base[0] / middle:8.1f} x {per_second / base[1]:8.1f} x" if base else f"{'1':>10} {'1':>10}"
    return f"{name:<34}{middle:9.2f}{worst:9.2f}{per_second:11.1f}  {ratio}"


async def measure(python: str) -> None:
    print(f"{'':<34}{'p50 ms':>9}{'p99 ms':>9}{'calls/s':>11}   {'faster':>9} {'more':>9}")
    with tempfile.TemporaryDirectory() as folder:
        spawn = spawner(python, Path(folder))
        await spawn()
        times = await timed(spawn, 15)
        base = (quantiles(times, n=100)[49], await rate(spawn, 30, 4))
        print(row("python -c, spawned for each call", times, base[1], None))
    for name, persistent, spawning, pause, count, width, total in (
        ("per call, forked, with pauses", False, False, 0.15, 40, 4, 150),
        ("per call, forked, back to back", False, False, 0.0, 60, 4, 150),
        ("per call, spawned, with pauses", False, True, 0.5, 12, 4, 30),
        ("persistent", True, False, 0.0, 2000, 16, 5000),
    ):
        engine = standalone_engine(spec(python, persistent), lambda _: None, spawning=spawning)
        await engine.start()
        call = caller(engine)
        await call()
        await asyncio.sleep(0.5)
        times = await timed(call, count, pause)
        print(row(name, times, await rate(call, total, width), base), flush=True)
        await engine.close()


def held() -> tuple[int, int, int, int]:
    """Processes below this one, descriptors of all, memory of this one, memory of those below."""
    gc.collect()
    here = psutil.Process()
    below = [process for process in here.children(recursive=True) if process.is_running()]
    descriptors = here.num_fds() + sum(process.num_fds() for process in below)
    return (
        len(below),
        descriptors,
        here.memory_info().rss,
        sum(process.memory_info().rss for process in below),
    )


async def soak(python: str, calls: int) -> None:
    here = psutil.Process()
    for persistent, count in ((False, calls), (True, 10 * calls)):
        engine = standalone_engine(spec(python, persistent, count=1), lambda _: None)
        await engine.start()
        call = caller(engine)
        await rate(call, 500, 8)
        await asyncio.sleep(3)
        before = held()
        per_second = await rate(call, count // 2, 8)
        await asyncio.sleep(3)
        half = held()
        per_second = (per_second + await rate(call, count - count // 2, 8)) / 2
        await asyncio.sleep(3)
        after = held()
        print(
            f"{count:,} calls {'persistent' if persistent else 'per call'}: {per_second:.0f}/s; left behind: "
            f"{after[0] - before[0]} processes, {after[1] - before[1]} descriptors, "
            f"{(after[2] - before[2]) / 1e6:.1f} MB in the host ({(after[2] - half[2]) / 1e6:.1f} of them by "
            f"the second half of the calls), {(after[3] - before[3]) / 1e6:.1f} MB below",
            flush=True,
        )
        await engine.close()
    print(f"after closing: {len(here.children(recursive=True))} processes")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", default=sys.executable, help="interpreter of the app")
    parser.add_argument("--calls", type=int, default=0, help="also make so many calls and look for leaks")
    parser.add_argument("--only-calls", action="store_true", help="leave the table out")
    options = parser.parse_args()
    if not options.only_calls:
        asyncio.run(measure(options.python))
    if options.calls:  # with one module: what is left behind does not depend on how many there are
        asyncio.run(soak(options.python, options.calls))


if __name__ == "__main__":
    main()
