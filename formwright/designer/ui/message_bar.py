"""A bar above a panel's content: one sentence and what can be done about it. GUI thread.

Shared by the rooms; it decides nothing. Hidden until `show_message` is called.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

_ICONS = {
    "warning": ("alert-outline", "warning"),
    "danger": ("alert-circle-outline", "danger"),
    "info": ("information-outline", "link"),
}


class MessageBar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self._icon = QLabel()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._label, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def show_message(self, kind: str, text: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """`kind` is info, warning or danger; each action is a button's title and what it does."""
        name, colour = _ICONS[kind]
        self._icon.setPixmap(icon(name, tokens().role(colour)).pixmap(QSize(18, 18)))
        self._label.setText(text)
        self.setAccessibleName(text)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for title, action in actions:
            button = QPushButton(title)
            button.clicked.connect(lambda _checked=False, action=action: action())
            self._row.addWidget(button)
            self._buttons.append(button)
        self.show()

    def button(self, title: str) -> QPushButton:
        return next(button for button in self._buttons if button.text() == title)
