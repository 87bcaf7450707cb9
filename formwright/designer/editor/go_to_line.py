"""The field of Ctrl+G: a line, or line:column, shown while it is typed. GUI thread."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from formwright.designer.editor.code_editor import CodeEditor

_PLACE = re.compile(r"\s*(\d+)\s*(?:[:,]\s*(\d+))?\s*$")


class GoToLine(QLineEdit):
    def __init__(self, editor: CodeEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._return_to = (1, 1)
        self.setAccessibleName("Go to line")
        self.textEdited.connect(self._preview)
        self.hide()

    def open_field(self) -> None:
        self._return_to = self._editor.caret()
        self.setPlaceholderText(f"Line 1-{self._editor.lineCount()}, or line:column")
        self.clear()
        self.resize(260, self.sizeHint().height())
        self.move((self._editor.viewport().width() - self.width()) // 2, 8)
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish(flash=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._editor.go_to(*self._return_to)
            self._finish(flash=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()

    def _preview(self, text: str) -> None:
        match = _PLACE.match(text)
        if match:
            self._editor.go_to(int(match[1]), int(match[2] or 0))

    def _finish(self, *, flash: bool) -> None:
        if flash:
            self._editor.go_to(*self._editor.caret(), flash=True)
        self.hide()
        QWidget.setFocus(self._editor)
