"""Several properties in one line, each a sign: bold, italic, underlined. GUI thread."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from formwright.designer.forms.properties.editors.cell import HEIGHT
from formwright.designer.forms.properties.editors.painting import mark, text
from formwright.designer.forms.properties.editors.toggle import ToggleEditor
from formwright.designer.forms.properties.row import INDENT, LABEL, SIGN, Row


class Strip(QWidget):
    def __init__(self, title: str = "style") -> None:
        super().__init__()
        self._title = title
        self.rows: list[Row] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(LABEL + INDENT, 2, SIGN, 2)
        self._line.setSpacing(4)
        self._line.addStretch(1)

    @staticmethod
    def takes(row: Row) -> bool:
        """A row whose data binding is shown or asked for needs a line of its own."""
        return isinstance(row.editor, ToggleEditor) and not row.is_binding

    def show_rows(self, rows: list[Row]) -> None:
        if rows != self.rows or any(row.parentWidget() is not self for row in rows):
            for row in self.rows:
                self._line.removeWidget(row)
            for at, row in enumerate(rows):
                self._line.insertWidget(at, row)
            self.rows = rows
        for row in rows:
            row.show()
        self.update()

    def go(self, row: Row, by: int) -> bool:
        at = self.rows.index(row) + by if row in self.rows else -1
        if not 0 <= at < len(self.rows):
            return False
        self.rows[at].focus_editor()
        return True

    def focusNextPrevChild(self, next: bool) -> bool:
        focus = QApplication.focusWidget()
        row = row_with(self.rows, focus)
        if row is not None and self.go(row, 1 if next else -1):
            return True
        return super().focusNextPrevChild(next)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        area = self.rect().adjusted(INDENT, 2, 0, 0)
        area.setWidth(LABEL - 6)
        area.setHeight(HEIGHT)
        changed = any(row.shown.differs for row in self.rows)
        if changed:
            mark(painter, area.center().y())
        text(painter, self, area, self._title, "text" if changed else "muted", bold=changed)


def row_with(rows: list[Row], focus: QWidget | None) -> Row | None:
    """The one that has the keyboard."""
    return next((row for row in rows if focus is not None and row.isAncestorOf(focus)), None)
