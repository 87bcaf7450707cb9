"""Several persistent workers: as many as there is work for, and none that has grown too large."""

from __future__ import annotations

import asyncio

import pytest

from formwright.runtime.server import persistent
from tests.engine.conftest import StartApp
from tests.engine.running_app import RunningApp, launch_spec

MEGABYTE = 1024 * 1024
SERVER = {
    "Main": """
        import os, time
        import anvil.server
        kept = []

        @anvil.server.callable
        def computes(seconds):
            until = time.thread_time() + seconds
            while time.thread_time() < until:
                pass
            return os.getpid()

        @anvil.server.callable
        def naps(seconds):
            time.sleep(seconds)
            return os.getpid()

        @anvil.server.callable
        def keeps(megabytes):
            kept.append(b"x" * 1_000_000 * megabytes)
            return os.getpid()

        @anvil.server.callable
        def who(): return os.getpid()
        """
}


async def compute(app: RunningApp, at_once: int, rounds: int = 6) -> set[int]:
    async def client() -> set[int]:
        return {await app.call("computes", 0.25) for _ in range(rounds)}

    return set[int]().union(*await asyncio.gather(*(client() for _ in range(at_once))))


async def test_work_for_two_processors_gets_two_workers(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER, workers=2), "persistent")
    await app.ready()
    assert len(await compute(app, 4)) == 2
    assert len(app.engine.status().workers) == 2
    assert [state.state for state in app.states()] == ["starting", "ready"], "the server was ready throughout"


async def test_waiting_needs_no_second_worker(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER, workers=2), "persistent")
    await app.ready()
    assert len(set(await asyncio.gather(*(app.call("naps", 1.5) for _ in range(20))))) == 1
    assert len(app.engine.status().workers) == 1


async def test_one_worker_when_one_is_allowed(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER, workers=1), "persistent")
    await app.ready()
    assert len(await compute(app, 3, 3)) == 1


async def test_idle_workers_beyond_the_first_go(run_app: StartApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = await run_app(launch_spec(SERVER, workers=2), "persistent")
    await app.ready()
    first = await app.call("who")
    (second,) = await compute(app, 4) - {first}
    monkeypatch.setattr(persistent, "NOT_NEEDED_AFTER", 0.5)
    await app.until(lambda: second in app.ended_workers())
    assert app.ended_workers()[second].reason == "not needed any more"
    assert await app.call("who") == first


async def test_a_bloated_worker_is_replaced_and_its_calls_finish(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER, memory=200 * MEGABYTE), "persistent")
    await app.ready()
    first = await app.call("who")
    napping = asyncio.create_task(app.call("naps", 2))
    assert await app.call("keeps", 150) == first
    while (second := await app.call("who")) == first:
        await asyncio.sleep(0.02)
    assert await napping == first
    await app.until(lambda: first in app.ended_workers())
    assert "of memory, close to its limit of 200 MB" in app.ended_workers()[first].reason
    assert await app.call("who") == second
    assert all(call.ok for call in app.finished())


async def test_new_code_replaces_all_workers(run_app: StartApp) -> None:
    spec = launch_spec(SERVER, workers=2, persistent=True)
    app = await run_app(spec, "persistent")
    await app.ready()
    old = await compute(app, 4)
    assert len(old) == 2
    napping = asyncio.create_task(app.call("naps", 1))
    await app.until(lambda: any(getattr(event, "function", "") == "naps" for event in app.events))
    changed = {"Main": SERVER["Main"].replace("def who(): return os.getpid()", "def who(): return 'new'")}
    await app.engine.replace(launch_spec(changed, workers=2, persistent=True))
    assert await app.call("who") == "new"
    assert await napping in old
    await app.until(lambda: old <= set(app.ended_workers()))
