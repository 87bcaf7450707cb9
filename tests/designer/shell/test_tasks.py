"""Background tasks in the whole designer, with its real host: run, watched, killed, their error clicked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from formwright.designer.core.run import HostState
from formwright.designer.shell.open_app import OpenApp
from tests.designer.shell.conftest import Desk

SERVER = """\
import time
import anvil.server

@anvil.server.background_task
def endless():
    print("begun")
    while True:
        time.sleep(0.01)

@anvil.server.background_task
def fails():
    raise ValueError("no such luck")
"""


def test_a_task_is_run_watched_and_killed(desk: Desk) -> None:
    (desk.folder / "server_code").mkdir(exist_ok=True)
    (desk.folder / "server_code" / "Work.py").write_text(SERVER)
    app = desk.open()
    desk.qtbot.waitUntil(lambda: app.session.host is HostState.READY, timeout=30_000)
    assert app.docks.is_shown("tasks")
    desk.designer.commands.execute("tasks.runs")
    app.docks.reveal("tasks")
    runs = app.tasks.runs
    for row, name in enumerate(("endless", "fails")):
        button = runs.empty.button if row == 0 else runs.run_button
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        desk.qtbot.waitUntil(runs.menu.isVisible)
        for _ in range(row + 1):
            QTest.keyClick(runs.menu, Qt.Key.Key_Down)
        QTest.keyClick(runs.menu, Qt.Key.Key_Return)
        desk.qtbot.waitUntil(partial(_latest_is, app, name), timeout=20_000)
    failed, endless = app.session.tasks.latest()
    desk.qtbot.waitUntil(lambda: failed.status == "failed", timeout=20_000)
    assert (endless.status, endless.launched_by) == ("running", "designer")
    desk.qtbot.waitUntil(lambda: "no such luck" in runs.view.toPlainText())
    cursor = runs.view.document().find("Work.py")
    runs.view.setTextCursor(cursor)
    place = runs.view.cursorRect(cursor).center() - QPoint(4, 0)
    QTest.mouseClick(runs.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.qtbot.waitUntil(lambda: app.editor.current_view() is not None)
    view = app.editor.current_view()
    assert view is not None and view.document.path == "server_code/Work.py"
    app.docks.reveal("tasks")
    rectangle = runs.list.visualRect(runs.model.index(1, 0))
    QTest.mouseClick(runs.list.viewport(), Qt.MouseButton.LeftButton, pos=rectangle.center())
    desk.qtbot.waitUntil(lambda: "begun" in runs.view.toPlainText(), timeout=20_000)
    QTest.mouseClick(runs.kill_button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: endless.status == "killed", timeout=20_000)
    assert not runs.kill_button.isEnabled()


def _latest_is(app: OpenApp, name: str) -> bool:
    return [run.name for run in app.session.tasks.latest()[:1]] == [name]
