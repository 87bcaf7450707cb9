"""Thousands of calls leave no process, no descriptor and no memory behind; neither does a dead host."""

from __future__ import annotations

import asyncio
import gc
import signal
import subprocess
import sys
import time

import psutil
import pytest

from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, RunningApp, launch_spec, process_exists

SERVER = {
    "Main": """
        import anvil.server
        @anvil.server.callable
        def add(a, b):
            print("adding")
            return a + b
        """
}
CALLS = {"forked": 300, "spawned": 20, "persistent": 4000}


async def many(app: RunningApp, count: int, width: int = 8) -> None:
    numbers = iter(range(count))

    async def client() -> None:
        for number in numbers:
            assert await app.call("add", number, 1) == number + 1

    await asyncio.gather(*(client() for _ in range(width)))
    app.events.clear()


@pytest.mark.parametrize("kind", KINDS)
async def test_calls_leave_nothing_behind(run_app: StartApp, kind: str) -> None:
    here = psutil.Process()
    app = await run_app(launch_spec(SERVER), kind, spares=2)
    await many(app, CALLS[kind] // 4)
    await settled(app, kind)
    gc.collect()
    memory, descriptors = here.memory_info().rss, here.num_fds()
    processes = len(here.children(recursive=True))
    await many(app, CALLS[kind])
    await settled(app, kind)
    gc.collect()
    assert len(here.children(recursive=True)) <= processes
    while here.num_fds() > descriptors + 2:  # what looks for strays of the last calls has files open
        await asyncio.sleep(0.05)
    assert here.memory_info().rss - memory < 15_000_000
    zombies = [child for child in here.children(recursive=True) if child.status() == psutil.STATUS_ZOMBIE]
    assert zombies == []


async def settled(app: RunningApp, kind: str) -> None:
    """Until only what waits for calls is left."""
    waiting = 1 if kind == "persistent" else 2
    while True:
        workers = app.engine.status().workers
        if len(workers) == waiting and all(worker.state == "idle" for worker in workers):
            break
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.6)  # output pipes of ended workers close half a second after them


LOOPING_HOST = """
import asyncio, sys
from tests.engine.running_app import launch_spec, start_app

async def main():
    app = await start_app(launch_spec({"Main": "while True: pass"}, timeout=600), sys.argv[1])
    asyncio.create_task(app.call("never_reached"))
    await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_host_takes_along_workers_that_loop_while_importing(kind: str) -> None:
    with subprocess.Popen([sys.executable, "-c", LOOPING_HOST, kind]) as host:
        while not (family := busy_children(host.pid)):
            time.sleep(0.05)
        host.send_signal(signal.SIGKILL)
    while any(process_exists(pid) for pid in family):
        time.sleep(0.02)


def busy_children(pid: int) -> list[int]:
    """All below the process, once one of them has computed for a while; nothing before that."""
    family = psutil.Process(pid).children(recursive=True)
    spent = [member.cpu_times().user for member in family]
    return [member.pid for member in family] if any(seconds > 0.5 for seconds in spent) else []


HOST = """
import asyncio, sys
from tests.engine.running_app import launch_spec, start_app
from formwright.runtime.protocol.control import WorkerState

SERVER = {"Main": '''
import anvil.server, os, subprocess, sys
@anvil.server.callable
def endless():
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    children = [subprocess.Popen(command), subprocess.Popen(command, start_new_session=True)]
    print("child", *[child.pid for child in children], flush=True)
    while True: pass
'''}

async def main():
    app = await start_app(launch_spec(SERVER, timeout=600), sys.argv[1])
    await app.ready()
    asyncio.create_task(app.call("endless"))
    await app.until(lambda: "child" in app.printed())
    print(*app.printed().split()[1:3], flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_host_takes_its_workers_along(kind: str) -> None:
    """Busy ones, too, with the programs they have started."""
    with subprocess.Popen([sys.executable, "-c", HOST, kind], stdout=subprocess.PIPE, text=True) as host:
        assert host.stdout is not None
        started_by_call = {int(pid) for pid in host.stdout.readline().split()}
        family = [process.pid for process in psutil.Process(host.pid).children(recursive=True)]
        assert len(started_by_call) == 2 and started_by_call < set(family)
        host.send_signal(signal.SIGKILL)
    while any(process_exists(pid) for pid in family):
        time.sleep(0.02)
