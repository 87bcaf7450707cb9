"""Background tasks with real processes, in every mode: behaviours T01 to T05."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psutil
import pytest

from formwright.runtime.protocol.control import TaskChanged
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.server.launch import CallFailure, CallRequest
from formwright.runtime.server.services import Services
from formwright.runtime.server.standalone import standalone_engine
from formwright.runtime.server.tasks.records import TaskRecord, TaskRecords, this_host
from formwright.runtime.server.tasks.tasks import Tasks
from tests.engine.running_app import KINDS, RunningApp, launch_spec, start_app
from tests.worker.conftest import StartApp, find_python, run_app

__all__ = ["run_app"]

SERVER = {
    "Main": """
        import os, time
        import anvil, anvil.server

        class Odd(Exception):
            pass

        @anvil.server.background_task
        def work(folder, total):
            anvil.server.task_state["done"] = 0
            print("working")
            while not os.path.exists(folder + "/go"):
                time.sleep(0.01)
            for number in range(total):
                anvil.server.task_state["done"] = number + 1
            here = anvil.server.context
            return [total, here.type, here.background_task_id, here.client.type]

        @anvil.server.background_task("failing")
        def anything():
            anvil.server.task_state["before"] = 1
            raise ValueError("it went wrong")

        @anvil.server.background_task
        def send(media, when):
            return [anvil.BlobMedia("text/x", media.get_bytes() * 2, name="out"), when]

        @anvil.server.background_task
        def nest():
            return anvil.server.call("count") + 1

        @anvil.server.background_task
        def odd_state():
            anvil.server.task_state["x"] = {1, 2}

        @anvil.server.callable
        def count():
            return 41

        @anvil.server.callable
        def launch(name, *args):
            return anvil.server.launch_background_task(name, *args)

        @anvil.server.callable
        def launch_sending():
            import datetime
            media = anvil.BlobMedia("text/x", b"ab", name="in")
            return anvil.server.launch_background_task("send", media, when=datetime.date(2020, 1, 2))

        @anvil.server.callable
        def ask(task, question):
            return getattr(task, question)()

        @anvil.server.callable
        def ask_by_id(task_id, question):
            return getattr(anvil.server.get_background_task(task_id), question)()

        @anvil.server.callable
        def names():
            return [task.get_task_name() for task in anvil.server.list_background_tasks()]

        @anvil.server.callable
        def state_outside():
            return len(anvil.server.task_state)
        """
}


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # a spare of the pool that has just served
        return []


class TaskOf:
    """A task as a browser has it: it knows the identity, and asks."""

    def __init__(self, app: RunningApp, data: Any) -> None:
        self.app = app
        self.id = data["v"]["id"]

    async def outcome(self, question: str) -> Any:
        return await self.app.outcome(f"anvil.private.background_task.{question}", self.id)

    async def ask(self, question: str) -> Any:
        return await self.app.call(f"anvil.private.background_task.{question}", self.id)

    async def error(self, question: str) -> RemoteError:
        outcome = await self.outcome(question)
        assert isinstance(outcome, CallFailure), outcome
        return outcome.error

    async def ended(self) -> TaskChanged:
        def found() -> list[TaskChanged]:
            events = [event for event in self.app.events if isinstance(event, TaskChanged)]
            return [event for event in events if event.task == self.id and event.status != "running"]

        await self.app.until(lambda: bool(found()))
        return found()[0]


async def launched(app: RunningApp, function: str, *args: object) -> TaskOf:
    outcome = await app.outcome(function, *args)
    assert not isinstance(outcome, CallFailure), outcome
    return TaskOf(app, json.loads(outcome.body))


@pytest.mark.parametrize("kind", KINDS)
async def test_T01_a_task_runs_on_after_its_launch_and_keeps_its_result(
    run_app: StartApp, kind: str, tmp_path: Path
) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    task = await launched(app, "launch", "work", str(tmp_path), 3)
    assert await task.ask("is_running") is True
    assert await task.ask("is_completed") is False
    assert await task.ask("get_return_value") is None
    assert await task.ask("get_termination_status") is None
    (tmp_path / "go").touch()
    assert (await task.ended()).status == "completed"
    assert await task.ask("is_running") is False
    assert await task.ask("is_completed") is True
    assert await task.ask("get_return_value") == [3, "background_task", task.id, "browser"]
    assert await task.ask("get_termination_status") == "completed"
    assert await app.call("ask_by_id", task.id, "get_state") == {"done": 3}
    assert await app.call("names") == ["work"]
    assert "working\n" in app.printed(call_id=task.id)


@pytest.mark.parametrize("kind", KINDS)
async def test_T02_the_error_of_a_task_is_raised_to_whoever_asks(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    task = await launched(app, "launch", "failing")
    assert (await task.ended()).status == "failed"
    for question in ("is_completed", "get_return_value", "get_error"):
        error = await task.error(question)
        assert (error.type, error.message) == ("ValueError", "it went wrong")
    assert (await app.error("ask_by_id", task.id, "get_error")).type == "ValueError"
    assert await task.ask("get_termination_status") == "failed"
    assert await task.ask("get_state") == {"before": 1}


@pytest.mark.parametrize("kind", KINDS)
async def test_T03_a_task_can_be_killed(run_app: StartApp, kind: str, tmp_path: Path) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    task = await launched(app, "launch", "work", str(tmp_path), 3)
    await app.until(lambda: "working" in app.printed(call_id=task.id))
    family = psutil.Process().children(recursive=True)
    ours = [process for process in family if "one-shot-later" in _command(process)]
    assert len(ours) == 1
    await app.call("ask_by_id", task.id, "kill")
    assert await task.ask("get_termination_status") == "killed"
    assert await task.ask("get_state") == {"done": 0}  # the last that was heard of it
    for question in ("get_return_value", "get_error", "is_completed"):
        assert (await task.error(question)).type == "anvil.server.BackgroundTaskKilled"
    _, alive = psutil.wait_procs(ours, timeout=10)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


async def test_T04_the_state_is_seen_while_it_runs(run_app: StartApp, tmp_path: Path) -> None:
    app = await run_app(launch_spec(SERVER))
    task = await launched(app, "launch", "work", str(tmp_path), 3)
    await app.until(lambda: "working" in app.printed(call_id=task.id))
    assert await task.ask("get_state") == {"done": 0}
    assert (await app.error("state_outside")).type == "RuntimeError"


async def test_T05_tasks_have_no_time_limit_and_no_place_of_a_call(run_app: StartApp, tmp_path: Path) -> None:
    app = await run_app(launch_spec(SERVER, timeout=0.5), "persistent")
    tasks = [await launched(app, "launch", "work", str(tmp_path), 1) for _ in range(3)]
    for task in tasks:
        await app.until(lambda task=task: "working" in app.printed(call_id=task.id))  # type: ignore[misc]
    await app.engine.replace(launch_spec(SERVER, timeout=0.5))  # they go on, on the code of before
    assert await app.call("count") == 41
    (tmp_path / "go").touch()
    assert [(await task.ended()).status for task in tasks] == ["completed"] * 3


async def test_values_and_media_go_in_and_out(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    task = await launched(app, "launch_sending")
    assert (await task.ended()).status == "completed"
    media, when = await task.ask("get_return_value")
    assert (media.get_bytes(), media.name, when.isoformat()) == (b"abab", "out", "2020-01-02")


async def test_a_task_calls_server_functions(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    task = await launched(app, "launch", "nest")
    await task.ended()
    assert await task.ask("get_return_value") == 42


@pytest.mark.parametrize(("name", "words"), [("nothing", "no background task named"), ("odd_state", "JSON")])
async def test_what_cannot_run_fails_with_its_reason(run_app: StartApp, name: str, words: str) -> None:
    app = await run_app(launch_spec(SERVER))
    task = await launched(app, "launch", name)
    ended = await task.ended()
    assert ended.error is not None and words in ended.error.message


async def test_unknown_tasks_and_questions(run_app: StartApp) -> None:
    app = await run_app(launch_spec(SERVER))
    unknown = await app.error("anvil.private.background_task.get_state", "guessed")
    assert unknown.type == "anvil.server.BackgroundTaskNotFound"
    assert (await app.error("ask_by_id", "guessed", "is_running")).type == unknown.type
    odd = await app.error("anvil.private.background_task.drop_everything", "x")
    assert odd.type == "anvil.server.NoServerFunctionError"


@pytest.mark.parametrize("version", ["pypy3.9", "3.9", "3.13"])
async def test_T01_in_another_python(run_app: StartApp, version: str, tmp_path: Path) -> None:
    python = find_python(version)
    if python is None:
        pytest.skip(f"no Python {version} on this machine")
    (tmp_path / "go").touch()
    app = await run_app(launch_spec(SERVER, python=python))
    task = await launched(app, "launch", "work", str(tmp_path), 2)
    assert (await task.ended()).status == "completed"
    assert (await task.ask("get_return_value"))[0] == 2


async def test_records_outlive_the_host_and_what_ran_is_missing_then(tmp_path: Path) -> None:
    records = TaskRecords(tmp_path)
    records.save(TaskRecord("a", "done", 1.0, status="completed", result="5", blobs=(b"x",), state={"n": 1}))
    records.save(TaskRecord("b", "lost", 2.0))
    records.save(TaskRecord("d", "of another host that runs", 3.0, host=this_host()))
    (tmp_path / "c.json").write_text("{half", "utf-8")
    again = TaskRecords(tmp_path)
    assert [(each.id, each.status, each.result, each.blobs, each.state) for each in again] == [
        ("a", "completed", "5", (b"x",), {"n": 1}),
        ("b", "missing", "null", (), {}),
        ("d", "", "null", (), {}),
    ]
    assert (tmp_path / "a.json").stat().st_mode & 0o077 == 0
    engine = standalone_engine(launch_spec(SERVER), lambda _: None)
    tasks = Tasks(engine, again, lambda _: None)
    answer = tasks.answers(CallRequest("anvil.private.background_task.get_error", '{"a":["b"],"k":{}}'))
    assert answer is not None
    outcome = await answer
    assert isinstance(outcome, CallFailure) and outcome.error.type == "anvil.server.BackgroundTaskError"


async def test_a_task_that_runs_when_the_server_stops_is_recorded_as_killed(tmp_path: Path) -> None:
    app = await start_app(launch_spec(SERVER))
    services = Services()
    tasks = Tasks(app.engine, TaskRecords(tmp_path), lambda _: None)
    tasks.offer(services)
    body = f'{{"a":["{tmp_path}",1],"k":{{}}}}'
    record = tasks.launch("work", body)
    await app.until(lambda: "working" in app.printed(call_id=record.id))
    await tasks.close()
    await app.engine.close()
    assert [each.status for each in TaskRecords(tmp_path)] == ["killed"]
