"""The field to type Python in: keys, blocks, history, completion, with a host that the test plays."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from formwright.designer.consoles import ConsolesPanel
from formwright.designer.consoles.input_field import InputField
from formwright.designer.core.repl import InputHistory
from formwright.designer.core.run import RunSession
from formwright.runtime.protocol import control
from formwright.runtime.protocol.errors import RemoteError
from tests.designer.played_host import Host


def show(panel: ConsolesPanel) -> InputField:
    panel.setCurrentWidget(panel.python)
    panel.python.field.setFocus()
    return panel.python.field


def inputs(host: Host) -> list[str]:
    return [command.source for command in host.sent if isinstance(command, control.ReplInput)]


def answer(host: Host, *, more: bool = False, printed: str = "", error: RemoteError | None = None) -> None:
    number = [command.number for command in host.sent if isinstance(command, control.ReplInput)][-1]
    if printed:
        host.event(control.ReplOutput("stdout", printed, number))
    host.event(control.ReplDone(number, more, error))


def shown(qtbot: QtBot, panel: ConsolesPanel) -> str:
    qtbot.waitUntil(lambda: panel.python.view.settled)
    return panel.python.view.toPlainText()


def test_showing_the_tab_starts_it_and_says_which_python(panel: ConsolesPanel, host: Host) -> None:
    assert host.sent == []
    show(panel)
    assert host.sent == [control.ReplStart()]
    host.event(control.ReplState("starting"))
    assert "Starting" in panel.python.state.text()
    host.event(control.ReplState("ready", "CPython 3.12.1 (/usr/bin/python3)"))
    assert panel.python.state.text() == "CPython 3.12.1 · the server modules are imported"


def test_return_runs_and_the_input_stands_above_what_it_printed(
    qtbot: QtBot, panel: ConsolesPanel, host: Host
) -> None:
    field = show(panel)
    QTest.keyClicks(field, "1 + 1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (inputs(host), field.toPlainText()) == (["1 + 1"], "")
    assert panel.python.stop.isEnabled()
    answer(host, printed="2\n")
    assert shown(qtbot, panel) == ">>> 1 + 1\n2"
    assert not panel.python.stop.isEnabled()
    QTest.keyClicks(field, "1 / 0")
    QTest.keyClick(field, Qt.Key.Key_Return)
    answer(host, error=RemoteError("ZeroDivisionError", "division by zero", (), "Traceback\n"))
    assert "Something was divided by zero." in shown(qtbot, panel)


def test_an_incomplete_input_goes_on_with_the_right_indentation(
    qtbot: QtBot, panel: ConsolesPanel, host: Host
) -> None:
    field = show(panel)
    QTest.keyClicks(field, "def f():")
    QTest.keyClick(field, Qt.Key.Key_Return)
    answer(host, more=True)
    assert field.toPlainText() == "def f():\n    "
    QTest.keyClicks(field, "return 1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    answer(host, more=True)
    assert field.toPlainText() == "def f():\n    return 1\n    "
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert inputs(host)[-1] == "def f():\n    return 1\n"
    answer(host)
    assert shown(qtbot, panel) == ">>> def f():\n...     return 1"


def test_history_with_arrows_and_in_the_state_folder(
    panel: ConsolesPanel, host: Host, session: RunSession, tmp_path: Path
) -> None:
    file = tmp_path / "state" / "python.json"
    session.repl.remember_in(file)
    field = show(panel)
    for source in ("a = 1", "b = 2"):
        QTest.keyClicks(field, source)
        QTest.keyClick(field, Qt.Key.Key_Return)
        answer(host)
    QTest.keyClicks(field, "draft")
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(field, key)
        seen.append(field.toPlainText())
    assert seen == ["b = 2", "a = 1", "a = 1", "b = 2", "draft"]
    assert InputHistory(file).inputs == ["a = 1", "b = 2"]


def test_tab_completes_what_is_common_and_lists_the_rest(
    qtbot: QtBot, panel: ConsolesPanel, host: Host
) -> None:
    field = show(panel)
    QTest.keyClicks(field, "print(get")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    asked = host.sent[-1]
    assert isinstance(asked, control.ReplComplete)
    assert asked.text == "print(get"
    host.event(control.ReplCompletions(asked.number, ("get_guest", "get_guests", "get_rooms")))
    assert field.toPlainText() == "print(get_"
    qtbot.waitUntil(field.names.isVisible)
    QTest.keyClick(field.names, Qt.Key.Key_Down)
    QTest.keyClick(field.names, Qt.Key.Key_Return)
    assert field.toPlainText() == "print(get_guests"
    QTest.keyClicks(field, ")")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    host.event(control.ReplCompletions(asked.number, ("too_late",)))
    assert field.toPlainText() == "print(get_guests)"


def test_interrupt_restart_and_clear(panel: ConsolesPanel, host: Host) -> None:
    field = show(panel)
    host.event(control.ReplState("ready", "CPython 3.12.1"))
    QTest.keyClicks(field, "while True: pass")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(panel.python.stop, Qt.MouseButton.LeftButton)
    assert [type(command) for command in host.sent[-2:]] == [control.ReplInterrupt] * 2
    answer(host, error=RemoteError("KeyboardInterrupt", ""))
    QTest.mouseClick(panel.python.restart, Qt.MouseButton.LeftButton)
    assert isinstance(host.sent[-1], control.ReplRestart)
    QTest.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert panel.python.view.toPlainText() == ""
    host.exit("")
    assert not field.isEnabled()
    assert panel.python.state.text() == "The app server is not running."
