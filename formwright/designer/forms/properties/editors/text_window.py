"""A window for a long text, which follows along while it is being written. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from formwright.designer.forms.properties.editors.markup import tokens_of
from formwright.designer.ui.code_font import set_code_font
from formwright.designer.ui.theme import tokens

_COLOURS = {"tag": "link", "name": "server", "value": "success", "comment": "muted", "entity": "warning"}


class MarkupColours(QSyntaxHighlighter):
    """Colours of HTML, by lines: a comment over several lines is followed with the block state."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        found, state = tokens_of(text, max(0, self.previousBlockState()))
        for start, length, kind in found:
            look = QTextCharFormat()
            look.setForeground(QColor(tokens().role(_COLOURS[kind])))
            self.setFormat(start, length, look)
        self.setCurrentBlockState(state)


class TextWindow(QDialog):
    edited = Signal(str)

    def __init__(
        self, owner: QWidget, title: str, text: str, *, html: bool, font: QFont | None = None, note: str = ""
    ) -> None:
        super().__init__(owner.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title[:1].upper() + title[1:])
        self.resize(640, 420)
        self._before = text
        self.area = QPlainTextEdit()
        self.area.setObjectName("long_text")
        self.area.setAccessibleName(title)
        self.area.setPlainText(text)
        if font is not None:
            set_code_font(self.area, font)
        if html:
            self._colours = MarkupColours(self.area.document())
            self.area.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.area.textChanged.connect(lambda: self.edited.emit(self.area.toPlainText()))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.area, 1)
        if note:
            label = QLabel(note)
            label.setProperty("kind", "muted")
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(buttons)

    def reject(self) -> None:
        """Cancelled: what there was before comes back."""
        if self.area.toPlainText() != self._before:
            self.edited.emit(self._before)
        super().reject()
