"""Tasks of a host as the designer runs it: commands, events, and no process left when the host is killed."""

from __future__ import annotations

import psutil
import pytest

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
