"""Run, as a person does who has just typed: with the real host and the embedded browser."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from formwright.designer.core.locations import Location
from formwright.designer.core.run import PageState
from tests.designer.shell.conftest import Desk

WAIT = 60_000
FORM = "client_code/Form1/__init__.py"

pytestmark = pytest.mark.timeout(180)


def test_run_takes_what_was_typed_and_starts_it_once(desk: Desk) -> None:
    desk.designer.preferences.update(autosave_seconds=60)
    app = desk.open()
    session = app.session
    desk.qtbot.waitUntil(lambda: session.page is PageState.RUNNING, timeout=WAIT)
    desk.designer.commands.execute("open_location", Location(FORM))
    desk.designer.commands.execute("view.code")
    view = app.editor.current_view()
    assert view is not None
    QTest.keyClick(view.editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(view.editor, " " * 8)
    expected = ""
    for word in ("one", "two", "three"):
        QTest.keyClicks(view.editor, f"print('{word}')")
        session.client_console.clear()
        desk.key(Qt.Key.Key_F5)
        assert session.page is PageState.STARTING
        desk.qtbot.waitUntil(lambda: session.page is PageState.RUNNING, timeout=WAIT)
        desk.qtbot.wait(1000)  # what else might come
        expected += f"{word}\n"
        assert "".join(line.text for line in session.client_console.lines) == expected
        assert f"print('{word}')" in (app.project.folder / FORM).read_text("utf-8")
        QTest.keyClick(view.editor, Qt.Key.Key_Return)  # the next line is indented like this one
