"""What a component that was just added still needs, and a button that does it. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class Offer(QWidget):
    """Of the width of the toolbox, so the buttons stand below the words."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.take = QPushButton()
        self.leave = QPushButton("Not now")
        self.leave.setProperty("kind", "flat")
        self._run: Callable[[], object] | None = None
        self.take.clicked.connect(self._on_take)
        self.leave.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addWidget(self.take)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self.hide()

    @property
    def text(self) -> str:
        return self._words.text()

    def make(self, words: str, title: str, run: Callable[[], object]) -> None:
        self._words.setText(words)
        self.take.setText(title)
        self._run = run
        self.setAccessibleName(words)
        self.show()

    def _on_take(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()
