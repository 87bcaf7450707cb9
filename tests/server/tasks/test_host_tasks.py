"""Tasks of a host as the designer runs it: commands, events, and no process left when the host is killed."""

from __future__ import annotations

import asyncio
import math
from pathlib import Path

import psutil
import pytest
import yaml

from formwright.runtime.appfiles import load_app
from formwright.runtime.protocol.control import Event, KillTask, Output, Reload, RunTask, TaskChanged
from formwright.runtime.server.app_python import AppPython
from formwright.runtime.server.host import Host
from tests.server.sample_app import write_app
from tests.server.test_control import Designer, designer

__all__ = ["designer"]

TASKS = """
import time
import anvil.server

@anvil.server.background_task
def forever():
    print("begun", flush=True)
    while True:
        time.sleep(0.05)
"""


@pytest.fixture
def working(designer: Designer) -> tuple[Designer, TaskChanged]:
    """A host with a task that runs."""
    (designer.folder / "server_code" / "Work.py").write_text(TASKS)
    designer.send(Reload())
    designer.send(RunTask("forever"))
    begun = designer.next(TaskChanged)
    assert (begun.name, begun.status, begun.launched_by) == ("forever", "running", "designer")
    while designer.next(Output).call_id != begun.task:
        pass
    return designer, begun


def test_the_designer_starts_and_ends_a_task(working: tuple[Designer, TaskChanged]) -> None:
    designer, begun = working
    designer.send(KillTask(begun.task))
    ended = designer.next(TaskChanged)
    assert (ended.task, ended.status) == (begun.task, "killed")


def test_a_task_does_not_outlive_a_host_that_is_killed(working: tuple[Designer, TaskChanged]) -> None:
    designer, _ = working
    family = psutil.Process(designer.process.pid).children(recursive=True)
    assert [each for each in family if "one-shot-later" in each.cmdline()]
    designer.process.kill()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]


def test_what_cannot_be_scheduled_is_said_and_holds_up_nothing(designer: Designer) -> None:
    manifest = designer.folder / "anvil.yaml"
    odd = [{"task_name": "forever", "time_spec": {"every": "month", "n": n}} for n in (13, math.inf, 12)]
    manifest.write_text(manifest.read_text() + yaml.safe_dump({"scheduled_tasks": odd}))
    (designer.folder / "server_code" / "Work.py").write_text(TASKS)
    designer.send(Reload())
    said = [designer.next(Output).text for _ in range(2)]
    assert said[0] == (
        "anvil.yaml: Scheduled task 1 is left out. Its n is 13, not a whole number from 1 to 12.\n"
    )
    assert "Scheduled task 2 is left out. Its n is inf" in said[1]
    designer.send(RunTask("forever"))  # the reload went on
    assert designer.next(TaskChanged).status == "running"


async def test_T06_a_moment_that_has_come_starts_a_real_task(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    app = write_app(tmp_path / "sample")
    (app / "server_code" / "Work.py").write_text(
        "import anvil.server\n\n@anvil.server.background_task\ndef tidy():\n    print('tidied', flush=True)\n"
    )
    hourly = {"job_id": "j", "task_name": "tidy", "time_spec": {"every": "hour", "n": 1, "at": {"minute": 0}}}
    manifest = app / "anvil.yaml"
    manifest.write_text(manifest.read_text() + yaml.safe_dump({"scheduled_tasks": [hourly]}))
    events: list[Event] = []
    host = Host(load_app(app), AppPython(app), app, "", events.append)
    await host.start()
    try:
        [job] = host.schedule.next_times()
        host.schedule.hasten(job)
        async with asyncio.timeout(30):
            while not any(isinstance(each, TaskChanged) and each.status == "completed" for each in events):
                await asyncio.sleep(0.01)
    finally:
        await host.close()
    changes = [event for event in events if isinstance(event, TaskChanged)]
    assert {(each.name, each.launched_by) for each in changes} == {("tidy", "schedule")}
    assert [each.status for each in changes] == ["running", "completed"]
    assert "tidied\n" in [each.text for each in events if isinstance(each, Output)]
