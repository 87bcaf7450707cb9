"""Tasks of a host as the designer runs it: commands, events, and no process left when the host is killed."""

from __future__ import annotations

import math

import psutil
import pytest
import yaml

from formwright.runtime.protocol.control import KillTask, Output, Reload, RunTask, TaskChanged
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
