"""Runs of background tasks: shown as they are, killed and started by clicks."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from formwright.designer.core import tasks as tasks_module
from formwright.designer.core.locations import Location
from formwright.designer.core.tasks import Tasks
from formwright.designer.tasks.words import duration
from formwright.runtime.protocol.control import KillTask, Output, RunTask, TaskChanged
from formwright.runtime.protocol.errors import RemoteError, TraceFrame
from tests.designer.tasks.conftest import Room

NOW = time.time()


def task(id: str, status: str = "running", started: float = NOW, **more: object) -> TaskChanged:
    ended = 0.0 if status == "running" else started + 75
    return TaskChanged(id, f"task {id}", status, started, ended, **more)  # type: ignore[arg-type]


def cells(room: Room, row: int) -> list[str]:
    model = room.panel.runs.model
    return [model.item(row, column).text() for column in range(model.columnCount())]


def test_an_empty_panel_says_how_to_begin_and_runs_a_task(room: Room) -> None:
    runs = room.panel.runs
    assert runs.empty.isVisible() and not runs.list.isVisible()
    room.pick(runs.empty.button, "tidy_up")
    assert room.host.sent == [RunTask("tidy_up")]
    room.pick(runs.empty.button, "nightly report")
    assert room.host.sent[-1] == RunTask("nightly report")


def test_an_app_without_tasks_says_so(room: Room) -> None:
    (room.project.folder / "server_code" / "Work.py").write_text("x = 1\n")
    room.project.disk_changed(["server_code/Work.py"])
    room.panel.runs.menu.aboutToShow.emit()
    assert [action.isEnabled() for action in room.panel.runs.menu.actions()] == [False]


def test_each_run_is_a_row_the_latest_first(room: Room) -> None:
    room.host.event(task("a", "completed", NOW - 200))
    room.host.event(task("c", "running", NOW, launched_by="schedule"))
    room.host.event(task("b", "failed", NOW - 100, launched_by="designer"))
    assert [cells(room, row)[0] for row in range(3)] == ["task c", "task b", "task a"]
    assert cells(room, 0)[1] == "Running" and cells(room, 0)[4] == "Schedule"
    assert cells(room, 1)[1:3] == ["Failed", "1:15 min"] and cells(room, 1)[4] == "Designer"
    assert cells(room, 2)[1] == "Completed" and cells(room, 2)[4] == "Server code"
    assert room.panel.tabText(0) == "Runs (1)"
    assert not room.panel.runs.empty.isVisible()


def test_the_run_time_ticks_while_it_runs(room: Room) -> None:
    room.host.event(task("a", started=time.time() - 30))
    before = cells(room, 0)[2]
    room.qtbot.waitUntil(lambda: cells(room, 0)[2] != before)
    room.host.event(task("a", "killed", NOW))
    assert not room.panel.runs._ticking.isActive()
    assert room.panel.tabText(0) == "Runs"


def test_the_output_is_that_of_the_chosen_task(room: Room) -> None:
    room.host.event(task("a", started=NOW - 1))
    room.host.event(Output("stdout", "one\n", "a"))
    room.host.event(task("b"))
    room.host.event(Output("stdout", "two\n", "b"))
    room.host.event(Output("stdout", "of a call\n", "7"))
    runs = room.panel.runs
    assert runs.view.toPlainText() == "two\n"
    room.click_row(runs.list, 1)
    assert runs.view.toPlainText() == "one\n"
    room.host.event(Output("stderr", "more\n", "a"))
    assert runs.view.toPlainText() == "one\nmore\n"


def test_an_error_leads_to_its_place(room: Room) -> None:
    error = RemoteError("ValueError", "no", (TraceFrame("server_code/Work.py", 4, "tidy_up", "raise ..."),))
    room.host.event(task("a"))
    room.host.event(task("a", "failed", error=error))
    view = room.panel.runs.view
    assert "ValueError: no" in view.toPlainText()
    cursor = view.document().find("Work.py")
    place = view.cursorRect(cursor).center() - QPoint(4, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert room.went_to == [Location("server_code/Work.py", 4)]
    room.host.event(task("a", "failed", error=error))  # a host that starts again tells of it again
    assert view.toPlainText().count("ValueError") == 1


def test_kill_ends_the_chosen_task_and_only_what_runs(room: Room) -> None:
    room.host.event(task("a", started=NOW - 5))
    room.host.event(task("b", "completed", NOW - 10))
    runs = room.panel.runs
    room.click_row(runs.list, 0)
    assert runs.kill_button.isEnabled()
    room.click(runs.kill_button)
    assert room.host.sent == [KillTask("a")]
    room.host.event(task("a", "killed", NOW - 5))
    assert not runs.kill_button.isEnabled() and cells(room, 0)[1] == "Killed"


def test_tasks_go_with_their_host(room: Room) -> None:
    room.host.event(task("a"))
    room.host.exit("The server ended.")
    assert cells(room, 0)[1] == "Lost with the server"
    room.session.host_changed.emit()
    room.panel._run("tidy_up")
    assert room.host.sent == [] and "Run the app first" in room.notices[-1]


def test_a_change_of_theme_draws_the_output_anew(room: Room) -> None:
    room.host.event(task("a"))
    room.host.event(Output("stdout", "one\n", "a"))
    room.panel.apply_theme()
    assert room.panel.runs.view.toPlainText() == "one\n"


def test_the_oldest_runs_are_dropped(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks_module, "MOST_TASKS", 2)
    for number in range(4):
        room.host.event(task(str(number), "completed", NOW + number))
    assert [cells(room, row)[0] for row in range(room.panel.runs.model.rowCount())] == ["task 3", "task 2"]
    assert len(room.session.tasks) == 2


def test_runs_know_their_length() -> None:
    tasks = Tasks()
    tasks.on_changed(task("a", started=100))
    run = tasks.find("a")
    assert run is not None and run.seconds(103) == 3 and run.seconds(90) == 0
    assert [duration(value) for value in (0.04, 9.96, 59, 61, 3661)] == [
        "0.0 s", "10.0 s", "59 s", "1:01 min", "1:01:01 h",
    ]  # fmt: skip
