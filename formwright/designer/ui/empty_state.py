"""What a panel says while there is nothing in it: a title, a line of help, one button. GUI thread.

Shared by the rooms; what the button does is theirs to connect.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyState(QWidget):
    def __init__(
        self, title: str, help: str, button: str, action: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self._heading = QLabel()
        self._heading.setProperty("kind", "heading")
        self._heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = QLabel()
        self._words.setProperty("kind", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._heading, self._words):
            label.setWordWrap(True)
        self.button = QPushButton()
        self.button.setAutoDefault(True)  # Enter presses it while it has the focus
        self._action = action
        self.button.clicked.connect(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 6, 24, 6)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        self.say(title, help, button, action)

    @property
    def title(self) -> str:
        return self._heading.text()

    def say(self, title: str, help: str, button: str, action: Callable[[], object] | None = None) -> None:
        """`action` None leaves the clicks to whoever connects to the button."""
        self._heading.setText(title)
        self._heading.setVisible(bool(title))
        self._words.setText(help)
        self._words.setVisible(bool(help))
        self._action = action
        self.offer(button)

    def offer(self, button: str) -> None:
        """Other words for what the button does."""
        self.button.setText(button)
        self.button.setAccessibleName(button)

    def _act(self) -> None:
        if self._action is not None:
            self._action()
