"""The Python console of a really running app: typed lines run in a worker, code changes begin a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from formwright.designer.consoles.panel import PYTHON
from tests.designer.shell.conftest import Desk

WAIT = 25_000


def enter(desk: Desk, source: str) -> None:
    field = desk.app.consoles.python.field
    QTest.keyClicks(field, source)
    QTest.keyClick(field, Qt.Key.Key_Return)


def says(desk: Desk, text: str) -> None:
    view = desk.app.consoles.python.view
    desk.qtbot.waitUntil(lambda: text in view.toPlainText(), timeout=WAIT)


def test_lines_run_in_the_apps_python_and_a_change_begins_anew(desk: Desk) -> None:
    server = desk.folder / "server_code"
    server.mkdir(exist_ok=True)
    (server / "Prices.py").write_text(
        "import anvil.server\n\nRATE = 4\n\n@anvil.server.callable\ndef price(n):\n    return n * RATE\n"
    )
    app = desk.open()
    bar = app.consoles.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(PYTHON).center())
    window = desk.designer.window
    desk.qtbot.waitUntil(lambda: window.focusWidget() is app.consoles.python.field)  # typing can begin
    says(desk, "with the app loaded")
    enter(desk, "Prices.RATE + 38")
    says(desk, "\n42")
    enter(desk, "anvil.server.call('price', 25)")
    says(desk, "\n100")
    enter(desk, "for i in range(3):")
    desk.qtbot.waitUntil(lambda: app.consoles.python.field.blockCount() == 2, timeout=WAIT)
    enter(desk, "print('row', i)")
    desk.qtbot.waitUntil(lambda: app.consoles.python.field.blockCount() == 3, timeout=WAIT)
    QTest.keyClick(app.consoles.python.field, Qt.Key.Key_Return)
    says(desk, "row 2")
    enter(desk, "import time; time.sleep(60)")
    desk.qtbot.waitUntil(lambda: app.session.repl.busy)
    QTest.keyClick(app.consoles.python.field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    says(desk, "KeyboardInterrupt")
    document = app.project.open_document("server_code/Prices.py")
    document.set_text(document.text.replace("RATE = 4", "RATE = 5"))
    document.save()
    says(desk, "The app's code changed")
    enter(desk, "Prices.RATE * 1000")
    says(desk, "\n5000")
