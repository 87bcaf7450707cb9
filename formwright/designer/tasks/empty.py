"""What a page of the panel says while it is empty: a title, a line of help, one button. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyState(QWidget):
    def __init__(self, title: str, help: str, button: str) -> None:
        super().__init__()
        heading = QLabel(title)
        heading.setProperty("kind", "heading")
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel(help)
        words.setProperty("kind", "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(heading)
        column.addWidget(words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
