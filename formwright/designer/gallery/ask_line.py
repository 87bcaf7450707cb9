"""Asks for one thing in place: a field, a button, progress, and the reason of a failure. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QVBoxLayout, QWidget

from formwright.designer.ui.variants import set_variant


class AskLine(QWidget):
    accepted = Signal(str)

    def __init__(self, name: str, button: str, placeholder: str) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)
        self.button = QPushButton(button)
        self.button.setProperty("kind", "primary")
        self.bar = QProgressBar()
        self.bar.setFixedHeight(6)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(f"{name}: progress")
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.message)
        self.field.returnPressed.connect(self._accept)
        self.field.textEdited.connect(lambda _text: self._idle())
        self.button.clicked.connect(self._accept)
        self._idle()
        self.hide()

    def ask(self) -> None:
        self._idle()
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def show_progress(self, text: str, part: float) -> None:
        self.bar.setRange(0, 0 if part < 0 else 100)
        self.bar.setValue(round(part * 100))
        self.bar.show()
        self._say(text, "muted")
        self.button.setEnabled(False)
        self.field.setEnabled(False)

    def show_error(self, message: str, remedy: str = "") -> None:
        self._idle()
        set_variant(self.field, "invalid", "true")
        self._say(f"{message}\n{remedy}".strip(), "error")
        self.field.setFocus()

    def done(self) -> None:
        self.field.clear()
        self._idle()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.field.isEnabled():
            self.hide()
        else:
            super().keyPressEvent(event)

    def _idle(self) -> None:
        self.bar.hide()
        self.message.hide()
        self.button.setEnabled(True)
        self.field.setEnabled(True)
        set_variant(self.field, "invalid", "")

    def _say(self, text: str, kind: str) -> None:
        set_variant(self.message, "kind", kind)
        self.message.setText(text)
        self.message.show()

    def _accept(self) -> None:
        text = self.field.text().strip()
        if text:
            self.accepted.emit(text)
