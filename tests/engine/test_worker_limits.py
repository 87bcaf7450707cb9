"""Limits of server code: who exceeds one gets the typed error with the place, and nobody else anything."""

from __future__ import annotations

import asyncio
import textwrap
import time

import psutil
import pytest

from formwright.runtime.server.watchdog import MAX_PROCESSES
from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, PER_CALL, launch_spec

MEGABYTE = 1024 * 1024
TERMINATED = "anvil.server.ExecutionTerminatedError"
SERVER = {
    "Main": """
        import os, subprocess, sys, threading, time
        import anvil.server

        @anvil.server.callable
        def fine(value=1): return value

        @anvil.server.callable
        def nap(seconds):
            time.sleep(seconds)
            return "rested"

        @anvil.server.callable
        def hoards():
            kept = []
            while True:
                kept.append(bytearray(b"x" * 1_000_000))
                time.sleep(0.001)

        @anvil.server.callable
        def hoards_in_c():
            return len(bytes(b"x") * 40_000_000_000)

        @anvil.server.callable
        def child_hoards():
            code = "kept = []\\nimport time\\nwhile True:\\n kept.append(b'x' * 1_000_000); time.sleep(0.001)"
            subprocess.run([sys.executable, "-c", code])
            time.sleep(60)

        @anvil.server.callable
        def fork_bomb():
            while True:
                os.fork()

        @anvil.server.callable
        def leaves_home_and_multiplies():
            for _ in range(400):
                subprocess.Popen(
                    [sys.executable, "-S", "-c", "import time; time.sleep(600)"], start_new_session=True
                )
            time.sleep(60)

        @anvil.server.callable
        def where():
            time.sleep(0.2)
            return os.getpid()
        """
}


def below() -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter()
        if process.status() != psutil.STATUS_ZOMBIE and "time.sleep(600)" in " ".join(process.cmdline())
    ]


async def nobody_left() -> None:
    """The test's time limit is the only limit."""
    while True:
        try:
            if not below():
                return
        except psutil.NoSuchProcess:
            continue
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("function", ["hoards", "hoards_in_c", "child_hoards"])
async def test_memory(run_app: StartApp, kind: str, function: str) -> None:
    app = await run_app(launch_spec(SERVER, memory=300 * MEGABYTE), kind)
    await app.ready()
    resting = asyncio.create_task(app.call("nap", 0.5)) if kind in PER_CALL else None
    error = await app.error(function)
    assert error.type in (TERMINATED, "MemoryError"), error
    if error.type == TERMINATED:
        assert "memory" in error.message and "its limit is 300 MB" in error.message
    if function == "hoards":
        assert [(frame.file, frame.function) for frame in error.trace] == [("server_code/Main.py", "hoards")]
        assert "It was here" in app.printed("stderr") and "in hoards" in app.printed("stderr")
    assert resting is None or await resting == "rested"
    assert await app.call("fine", 3) == 3


@pytest.mark.parametrize("kind", KINDS)
async def test_memory_at_import(run_app: StartApp, kind: str) -> None:
    server = {"Main": textwrap.dedent(SERVER["Main"]) + "\nhoards()\n"}
    app = await run_app(launch_spec(server, memory=300 * MEGABYTE), kind, 1)
    error = await app.error("fine")
    assert error.type in (TERMINATED, "MemoryError"), error
    assert error.type == "MemoryError" or "memory" in error.message


async def test_finding_out_what_an_app_imports_is_bounded_too(run_app: StartApp) -> None:
    hoarding = {"Main": textwrap.dedent(SERVER["Main"]) + "\nhoards()\n"}
    app = await run_app(launch_spec(hoarding, memory=300 * MEGABYTE), "forked", 0)
    state = await app.ready()
    assert state.error is not None and state.error.type == "MemoryError"
    bombing = {"Main": textwrap.dedent(SERVER["Main"]) + "\nfork_bomb()\n"}
    app = await run_app(launch_spec(bombing), "forked", 0)
    assert (await app.ready()).state == "ready", "each call shall show what is wrong"
    error = await app.error("fine")
    assert f"its limit is {MAX_PROCESSES - 1}" in error.message


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("function", ["fork_bomb", "leaves_home_and_multiplies"])
async def test_processes(run_app: StartApp, kind: str, function: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    await app.ready()
    error = await app.error(function)
    assert error.type == TERMINATED
    assert f"its limit is {MAX_PROCESSES - 1}" in error.message
    assert await app.call("fine", 3) == 3
    await nobody_left()


@pytest.mark.parametrize("kind", PER_CALL)
async def test_calls_beyond_the_number_of_workers_wait(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER, workers=1), kind)
    await app.ready()
    begun = time.monotonic()
    pids = await asyncio.gather(*(app.call("where") for _ in range(3)))
    assert len(set(pids)) == 3
    assert time.monotonic() - begun > 0.6, "one after the other"
