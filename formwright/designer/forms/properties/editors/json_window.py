"""A window for JSON that has several lines: says what is wrong while it is written. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.ui.code_font import set_code_font
from formwright.designer.ui.variants import set_variant


class JsonWindow(QDialog):
    chosen = Signal(object)

    def __init__(self, owner: QWidget, title: str, text: str, read: Callable[[str], object]) -> None:
        super().__init__(owner.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title[:1].upper() + title[1:])
        self.resize(560, 400)
        self._read = read
        self.area = QPlainTextEdit(text)
        self.area.setObjectName("long_text")
        self.area.setAccessibleName(title)
        self.area.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.area, 1)
        column.addWidget(self.state)
        column.addWidget(self._buttons)
        self.area.textChanged.connect(self._check)
        self._check()

    def use_font(self, font: QFont) -> None:
        set_code_font(self.area, font)

    def _check(self) -> None:
        try:
            self._read(self.area.toPlainText())
        except Invalid as error:
            reason = str(error)
        else:
            reason = ""
        self.state.setText(reason or "Valid JSON.")
        set_variant(self.state, "kind", "error" if reason else "muted")
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not reason)

    def accept(self) -> None:
        try:
            value = self._read(self.area.toPlainText())
        except Invalid:
            return
        self.chosen.emit(value)
        super().accept()
