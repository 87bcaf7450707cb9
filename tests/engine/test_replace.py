"""New code: new calls use it at once, running calls finish on the old, nothing fails in between."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from formwright.runtime.server import per_call
from formwright.runtime.server.engine import CallResult, LaunchSpec
from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, launch_spec


def version(number: int) -> dict[str, str]:
    return {
        "Main": f"""
            import os, time
            import anvil.server
            count = 0
            @anvil.server.callable
            def visit(seconds=0):
                global count
                count += 1
                time.sleep(seconds)
                return [{number}, count]
            @anvil.server.callable
            def from_other(): return anvil.server.call("visit")[0] + 10 * {number}
            @anvil.server.callable
            def slow_from_other():
                print("begun")
                time.sleep(0.5)
                return anvil.server.call("visit")[0] + 10 * {number}
            """
    }


def spec_for(kind: str, number: int) -> LaunchSpec:
    return replace(launch_spec(version(number)), persistent=kind == "persistent")


@pytest.mark.parametrize("kind", KINDS)
async def test_new_code(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(version(1)), kind)
    assert (await app.call("visit"))[0] == 1
    running = asyncio.create_task(app.call("slow_from_other"))
    await app.until(lambda: "begun" in app.printed())
    await app.engine.replace(spec_for(kind, 2))
    assert await app.call("visit") == [2, 1]
    assert await app.call("from_other") == 22
    assert await running == 11, "a call that runs on the old code calls the old code"
    await app.until(lambda: "draining" in [getattr(event, "state", "") for event in app.events])


@pytest.mark.parametrize("kind", KINDS)
async def test_no_call_fails_while_code_changes(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(version(0)), kind)
    seen: list[int] = []
    done = False

    async def client() -> None:
        while not done:
            outcome = await app.outcome("visit")
            assert isinstance(outcome, CallResult), outcome
            seen.append(int(outcome.body[1:].split(",")[0]))

    clients = [asyncio.create_task(client()) for _ in range(4)]
    for number in range(1, 6):
        await app.engine.replace(spec_for(kind, number))
        assert (await app.call("visit"))[0] == number
    done = True
    await asyncio.gather(*clients)
    assert set(seen) >= {5}
    assert await app.call("visit")


@pytest.mark.parametrize("kind", KINDS)
async def test_broken_code_is_mended(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(version(1)), kind)
    broken = replace(launch_spec({"Main": "import nothing_like_this"}), persistent=kind == "persistent")
    await app.engine.replace(broken)
    assert (await app.error("visit")).type == "ModuleNotFoundError"
    await app.engine.replace(spec_for(kind, 2))
    assert (await app.call("visit"))[0] == 2
    await app.until(lambda: app.states()[-1].state == "ready")


async def test_changing_the_mode(run_app: StartApp) -> None:
    app = await run_app(launch_spec(version(1)), "persistent")
    assert [await app.call("visit") for _ in range(2)] == [[1, 1], [1, 2]]
    await app.engine.replace(spec_for("forked", 1))
    assert [await app.call("visit") for _ in range(2)] == [[1, 1], [1, 1]]
    assert app.engine.status().server.mode == "per-call"


async def test_many_saves_in_a_row(run_app: StartApp) -> None:
    app = await run_app(launch_spec(version(0)))
    for number in range(1, 8):
        await app.engine.replace(spec_for("forked", number))
    assert (await app.call("visit"))[0] == 7


async def test_same_size_edits_within_a_second(run_app: StartApp) -> None:
    app = await run_app(launch_spec(version(1)), "persistent")
    for number in (1, 2, 3):
        await app.engine.replace(spec_for("persistent", number))
        assert (await app.call("visit"))[0] == number


@pytest.mark.parametrize("kind", ["forked", "spawned"])
async def test_spares_that_waited_too_long_are_renewed(
    run_app: StartApp, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(per_call, "SPARE_AGE", 0.2)
    monkeypatch.setattr(per_call, "_LOOK_EVERY", 0.1)
    app = await run_app(launch_spec(version(1)), kind, spares=1)
    await app.until(
        lambda: sum("out of date" in worker.reason for worker in app.ended_workers().values()) >= 2
    )
    assert await app.call("visit") == [1, 1]
