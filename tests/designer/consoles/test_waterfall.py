"""The calls waterfall: rows, figures, the warning about a call in a loop, and where bars are."""

from __future__ import annotations

import time

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from formwright.designer.consoles import ConsolesPanel
from formwright.designer.consoles.waterfall_view import axis, bars, step_of
from formwright.designer.core.call_groups import Nested
from formwright.runtime.protocol import control
from tests.designer.played_host import Host

BEGUN = time.time() - 60


def call(host: Host, key: str, function: str, started: float, milliseconds: float, parent: str = "") -> None:
    host.event(
        control.CallFinished(
            key, function, True, milliseconds, 4711, "per-call", None, "abcd", "browser", parent,
            120, 3_000, milliseconds / 4, BEGUN + started,
        )
    )  # fmt: skip


def show(qtbot: QtBot, panel: ConsolesPanel) -> list[str]:
    panel.setCurrentWidget(panel.calls)
    qtbot.waitUntil(lambda: panel.calls.model.settled)
    return [row.text for row in panel.calls.model.rows]


def test_empty_says_what_will_appear(panel: ConsolesPanel) -> None:
    panel.setCurrentWidget(panel.calls)
    assert not panel.calls.view.isVisible()


def test_a_call_with_its_nested_call_and_its_figures(qtbot: QtBot, panel: ConsolesPanel, host: Host) -> None:
    call(host, "1", "outer", 0, 100)
    call(host, "c1", "inner", 0.03, 40, "1")
    heading, outer, inner = show(qtbot, panel)
    assert "1 call and 1 within" in heading
    assert "outer()" in outer
    assert "inner()" in inner
    index = panel.calls.model.index(2, 0)
    facts = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Called by call #1" in facts
    assert "Took 40 ms, of which 10 ms waiting for a process" in facts
    assert "Arguments: 120 B, result: 3.0 KB" in facts


def test_bars_stand_where_calls_were(qtbot: QtBot, panel: ConsolesPanel, host: Host) -> None:
    call(host, "1", "outer", 0, 100)
    call(host, "c1", "inner", 0.05, 40, "1")
    show(qtbot, panel)
    row = panel.calls.model.rows[2]
    assert isinstance(row.part, Nested)
    area = axis(QRect(0, 0, 1000, 24))
    bar, waiting = bars(row.part.call, row, area, 0)
    assert abs(waiting.left() - (area.left() + area.width() / 2)) < 1
    assert abs(waiting.width() - area.width() / 10) < 1
    assert abs(bar.right() - (area.left() + area.width() * 0.9)) < 1
    assert step_of(0.1, 300) == 0.05
    assert step_of(60, 600) == 10


def test_a_call_in_a_loop_warns_on_the_tab(qtbot: QtBot, panel: ConsolesPanel, host: Host) -> None:
    for number in range(6):
        call(host, str(number), "get_guest", number * 0.03, 20)
    shown = show(qtbot, panel)
    assert shown[1].startswith(
        "get_guest was called 6 times in a row, 120 ms in all. Call once and pass a list"
    )
    assert panel.tabText(2) == "Calls (1)"
    QTest.mouseClick(panel.calls.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().splitlines() == shown
    QTest.mouseClick(panel.calls.clear, Qt.MouseButton.LeftButton)
    assert not panel.calls.view.isVisible()
    assert panel.tabText(2) == "Calls"


def test_bars_of_running_calls_grow(qtbot: QtBot, panel: ConsolesPanel, host: Host) -> None:
    host.event(control.CallStarted("1", "slow", None, "per-call", "abcd", "browser", "", 1, time.time() - 1))
    show(qtbot, panel)
    before = panel.calls.model.rows[0].seconds
    qtbot.waitUntil(lambda: panel.calls.model.rows[0].seconds > before)
