"""What one task has printed, and its error with places that can be clicked. GUI thread."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from formwright.designer.core.console import Line
from formwright.designer.core.locations import Location, locations_in
from formwright.designer.ui.theme import tokens

_ROLES = {"stderr": "danger", "error": "danger", "note": "muted"}
_APP_FOLDERS = ("client_code/", "server_code/", "scripts/")
_MOST_BLOCKS = 5000


class OutputView(QTextBrowser):
    location_clicked = Signal(Location)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Output of the task")
        self.setPlaceholderText("It has printed nothing.")
        self.document().setMaximumBlockCount(_MOST_BLOCKS)
        self._places: list[Location] = []
        self.anchorClicked.connect(self._on_anchor)

    def set_code_font(self, font: QFont) -> None:
        self.document().setDefaultFont(font)

    def show_lines(self, lines: Iterable[Line]) -> None:
        self.clear()
        self._places.clear()
        for line in lines:
            self.append_line(line)

    def append_line(self, line: Line) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        role = _ROLES.get(line.stream, "text")
        if line.stream == "error":
            if not cursor.atBlockStart():
                cursor.insertText("\n")
            cursor.insertText(line.text.rstrip("\n") + "\n", _format(role, bold=True))
            for frame in line.trace:
                text = f'    File "{frame.file}", line {frame.line}'
                text += f", in {frame.function}\n" if frame.function else "\n"
                self._insert(cursor, text, "muted")
                if frame.source:
                    cursor.insertText(f"        {frame.source.strip()}\n", _format("muted"))
        else:
            self._insert(cursor, line.text.replace("\r\n", "\n"), role)
        if at_end:
            bar.setValue(bar.maximum())

    def _insert(self, cursor: QTextCursor, text: str, role: str) -> None:
        end = 0
        for start, stop, location in locations_in(text):
            if location.path.startswith(_APP_FOLDERS):
                cursor.insertText(text[end:start], _format(role))
                link = _format("link")
                link.setAnchor(True)
                link.setAnchorHref(f"place:{len(self._places)}")
                self._places.append(location)
                cursor.insertText(text[start:stop], link)
                end = stop
        cursor.insertText(text[end:], _format(role))

    def _on_anchor(self, url: QUrl) -> None:
        self.location_clicked.emit(self._places[int(url.path())])


def _format(role: str, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(tokens().role(role)))
    if bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    return made
