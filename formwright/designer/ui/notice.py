"""A message in the page instead of a dialog: what happened, how to mend it, one button. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from formwright.designer.ui.icons import icon


class Notice(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._icon = QLabel()
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._remedy = QLabel()
        self._remedy.setWordWrap(True)
        self._remedy.setProperty("kind", "muted")
        self._remedy.setTextFormat(Qt.TextFormat.PlainText)
        self._action = QPushButton()
        self._run: Callable[[], object] | None = None
        self._action.clicked.connect(self._on_action)
        self._close = QToolButton()
        self._close.setIcon(icon("close", "muted"))
        self._close.setAccessibleName("Dismiss this message")
        self._close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._message)
        words.addWidget(self._remedy)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 10, 10)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        return self._message.text()

    def tell(
        self, message: str, remedy: str = "", action: str = "", run: Callable[[], object] | None = None
    ) -> None:
        self._icon.setPixmap(icon("alert-circle-outline", "danger").pixmap(QSize(20, 20)))
        self._message.setText(message)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._run = run
        self._action.setText(action)
        self._action.setVisible(run is not None)
        self.setAccessibleName(f"Error: {message}")
        self.show()

    def _on_action(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()
