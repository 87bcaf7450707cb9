"""The server log: calls with what they printed, filters, links, keys, and ten thousand of them."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from formwright.designer.consoles import ConsolesPanel
from formwright.designer.core.console import Line
from formwright.designer.core.locations import Location
from formwright.designer.core.run import RunSession
from formwright.designer.core.server_log import LIMIT
from formwright.runtime.protocol import control
from formwright.runtime.protocol.errors import RemoteError, TraceFrame
from tests.designer.played_host import Host

ERROR = RemoteError(
    "ZeroDivisionError",
    "division by zero",
    (TraceFrame("server_code/Calls.py", 5, "divide", "return a / b"),),
    'Traceback (most recent call last):\n  File "server_code/Calls.py", line 5, in divide\n'
    "ZeroDivisionError: division by zero\n",
)


def call(host: Host, number: int, function: str, text: str = "", error: RemoteError | None = None) -> None:
    """A call as the host tells of it, from the beginning to the end."""
    key = str(number)
    host.event(control.CallStarted(key, function, None, "per-call", "a1b2c3d4", "browser", "", 12, 1.0))
    if text:
        host.event(control.Output("stdout", text, key, 4711))
    host.event(
        control.CallFinished(
            key, function, error is None, 4.25, 4711, "per-call", error, "a1b2c3d4", "browser",
            "", 12, 2_000, 1.5, 1.0,
        )
    )  # fmt: skip


def show(qtbot: QtBot, panel: ConsolesPanel) -> None:
    panel.setCurrentWidget(panel.server)
    settle(qtbot, panel)


def settle(qtbot: QtBot, panel: ConsolesPanel) -> None:
    qtbot.waitUntil(lambda: panel.server.model.settled, timeout=30_000)


def texts(panel: ConsolesPanel) -> list[str]:
    return [row.text for row in panel.server.model.rows]


def click(panel: ConsolesPanel, row: int, x: int) -> None:
    view = panel.server.view
    at = QPoint(x, view.visualRect(view.model().index(row, 0)).center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def choose(box: QComboBox, text: str) -> None:
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(text)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == text


def test_a_call_stands_above_what_it_printed(qtbot: QtBot, panel: ConsolesPanel, host: Host) -> None:
    show(qtbot, panel)
    host.event(control.Output("stdout", "importing\n", None, 4711))
    call(host, 42, "add", "one\ntwo\n")
    settle(qtbot, panel)
    stray, head, *printed = texts(panel)
    assert (stray, printed) == ("importing", ["one", "two"])
    assert "#42  add()  took 4.2 ms  Browser  a1b2c3d4  Per call  in 12 B, out 2.0 KB" in head
    facts = panel.server.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "process 4711" in facts
    assert "of which 1.5 ms waiting" in facts


def test_output_of_calls_that_run_at_once_stays_apart(qtbot: QtBot, panel: ConsolesPanel, host: Host) -> None:
    show(qtbot, panel)
    for key in ("1", "2"):
        host.event(control.CallStarted(key, f"f{key}", None, "persistent"))
    host.event(control.Output("stdout", "of two\n", "2"))
    settle(qtbot, panel)
    host.event(control.Output("stdout", "of one\n", "1"))
    settle(qtbot, panel)
    shown = texts(panel)
    assert [shown[1], shown[3]] == ["of one", "of two"]
    assert "running" in shown[0]
    host.exit("")
    settle(qtbot, panel)
    assert "The server ended before this call was answered." in texts(panel)


def test_triangle_and_keys_open_and_close(qtbot: QtBot, panel: ConsolesPanel, host: Host) -> None:
    show(qtbot, panel)
    call(host, 1, "add", "one\ntwo\n")
    settle(qtbot, panel)
    view = panel.server.view
    click(panel, 0, 14)
    assert len(texts(panel)) == 1
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert len(texts(panel)) == 3
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().row() == 0
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert len(texts(panel)) == 1
    QTest.mouseClick(panel.server.opening, Qt.MouseButton.LeftButton)
    call(host, 2, "add", "three\n")
    settle(qtbot, panel)
    assert len(texts(panel)) == 2, "closed unless opened"


def test_an_error_is_told_in_plain_words_with_links(
    qtbot: QtBot, panel: ConsolesPanel, host: Host, went_to: list[Location]
) -> None:
    call(host, 1, "divide", "before\n", ERROR)
    assert panel.tabText(1) == "Server (1)"
    where = panel.tabBar().tabRect(1).center()
    QTest.mouseClick(panel.tabBar(), Qt.MouseButton.LeftButton, pos=where)
    assert panel.tabText(1) == "Server"
    settle(qtbot, panel)
    shown = texts(panel)
    assert "failed after" in shown[0]
    assert shown[2] == "Something was divided by zero."
    number = next(i for i, text in enumerate(shown) if text.startswith("    server_code/Calls.py"))
    click(panel, number, 120)
    assert went_to == [Location("server_code/Calls.py", 5)]
    click(panel, 0, 300)
    QTest.keyClick(panel.server.view, Qt.Key.Key_Return)
    assert len(went_to) == 2, "Return on a failed call goes to where it failed"


def test_filter_by_text_errors_and_function(qtbot: QtBot, panel: ConsolesPanel, host: Host) -> None:
    show(qtbot, panel)
    host.event(control.Output("stdout", "stray\n"))
    call(host, 1, "add", "red apple\n")
    call(host, 2, "add", "green pear\n")
    call(host, 3, "divide", "", ERROR)
    settle(qtbot, panel)
    choose(panel.server.kind, "Errors")
    assert ["divide()" in text for text in texts(panel)][:1] == [True]
    choose(panel.server.kind, "Everything")
    choose(panel.server.function, "add")
    assert sum("add()" in text for text in texts(panel)) == 2
    assert "stray" not in texts(panel)
    panel.server.filter.setFocus()
    QTest.keyClicks(panel.server.filter, "PEAR")
    qtbot.waitUntil(lambda: len(texts(panel)) == 2)
    call(host, 4, "add", "another pear\n")
    call(host, 5, "add", "a plum\n")
    qtbot.waitUntil(lambda: len(texts(panel)) == 4)
    QTest.keyClicks(panel.server.filter, "x")
    qtbot.waitUntil(lambda: not panel.server.view.isVisible(), timeout=5000)


def test_copy_of_selected_rows_and_of_all_and_clear(
    qtbot: QtBot, panel: ConsolesPanel, host: Host, session: RunSession
) -> None:
    show(qtbot, panel)
    call(host, 1, "add", "one\n")
    settle(qtbot, panel)
    click(panel, 1, 200)
    QTest.keyClick(panel.server.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "    one"
    QTest.keyClick(panel.server.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(panel.server.copy, Qt.MouseButton.LeftButton)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    QTest.mouseClick(panel.server.clear, Qt.MouseButton.LeftButton)
    assert not session.server_log.entries
    assert not panel.server.view.isVisible(), "the empty state says what will appear"


def test_ten_thousand_calls_and_the_oldest_go_first(
    qtbot: QtBot, panel: ConsolesPanel, host: Host, session: RunSession
) -> None:
    show(qtbot, panel)
    begun = perf_counter()
    for number in range(LIMIT + 500):
        call(host, number, f"f{number % 7}", f"line {number}\n")
    told = perf_counter() - begun
    settle(qtbot, panel)
    assert len(session.server_log.entries) == LIMIT
    assert len(panel.server.model.rows) == 2 * LIMIT
    assert texts(panel)[1] == "line 500"
    bar = panel.server.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    begun = perf_counter()
    panel.server.filter.setText("line 99")
    panel.server._apply_filter()
    filtered = perf_counter() - begun
    panel.server.filter.clear()
    panel.server._apply_filter()
    begun = perf_counter()
    call(host, LIMIT + 500, "f", "last\n")
    panel.server.model.flush()
    panel.server.view.viewport().repaint()
    print(f"\n{told:.2f} s for {LIMIT + 500} calls, filter {filtered * 1000:.0f} ms, "
          f"one more {(perf_counter() - begun) * 1000:.1f} ms")  # fmt: skip
    assert texts(panel)[-1] == "last"


def test_lines_from_elsewhere_are_entries(qtbot: QtBot, panel: ConsolesPanel, session: RunSession) -> None:
    show(qtbot, panel)
    session.server_console.append(Line("note", "Making an environment with Python 3.12"))
    settle(qtbot, panel)
    assert texts(panel) == ["Making an environment with Python 3.12"]
