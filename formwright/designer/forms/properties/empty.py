"""What the panel says while there is nothing to show. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from formwright.designer.ui.icons import icon


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(44)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        place = QRect(0, 0, 40, 40)
        place.moveCenter(self.rect().center())
        icon("tune-variant", "muted").paint(QPainter(self), place)


class EmptyState(QWidget):
    def __init__(self) -> None:
        super().__init__()
        sign = _Sign()
        self.title = QLabel("No form is open")
        self.title.setProperty("kind", "heading")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel("Open a form in the design view: what you select there can be changed here.")
        words.setProperty("kind", "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setWordWrap(True)
        self.button = QPushButton("Go to a form")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(sign)
        column.addWidget(self.title)
        column.addWidget(words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
