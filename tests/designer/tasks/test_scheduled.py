"""Scheduled tasks: added, changed, removed and run by clicks; the rest of `anvil.yaml` stays."""

from __future__ import annotations

from typing import cast

import pytest
import yaml
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTimeEdit

from formwright.designer.core.task_names import task_names
from formwright.designer.tasks.schedule_dialog import ScheduleDialog
from formwright.runtime.protocol.control import RunTask
from formwright.runtime.spec.schedules import When, scheduled_tasks
from tests.designer.tasks.conftest import MANIFEST, Room

TWO = """\
name: Sample  # kept
scheduled_tasks:
- job_id: ABC  # by hand
  task_name: tidy_up
  time_spec: {every: week, n: 2, at: {day: 2, hour: 9, minute: 30}}
- {job_id: DEF, task_name: other, time_spec: {every: fortnight}}
runtime_options: {version: 2}  # also kept
"""


def dialog_of(room: Room) -> ScheduleDialog:
    found = [
        widget for widget in QApplication.topLevelWidgets()
        if isinstance(widget, ScheduleDialog) and widget.isVisible()
    ]  # fmt: skip
    assert len(found) == 1, room
    return found[0]


def give(room: Room, text: str) -> None:
    (room.project.folder / "anvil.yaml").write_text(text)
    room.project.disk_changed(["anvil.yaml"])


def rows(room: Room) -> list[list[str]]:
    model = room.panel.scheduled.model
    return [[model.item(row, column).text() for column in (0, 1)] for row in range(model.rowCount())]


def test_a_task_is_scheduled_with_one_button(room: Room) -> None:
    room.show(1)
    page = room.panel.scheduled
    assert page.empty.isVisible()
    room.click(page.empty.button)
    dialog = dialog_of(room)
    assert [dialog.task.itemText(row) for row in range(dialog.task.count())] == ["nightly report", "tidy_up"]
    dialog.task.setCurrentText("tidy_up")
    dialog.time.setFocus()
    dialog.time.setCurrentSection(QTimeEdit.Section.HourSection)
    for _ in range(3):
        QTest.keyClick(dialog.time, Qt.Key.Key_Up)
    assert dialog.words.text() == "Every day at 03:00 UTC."
    room.click(dialog.ok)
    assert rows(room) == [["tidy_up", "Every day at 03:00 UTC"]]
    assert room.manifest.startswith(MANIFEST)
    entry = yaml.safe_load(room.manifest)["scheduled_tasks"][0]
    assert entry["task_name"] == "tidy_up" and len(entry["job_id"]) == 10
    assert entry["time_spec"] == {"every": "day", "n": 1, "at": {"hour": 3, "minute": 0}}
    assert room.panel.tabText(1) == "Scheduled (1)"
    room.project.operations.undo()
    assert room.manifest == MANIFEST
    assert page.empty.isVisible()


def test_a_change_touches_nothing_else(room: Room) -> None:
    give(room, TWO)
    room.show(1)
    page = room.panel.scheduled
    assert rows(room)[0] == ["tidy_up", "Every 2 weeks on Monday at 09:30 UTC"]
    room.click_row(page.list, 0)
    room.click(page.change_button)
    dialog = dialog_of(room)
    assert dialog.chosen == ("tidy_up", When("week", 2, 2, 9, 30))
    dialog.weekday.setFocus()
    QTest.keyClick(dialog.weekday, Qt.Key.Key_Down)
    room.click(dialog.ok)
    assert rows(room)[0][1] == "Every 2 weeks on Tuesday at 09:30 UTC"
    for kept in ("# kept", "- job_id: ABC  # by hand", "{every: fortnight}}", "# also kept"):
        assert kept in room.manifest
    room.project.operations.undo()
    assert room.manifest == TWO


def test_removing_by_click_and_by_key(room: Room) -> None:
    give(room, TWO)
    room.show(1)
    page = room.panel.scheduled
    room.click_row(page.list, 1)
    room.click(page.remove_button)
    assert [row[0] for row in rows(room)] == ["tidy_up"]
    assert "fortnight" not in room.manifest and "# by hand" in room.manifest
    room.panel.activateWindow()
    room.qtbot.waitUntil(room.panel.isActiveWindow)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert rows(room) == [] and "scheduled_tasks" not in room.manifest
    room.project.operations.undo()
    room.project.operations.undo()
    assert room.manifest == TWO


def test_what_cannot_be_read_is_shown_and_can_be_mended(room: Room) -> None:
    give(room, TWO)
    room.show(1)
    page = room.panel.scheduled
    assert "does not say every" in rows(room)[1][1]
    room.click_row(page.list, 1)
    room.click(page.change_button)
    dialog = dialog_of(room)
    assert dialog.task.currentText() == "other"
    room.click(dialog.ok)
    assert rows(room)[1] == ["other", "Every day at 00:00 UTC"]


def test_run_now(room: Room) -> None:
    give(room, TWO)
    room.show(1)
    room.click_row(room.panel.scheduled.list, 0)
    room.click(room.panel.scheduled.run_button)
    assert room.host.sent == [RunTask("tidy_up")]
    assert room.panel.currentIndex() == 0


def test_a_file_that_changed_while_the_dialog_was_open_is_left_alone(room: Room) -> None:
    give(room, TWO)
    room.show(1)
    room.click_row(room.panel.scheduled.list, 0)
    room.click(room.panel.scheduled.change_button)
    dialog = dialog_of(room)
    changed = TWO.replace("tidy_up", "another")
    give(room, changed)
    dialog.count.setValue(5)
    room.click(dialog.ok)
    assert room.manifest == changed
    assert "changed meanwhile" in room.notices[-1]


def test_without_a_name_nothing_can_be_scheduled(room: Room) -> None:
    dialog = ScheduleDialog([], parent=room.panel)
    dialog.open()
    assert not dialog.ok.isEnabled()
    dialog.task.setFocus()
    QTest.keyClicks(cast(QDialog, dialog.task), "job")
    assert dialog.ok.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("when", "words", "fields"),
    [
        (When("minute", 15), "Every 15 minutes", ()),
        (When("hour", 1, minute=20), "Every hour at minute 20", ("minute",)),
        (When("day", 1, hour=3, minute=5), "Every day at 03:05 UTC", ("time",)),
        (When("week", 1, 1, 8), "Every week on Sunday at 08:00 UTC", ("weekday", "time")),
        (When("month", 3, 31, 1), "Every 3 months on day 31 at 01:00 UTC", ("day", "time")),
    ],
)
def test_the_dialog_shows_the_fields_of_its_unit(
    room: Room, when: When, words: str, fields: tuple[str, ...]
) -> None:
    dialog = ScheduleDialog([], "job", when, room.panel)
    dialog.open()
    assert dialog.chosen == ("job", when)
    assert dialog.words.text() == f"{words}."
    shown = {name for name in ("weekday", "day", "minute", "time") if getattr(dialog, name).isVisible()}
    assert shown == set(fields)
    dialog.reject()


def test_nothing_can_be_chosen_that_the_server_refuses(room: Room) -> None:
    dialog = ScheduleDialog([], "job", When("day", 400), room.panel)
    dialog.open()
    dialog.every.setFocus()
    QTest.keyClicks(dialog.every, "month")
    assert dialog.chosen == ("job", When("month", 12))
    assert dialog.words.text() == "Every 12 months on day 1 at 00:00 UTC."
    dialog.reject()


def test_what_is_written_is_read_again(room: Room) -> None:
    for number, when in enumerate((When("minute", 2), When("month", 1, 5, 6, 7))):
        room.project.edits.add_schedule(f"job {number}", when)
    found = scheduled_tasks(room.project.app.manifest.data)
    assert [(entry.task, entry.when) for entry in found] == [
        ("job 0", When("minute", 2)),
        ("job 1", When("month", 1, 5, 6, 7)),
    ]
    assert task_names(room.project.app) == ["nightly report", "tidy_up"]
