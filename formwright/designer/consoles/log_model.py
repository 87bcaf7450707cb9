"""The server log as a flat list of rows for Qt: calls, and beneath open ones what they printed. GUI thread.

New entries come in batches, so that a server that prints without end cannot hold up the window. Rows are
numbered afresh by nobody: entries are only added at the end and dropped at the front.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from formwright.designer.consoles.log_rows import Wanted, call_facts, call_text, detail_rows
from formwright.designer.consoles.rendering import Row
from formwright.designer.core.server_log import CallEntry, Entry, ServerLog

_PAUSE_MILLISECONDS = 40
_AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class LogRow:
    entry: Entry
    detail: Row | None
    """None: the call itself."""

    @property
    def text(self) -> str:
        if self.detail is not None:
            return self.detail.text
        assert isinstance(self.entry, CallEntry)
        return call_text(self.entry)


class LogModel(QAbstractTableModel):
    refreshed = Signal()
    """Rows were added or changed."""

    def __init__(self, log: ServerLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self.rows: list[LogRow] = []
        self.wanted = Wanted()
        self.opening = True
        self._closed: set[int] = set()  # numbers of calls that the user closed or opened against `opening`
        self._read: dict[int, int] = {}  # number of an entry -> lines of it that are rows
        self._new: list[Entry] = []
        self._changed: dict[int, Entry] = {}
        self._dropped = 0
        self._first = 1  # the oldest number that still is there
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._later.timeout.connect(self.flush)
        log.added.connect(self._on_added)
        log.changed.connect(self._on_changed)
        log.dropped.connect(self._on_dropped)
        log.cleared.connect(self.build)
        self.build()

    def release(self) -> None:
        self._log.added.disconnect(self._on_added)
        self._log.changed.disconnect(self._on_changed)
        self._log.dropped.disconnect(self._on_dropped)
        self._log.cleared.disconnect(self.build)
        self._later.stop()

    # -- what Qt asks

    def rowCount(self, parent: _AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole and row.detail is None and isinstance(row.entry, CallEntry):
            return call_facts(row.entry)
        return None

    # -- what users ask

    def want(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self.build()

    def set_opening(self, opening: bool) -> None:
        """Whether what calls print is shown beneath them unless it was closed."""
        self.opening = opening
        self._closed.clear()
        self.build()

    def is_open(self, entry: Entry) -> bool:
        return self.opening != (entry.number in self._closed)

    def toggle(self, row: int) -> None:
        entry = self.rows[row].entry
        head = self._row_of(entry)
        if head < 0 or not isinstance(entry, CallEntry) or not entry.lines:
            return
        self._closed ^= {entry.number}
        if self.is_open(entry):
            self._insert(head + 1, [LogRow(entry, detail) for detail in detail_rows(entry)])
            self._read[entry.number] = len(entry.lines)
        else:
            end = self._end_of(head)
            self.beginRemoveRows(QModelIndex(), head + 1, end - 1)
            del self.rows[head + 1 : end]
            self.endRemoveRows()
        self._tell(head)

    def build(self) -> None:
        self._later.stop()
        self.beginResetModel()
        self._new.clear()
        self._changed.clear()
        self._dropped = 0
        entries = self._log.entries
        self._first = entries[0].number if entries else self._first
        self.rows = [row for entry in entries if self.wanted.passes(entry) for row in self._rows(entry)]
        self.endResetModel()
        self.refreshed.emit()

    @property
    def settled(self) -> bool:
        return not self._later.isActive()

    # -- what the log says

    def _on_added(self, entry: Entry) -> None:
        self._new.append(entry)
        self._soon()

    def _on_changed(self, entry: Entry) -> None:
        self._changed[entry.number] = entry
        self._soon()

    def _on_dropped(self, count: int) -> None:
        self._dropped += count
        self._soon()

    def _soon(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def flush(self) -> None:
        self._later.stop()
        changed, self._changed = self._changed, {}
        new, self._new = self._new, []
        if self._dropped:
            self._dropped = 0
            self._drop()
        fresh = {entry.number for entry in new}
        for entry in changed.values():
            if entry.number not in fresh and entry.number >= self._first:
                self._follow(entry)
        rows = [
            row
            for entry in new
            if entry.number >= self._first and self.wanted.passes(entry)
            for row in self._rows(entry)
        ]
        self._insert(len(self.rows), rows)
        self.refreshed.emit()

    def _rows(self, entry: Entry) -> Iterable[LogRow]:
        if isinstance(entry, CallEntry):
            yield LogRow(entry, None)
            if not self.is_open(entry):
                return
        self._read[entry.number] = len(entry.lines)
        for detail in detail_rows(entry):
            yield LogRow(entry, detail)

    def _drop(self) -> None:
        first = self._log.entries[0].number
        for number in range(self._first, first):
            self._read.pop(number, None)
            self._closed.discard(number)
        self._first = first
        end = 0
        while end < len(self.rows) and self.rows[end].entry.number < first:
            end += 1
        if end:
            self.beginRemoveRows(QModelIndex(), 0, end - 1)
            del self.rows[:end]
            self.endRemoveRows()

    def _follow(self, entry: Entry) -> None:
        head = self._row_of(entry)
        if head < 0 or not self.wanted.passes(entry):
            if self.wanted.passes(entry) != (head >= 0):
                self.build()
            return
        if self.is_open(entry):
            read = self._read.get(entry.number, 0)
            if read < len(entry.lines):
                end = self._end_of(head)
                self._insert(end, [LogRow(entry, detail) for detail in detail_rows(entry, read)])
                self._read[entry.number] = len(entry.lines)
        self._tell(head)

    def _row_of(self, entry: Entry) -> int:
        """Most entries that change are among the last."""
        row = len(self.rows) - 1
        while row >= 0 and self.rows[row].entry.number > entry.number:
            row -= 1
        found = -1
        while row >= 0 and self.rows[row].entry is entry:
            found = row
            row -= 1
        return found

    def _end_of(self, head: int) -> int:
        end, entry = head + 1, self.rows[head].entry
        while end < len(self.rows) and self.rows[end].entry is entry:
            end += 1
        return end

    def _insert(self, at: int, rows: list[LogRow]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self.rows[at:at] = rows
            self.endInsertRows()

    def _tell(self, row: int) -> None:
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)
