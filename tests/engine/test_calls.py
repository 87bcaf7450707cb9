"""Calls in both modes: fresh interpreters, kept globals, events, status."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable

import pytest

from formwright.runtime.protocol.control import CallStarted, WorkerState
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.serialisation import dumps_call, loads, loads_call
from formwright.runtime.server.engine import CallFailure, CallRequest, CallResult
from formwright.runtime.server.standalone import standalone_engine
from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, PER_CALL, launch_spec

SERVER = {
    "Main": """
        import os, time, uuid
        import anvil.server
        count = 0
        token = uuid.uuid4().hex
        @anvil.server.callable
        def visit():
            global count
            count += 1
            return [count, os.getpid(), token]
        @anvil.server.callable
        def nap(seconds, value):
            time.sleep(seconds)
            return value
        @anvil.server.callable
        def echo(value): return value
        @anvil.server.callable
        def environment(name): return [os.environ.get(name), os.getcwd()]
        @anvil.server.callable
        def fail(): raise ValueError("x")
        """
}


@pytest.mark.parametrize("kind", PER_CALL)
async def test_each_call_has_an_interpreter_of_its_own(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    visits = [await app.call("visit") for _ in range(6)]
    assert [count for count, _, _ in visits] == [1] * 6
    assert len({pid for _, pid, _ in visits}) == 6
    assert len({token for _, _, token in visits}) == 6, "code at the top of a module must run for each call"


async def test_a_persistent_interpreter_is_kept(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER), "persistent")
    visits = [await app.call("visit") for _ in range(6)]
    assert [count for count, _, _ in visits] == [1, 2, 3, 4, 5, 6]
    assert len({(pid, token) for _, pid, token in visits}) == 1


@pytest.mark.parametrize("kind", KINDS)
async def test_many_at_once(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    count = 40 if kind == "persistent" else 12
    answers = await asyncio.gather(*(app.call("nap", 0.02, number) for number in range(count)))
    assert answers == list(range(count))
    assert app.engine.status().running_calls == 0


async def test_more_than_may_run_at_once_wait_their_turn(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER), "persistent")
    answers = await asyncio.gather(*(app.call("nap", 0.01, number) for number in range(300)))
    assert answers == list(range(300))


@pytest.mark.parametrize("kind", KINDS)
async def test_blobs(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    content = bytes(range(256)) * 20_000
    first, second = await app.call(
        "echo", [BlobMedia("image/png", content, "a"), BlobMedia("text/plain", b"")]
    )
    assert (first.get_bytes(), first.name) == (content, "a")
    assert (second.get_bytes(), second.content_type) == (b"", "text/plain")


@pytest.mark.parametrize("kind", KINDS)
async def test_large_json_passes_through(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    value = [{"n": number, "text": "é" * 50} for number in range(20_000)]
    assert await app.call("echo", value) == value


@pytest.mark.parametrize("kind", KINDS)
async def test_events_tell_the_story(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    state = await app.ready()
    assert (state.state, state.error) == ("ready", None)
    assert state.python.startswith("CPython 3.") and state.milliseconds > 0
    outcome = await app.outcome("visit", call_id="mine")
    assert isinstance(outcome, CallResult)
    started = [event for event in app.events if isinstance(event, CallStarted)]
    assert [(event.call_id, event.function) for event in started] == [("mine", "visit")]
    (finished,) = app.finished()
    assert (finished.call_id, finished.ok, finished.worker, finished.error) == (
        "mine",
        True,
        outcome.worker,
        None,
    )
    assert finished.mode == ("persistent" if kind == "persistent" else "per-call")
    assert finished.milliseconds >= outcome.milliseconds > 0
    states = [
        event.state for event in app.events if isinstance(event, WorkerState) and event.pid == outcome.worker
    ]
    assert "busy" in states
    await app.error("fail")
    assert app.finished()[-1].error is not None
    if kind != "persistent":
        await app.until(lambda: outcome.worker in app.ended_workers())
        assert app.ended_workers()[outcome.worker or 0].reason == "served its call"


async def test_status_shows_workers_with_memory(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER), "persistent")
    _, pid, _ = await app.call("visit")
    await app.until(
        lambda: any(isinstance(event, WorkerState) and event.memory_bytes > 1_000_000 for event in app.events)
    )
    status = app.engine.status()
    assert [(worker.pid, worker.state, worker.calls) for worker in status.workers] == [(pid, "idle", 1)]
    assert status.server.state == "ready"


async def test_environment_and_folder(
    run_app: StartApp, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("app")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("DATABASE", "inherited")
    app = await run_app(launch_spec(SERVER, environment={"OWN": "given"}, folder=str(folder)))
    assert await app.call("environment", "OWN") == ["given", str(folder)]
    assert (await app.call("environment", "PYTHONPATH"))[0] is None
    assert (await app.call("environment", "DATABASE"))[0] == "inherited"


async def test_libraries_are_learned_and_shared_but_modules_run_per_call(run_app: StartApp) -> None:
    server = {
        "Main": """
            import sys, decimal, anvil.server
            @anvil.server.callable
            def facts(): return ["decimal" in sys.modules, __name__ in sys.modules]
            """
    }
    app = await run_app(launch_spec(server))
    assert await app.call("facts") == [True, True]


async def test_a_caller_that_goes_away_ends_its_call(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    await app.ready()
    task = asyncio.create_task(app.call("nap", 60, 1))
    await app.until(
        lambda: any(isinstance(event, WorkerState) and event.state == "busy" for event in app.events)
    )
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await app.until(
        lambda: any(worker.reason == "the caller went away" for worker in app.ended_workers().values())
    )
    assert await app.call("echo", 1) == 1


async def test_a_closed_engine_answers_running_calls(run_app: StartApp) -> None:
    for kind in KINDS:
        app = await run_app(launch_spec(SERVER), kind)
        await app.ready()
        running = asyncio.create_task(app.error("nap", 60, 1))
        await app.until(
            lambda app=app: any(  # type: ignore[misc]  # mypy cannot infer a lambda's default argument
                isinstance(event, WorkerState) and event.state == "busy" for event in app.events
            )
        )
        await app.engine.close()
        error = await running
        assert error.type in ("anvil.server.ExecutionTerminatedError", "anvil.server.RuntimeUnavailableError")
        assert "stopped" in error.message


async def test_what_the_host_says_of_a_call_reaches_the_worker_and_its_own_time_limit_holds(
    run_app: StartApp,
) -> None:
    source = """
        import anvil.server, time
        from formwright.runtime.worker.current import runtime

        @anvil.server.callable
        def told():
            time.sleep(0.6)
            return runtime().current.get().extra
        """
    for kind in KINDS:
        app = await run_app(launch_spec({"Main": source}, timeout=0.3), kind)
        body = dumps_call([], {})[0]
        patient = CallRequest("told", body, extra={"task": "t1"}, timeout=math.inf)
        answer = await app.engine.call(patient)
        assert isinstance(answer, CallResult) and loads(answer.body) == {"task": "t1"}
        answer = await app.engine.call(CallRequest("told", body))
        assert isinstance(answer, CallFailure) and answer.error.type == "anvil.server.TimeoutError"


async def test_whoever_has_a_function_elsewhere_answers_also_nested_calls() -> None:
    source = """
        import anvil.server

        @anvil.server.callable
        def outer():
            return anvil.server.call("far", 2)

        @anvil.server.callable
        def far(number):
            return "here"
        """
    asked: list[CallRequest] = []

    def elsewhere(request: CallRequest) -> Awaitable[CallResult | CallFailure] | None:
        if request.function != "far":
            return None
        asked.append(request)
        return asyncio.sleep(0, CallResult('"there"', (), 1.0, None))

    engine = standalone_engine(launch_spec({"Main": source}), lambda _: None, elsewhere=elsewhere)
    await engine.start()
    try:
        answer = await engine.call(CallRequest("outer", dumps_call([], {})[0]))
    finally:
        await engine.close()
    assert isinstance(answer, CallResult) and loads(answer.body) == "there"
    assert asked[0].caller.trusted and loads_call(asked[0].body) == ([2], {})
