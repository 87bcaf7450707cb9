"""A mistake inside Formwright is written down and told, nothing typed is lost, and the program goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from formwright.designer.core.journal import journal_file
from formwright.designer.core.locations import Location
from formwright.designer.shell import bug_report
from formwright.designer.shell.bug_report import BugReport
from formwright.designer.shell.report_dialog import ReportDialog
from tests.designer.shell.conftest import Desk


def report(bug: BugReport, message: str) -> None:
    try:
        raise ValueError(message)
    except ValueError as error:
        bug(type(error), error, error.__traceback__)


def test_it_is_written_and_told(tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    del qtbot
    told: list[tuple[str, int]] = []
    bug = BugReport(tmp_path / "state" / "bugs.log")
    bug.happened.connect(lambda line, _text, times: told.append((line, times)))
    report(bug, "first")
    for _ in range(3):
        report(bug, "second")
    text = (tmp_path / "state" / "bugs.log").read_text()
    assert text.count("ValueError: first") == 1 and text.count("ValueError: second") == 1
    assert "test_bug_report.py" in text
    assert told[0] == ("ValueError: first", 1)
    assert told[-1] == ("ValueError: second", 3)
    assert "ValueError: second" in capsys.readouterr().err


def test_the_file_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bug_report, "LIMIT", 2_000)
    bug = BugReport(tmp_path / "bugs.log")
    for number in range(40):
        report(bug, f"number {number}")
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 8_000
    assert "number 39" in (tmp_path / "bugs.log").read_text()


@pytest.fixture
def bug(desk: Desk, tmp_path: Path) -> Iterator[BugReport]:
    found = BugReport(tmp_path / "state" / "bugs.log")
    found.happened.connect(desk.designer.recovery.tell_mistake)
    with capture_exceptions():  # else pytest-qt fails the test for what is raised in a slot
        undo = found.install()
        yield found
        undo()


def test_a_mistake_while_one_is_told_does_not_go_round_in_circles(
    desk: Desk, bug: BugReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble() -> None:
        raise OSError("again")

    monkeypatch.setattr(desk.designer.recovery, "_keep_typed", stumble)
    report(bug, "first")
    text = desk.designer.window.bar.text
    assert "ValueError: first" in text and "kept" not in text


class Clumsy(QObject):
    pressed = Signal()

    def trip(self) -> None:
        raise LookupError(f"nothing in {Path.home() / 'secret'}")


def test_a_slot_that_raises_loses_nothing_and_can_be_read_about(desk: Desk, bug: BugReport) -> None:
    del bug
    app = desk.open()
    desk.designer.preferences.update(autosave_seconds=60.0)
    desk.designer.commands.execute("open_location", Location("client_code/Global.py", 1))
    view = app.editor.current_view()
    assert view is not None
    QTest.keyClicks(view.editor, "# typed ")
    clumsy = Clumsy()
    clumsy.pressed.connect(clumsy.trip)
    clumsy.pressed.emit()
    assert "typed" in journal_file(desk.folder.parent / "state", desk.folder).read_text("utf-8")
    bar = desk.designer.window.bar
    assert bar.isVisible() and "LookupError" in bar.text
    clumsy.pressed.emit()
    assert "2 times" in bar.text
    QTest.mouseClick(bar.button("Show report"), Qt.MouseButton.LeftButton)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ReportDialog) and w.isVisible())
    text = dialog.text.toPlainText()
    assert "in trip" in text and "~/secret" in text and str(Path.home()) not in text
    assert "Qt 6" in text and "open_location" in text and "Counter" in text
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    dialog.close()
    QTest.keyClicks(view.editor, "more")  # and it goes on
    view.flush()
    assert "# typed more" in view.document.text
    desk.designer.preferences.update(autosave_seconds=0.2)


def test_threads_and_events_of_the_program_itself_are_told_too(desk: Desk, bug: BugReport) -> None:
    del bug
    thread = threading.Thread(target=lambda: [][1])
    thread.start()
    thread.join()
    desk.qtbot.waitUntil(lambda: "IndexError" in desk.designer.window.bar.text)
    QTimer.singleShot(0, desk.designer, lambda: 1 / 0)
    desk.qtbot.waitUntil(lambda: "ZeroDivisionError" in desk.designer.window.bar.text)
    assert desk.designer.window.bar.isVisible()
    QTest.mouseClick(desk.designer.window.bar.button("Close"), Qt.MouseButton.LeftButton)
    assert not desk.designer.window.bar.isVisible()
