"""Rows of fields that can be added, removed and moved: items of a list, columns of a grid. GUI thread.

Enter goes on to the next row, or begins one; Alt+Up and Alt+Down move a row; Backspace in an empty row takes
it away; text with several lines is pasted as several rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from formwright.designer.forms.properties.editors.cell import HEIGHT, Cell
from formwright.designer.ui.icons import icon
from formwright.designer.ui.variants import set_variant


@dataclass(frozen=True)
class Column:
    title: str
    width: int = 0  # 0: takes the room that there is


@dataclass(frozen=True)
class Record:
    texts: tuple[str, ...]
    flag: bool = False
    origin: object = field(default=None, compare=False)
    """Whatever belongs to it and is not shown: it moves along."""


class _Handle(QWidget):
    """Dragging it up or down moves its row."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(14, HEIGHT)
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setToolTip("Drag to move; Alt+Up and Alt+Down")
        self._from = 0.0
        self.travelled = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        icon("drag-vertical", "muted").paint(QPainter(self), QRect(-1, (HEIGHT - 16) // 2, 16, 16))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.globalPosition().y()
        self.travelled = 0

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        rows = int((event.globalPosition().y() - self._from) / (HEIGHT + 3))
        if rows:
            self._from += rows * (HEIGHT + 3)
            self.travelled += rows
            self.moved.emit(rows)


class _Row(QWidget):
    def __init__(self, columns: tuple[Column, ...], flag: str, title: str) -> None:
        super().__init__()
        self.handle = _Handle()
        self.cells = [Cell() for _ in columns]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        row.addWidget(self.handle)
        for column, cell in zip(columns, self.cells, strict=True):
            cell.setPlaceholderText(column.title)
            cell.setAccessibleName(f"{title}: {column.title}")
            if column.width:
                cell.setFixedWidth(column.width)
            row.addWidget(cell, 0 if column.width else 1)
        self.flag = QToolButton()
        self.flag.setCheckable(True)
        self.flag.setFixedSize(24, HEIGHT)
        self.flag.setIcon(icon("arrow-expand-horizontal", "muted"))
        self.flag.setToolTip(flag)
        self.flag.setAccessibleName(flag)
        self.flag.setVisible(bool(flag))
        self.remove = QToolButton()
        self.remove.setFixedSize(20, HEIGHT)
        self.remove.setIcon(icon("close", "muted"))
        for button in (self.flag, self.remove):
            button.setProperty("kind", "tiny")
        self.remove.setToolTip("Remove")
        self.remove.setAccessibleName(f"Remove from {title}")
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if flag:
            row.addWidget(self.flag)
        row.addWidget(self.remove)


class RecordList(QWidget):
    changed = Signal(object)
    """A list of `Record`."""
    committed = Signal()

    def __init__(self, title: str, columns: tuple[Column, ...], flag: str = "", adding: str = "Add") -> None:
        super().__init__()
        self._title, self._columns, self._flag = title, columns, flag
        self.records: list[Record] = []
        self._rows: list[_Row] = []
        self._filling = False
        self._editable = True
        self.add_button = QPushButton(adding)
        self.add_button.setIcon(icon("plus", "accent"))
        self.add_button.setProperty("kind", "flat")
        self.add_button.clicked.connect(lambda: self.insert(len(self.records)))
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(14, 0, 0, 0)
        self.foot.addWidget(self.add_button)
        self.foot.addStretch(1)
        self._list = QVBoxLayout()
        self._list.setSpacing(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(self._list)
        column.addLayout(self.foot)

    def show_records(self, records: list[Record]) -> None:
        if records == self.records and len(self._rows) >= len(records):
            self.records = records
            return
        self._filling = True
        self.records = list(records)
        while len(self._rows) < len(records):
            self._append_row()
        for row, record in zip(self._rows, records, strict=False):
            for cell, text in zip(row.cells, record.texts, strict=True):
                if cell.text() != text:
                    cell.setText(text)
                    cell.setCursorPosition(len(text) if cell.hasFocus() else 0)
            row.flag.setChecked(record.flag)
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(records))
        self._filling = False

    def show_column(self, index: int, visible: bool) -> None:
        for row in self._rows:
            row.cells[index].setVisible(visible)

    def cells(self, index: int) -> list[Cell]:
        return self._rows[index].cells

    def set_bad(self, bad: set[tuple[int, int]]) -> None:
        """Which cells have what is no value: row and column."""
        for number, row in enumerate(self._rows):
            for at, cell in enumerate(row.cells):
                set_variant(cell, "invalid", "true" if (number, at) in bad else "")

    def set_editable(self, editable: bool) -> None:
        self._editable = editable
        self.setEnabled(editable)

    # --- changing

    def insert(self, at: int, *texts: tuple[str, ...]) -> None:
        blank = ("",) * len(self._columns)
        new = [Record((*text, *blank)[: len(blank)]) for text in texts] or [Record(blank)]
        self._take([*self.records[:at], *new, *self.records[at:]])
        self._focus(at + len(new) - 1)

    def remove(self, at: int) -> None:
        if at < len(self.records):
            had_focus = self._rows[at].isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            self._take([record for index, record in enumerate(self.records) if index != at])
            self.committed.emit()
            if had_focus and self.records:
                self._focus(max(0, at - 1))

    def shift(self, at: int, by: int) -> None:
        to = max(0, min(at + by, len(self.records) - 1))
        if to == at or at >= len(self.records):
            return
        records = list(self.records)
        records.insert(to, records.pop(at))
        column = next((i for i, cell in enumerate(self._rows[at].cells) if cell.hasFocus()), 0)
        self._take(records)
        self.committed.emit()
        self._focus(to, column)

    def _take(self, records: list[Record]) -> None:
        self.show_records(records)
        self.changed.emit(list(records))

    def _focus(self, at: int, column: int = 0) -> None:
        if 0 <= at < len(self.records):
            cell = self._rows[at].cells[column]
            cell.setFocus(Qt.FocusReason.OtherFocusReason)
            cell.selectAll()

    def _append_row(self) -> None:
        row = _Row(self._columns, self._flag, self._title)
        index = len(self._rows)
        self._rows.append(row)
        self._list.addWidget(row)
        for at, cell in enumerate(row.cells):
            cell.textEdited.connect(lambda text, at=at: self._on_text(index, at, text))
            cell.editingFinished.connect(self.committed)
            cell.installEventFilter(self)
        row.flag.toggled.connect(lambda on: self._on_flag(index, on))
        row.remove.clicked.connect(lambda: self.remove(index))
        row.handle.moved.connect(lambda by: self._drag(index, by))

    def _drag(self, handle: int, by: int) -> None:
        """The handle that was pressed hears all of the drag, while its record moves on."""
        at = handle + self._rows[handle].handle.travelled - by
        self.shift(at, by)

    def _on_text(self, index: int, at: int, text: str) -> None:
        record = self.records[index]
        texts = tuple(text if i == at else old for i, old in enumerate(record.texts))
        self.records[index] = replace(record, texts=texts)
        self.changed.emit(list(self.records))

    def _on_flag(self, index: int, on: bool) -> None:
        if not self._filling:
            self.records[index] = replace(self.records[index], flag=on)
            self.changed.emit(list(self.records))
            self.committed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not self._editable:
            return super().eventFilter(watched, event)
        at, column = next(
            (index, row.cells.index(watched))
            for index, row in enumerate(self._rows)
            if isinstance(watched, Cell) and watched in row.cells
        )
        return self._key(at, column, event) or super().eventFilter(watched, event)

    def _key(self, at: int, column: int, event: QKeyEvent) -> bool:
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste(at, column)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(at, -1 if key == Qt.Key.Key_Up else 1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.committed.emit()
            if at + 1 < len(self.records):
                self._focus(at + 1, column)
            elif any(self.records[at].texts):
                self.insert(at + 1)
            return True
        if key == Qt.Key.Key_Backspace and not any(self.records[at].texts):
            self.remove(at)
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            to = at + (-1 if key == Qt.Key.Key_Up else 1)
            if 0 <= to < len(self.records):
                self._focus(to, column)
                return True
        return False

    def _paste(self, at: int, column: int) -> bool:
        lines = [line for line in QGuiApplication.clipboard().text().splitlines() if line.strip()]
        if len(lines) < 2 or column:
            return False
        rows = [tuple(part.strip() for part in line.split("\t")) for line in lines]
        if not any(self.records[at].texts):
            self.records = [record for index, record in enumerate(self.records) if index != at]
        else:
            at += 1
        self.insert(at, *rows)
        self.committed.emit()
        return True
