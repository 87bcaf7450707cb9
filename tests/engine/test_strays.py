"""Processes that app code starts and hides: they end with the worker that started them, whatever ends it."""

from __future__ import annotations

import asyncio
import sys

import pytest

from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, PER_CALL, RunningApp, launch_spec, process_exists

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no track of orphans")

SERVER = {
    "Main": """
        import os, signal, subprocess, sys, time
        import anvil.server

        def hide():
            "As daemons do: a session of its own, and its parent gone."
            reading, writing = os.pipe()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.write(writing, b"%d" % os.getpid())
                    os.closerange(0, 3)
                    time.sleep(600)
                os._exit(0)
            os.wait()
            return int(os.read(reading, 20))

        @anvil.server.callable
        def fine(): return "fine"

        @anvil.server.callable
        def hides(then):
            pid = hide()
            print("hidden", pid, flush=True)
            if then == "exit":
                os._exit(4)
            if then == "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
                time.sleep(600)  # a signal may reach another thread first
            if then == "sleep":
                time.sleep(600)
            os.kill(pid, 0)  # it lives while the call does
            return pid
        """
}
TERMINATED = "anvil.server.ExecutionTerminatedError"


def hidden(app: RunningApp) -> list[int]:
    return [int(line.split()[1]) for line in app.printed().splitlines() if line.startswith("hidden ")]


async def gone(pids: list[int]) -> None:
    """The test's time limit is the only limit."""
    while any(process_exists(pid) for pid in pids):
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("kind", KINDS)
async def test_the_end_of_a_worker_ends_them(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER, timeout=2), kind)
    await app.ready()
    assert (await app.error("hides", "exit")).type == TERMINATED
    assert (await app.error("hides", "crash")).type == TERMINATED
    assert (await app.error("hides", "sleep")).type == "anvil.server.TimeoutError"
    await app.until(lambda: len(hidden(app)) == 3)
    await gone(hidden(app))
    assert await app.call("fine") == "fine"


@pytest.mark.parametrize("kind", PER_CALL)
async def test_the_end_of_a_call_ends_them(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    others = asyncio.gather(*(app.call("hides", "return") for _ in range(3)))
    pid = await app.call("hides", "return")
    await gone([pid, *await others])


async def test_the_end_of_the_server_ends_those_of_persistent_workers(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER), "persistent")
    pid = await app.call("hides", "return")
    assert process_exists(pid), "it may live as long as its worker does"
    await app.engine.close()
    await gone([pid])
