"""A mouse that Qt cannot tell from a real one: xdotool moves the pointer of the test's own screen.

Qt's drag and drop runs in a loop of its own, which `QTest` does not reach. Events are pumped meanwhile.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


class Mouse:
    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def drag(self, source: QWidget, start: QPoint, target: QWidget, end: QPoint, steps: int = 12) -> None:
        """Points are in their widgets. Every step is an event, as of a hand that is not in a hurry."""
        begin, finish = source.mapToGlobal(start), target.mapToGlobal(end)
        words = [*_move(begin), "sleep", "0.1", "mousedown", "1", "sleep", "0.1"]
        for number in range(1, 5):  # further than Qt's drag distance
            words += [*_move(begin + QPoint(number * 4, number * 2)), "sleep", "0.02"]
        for point in _line(begin + QPoint(16, 8), finish, steps):
            words += [*_move(point), "sleep", "0.03"]
        words += ["sleep", "0.3", "mouseup", "1"]
        self._run(words)

    def click(self, widget: QWidget, point: QPoint, *, double: bool = False) -> None:
        words = [*_move(widget.mapToGlobal(point)), "sleep", "0.1"]
        press = ["mousedown", "1", "mouseup", "1"]
        if not double:
            self._run([*words, *press])
            return
        hints = QGuiApplication.styleHints()
        usual = hints.mouseDoubleClickInterval()
        hints.setMouseDoubleClickInterval(10_000)  # a busy machine may hold xdotool up between its clicks
        try:
            self._run([*words, *press, "sleep", "0.05", *press])
        finally:
            hints.setMouseDoubleClickInterval(usual)

    def _run(self, words: list[str]) -> None:
        running = subprocess.Popen(["xdotool", *words])
        self._qtbot.waitUntil(lambda: running.poll() is not None, timeout=30_000)
        assert running.returncode == 0
        self._qtbot.wait(100)


def _move(point: QPoint) -> list[str]:
    return ["mousemove", str(point.x()), str(point.y())]


def _line(begin: QPoint, finish: QPoint, steps: int) -> Iterator[QPoint]:
    for step in range(1, steps + 1):
        yield begin + (finish - begin) * (step / steps)
