"""Notices that a page no longer answers: a question to its JavaScript every second. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

PING_MILLISECONDS = 1000
PATIENCE_MILLISECONDS = 3000


class Watch(QObject):
    answering_changed = Signal(bool)

    def __init__(
        self,
        ask: Callable[[str, Callable[[Any], None]], None],
        parent: QObject | None = None,
        patience: int = PATIENCE_MILLISECONDS,
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._patience = patience
        self._asked = QElapsedTimer()
        self._waiting = False
        self._round = 0
        self.answering = True
        self._timer = QTimer(self)
        self._timer.setInterval(PING_MILLISECONDS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Forgets the page before: its late answers do not count."""
        self._round += 1
        self._waiting = False
        self._tell(True)
        self._timer.start()
        self._tick()

    def stop(self) -> None:
        self._round += 1
        self._timer.stop()
        self._tell(True)

    def _tick(self) -> None:
        if self._waiting:
            if self._asked.elapsed() >= self._patience:
                self._tell(False)
            return
        self._waiting = True
        self._asked.start()
        number = self._round
        self._ask("1", lambda _answer: self._on_answer(number))

    def _on_answer(self, number: int) -> None:
        if number == self._round:
            self._waiting = False
            self._tell(True)

    def _tell(self, answering: bool) -> None:
        if answering != self.answering:
            self.answering = answering
            self.answering_changed.emit(answering)
