"""Entries of a form's template as a table: a row for each, a column for each main field. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from formwright.designer.core.forms.reuse.declarations import Entry, Field, shown
from formwright.designer.forms.component_panel.sources import Entries

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
#: Takes what was typed into a field of an entry; False keeps what was there.
Take = Callable[[int, Field, str], bool]


class EntriesModel(QAbstractTableModel):
    def __init__(self, entries: Entries, take: Take) -> None:
        super().__init__()
        self.fields = tuple(field for field in entries.fields if field.in_table)
        self._entries = entries
        self._take = take
        self._rows: tuple[Entry, ...] = entries.all()

    def refresh(self) -> None:
        """Rows that are there stay, so that views keep what is selected."""
        rows = self._entries.all()
        old = len(self._rows)
        if len(rows) > old:
            self.beginInsertRows(NO_INDEX, old, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        elif len(rows) < old:
            self.beginRemoveRows(NO_INDEX, len(rows), old - 1)
            self._rows = rows
            self.endRemoveRows()
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.fields) - 1))

    def entry(self, row: int) -> Entry | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.fields[section].title
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        field, entry = self.fields[index.column()], self._rows[index.row()]
        text = shown(field, entry)
        if field.input == "flag":
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if text else Qt.CheckState.Unchecked
            return f"{field.title}: {text or 'no'}" if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{field.title}: {text or 'empty'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return text or field.hint or None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        field = self.fields[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._take(index.row(), field, "yes" if value in (2, Qt.CheckState.Checked) else "")
        if role != Qt.ItemDataRole.EditRole or str(value) == shown(field, self._rows[index.row()]):
            return False
        return self._take(index.row(), field, str(value))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.fields[index.column()].input == "flag":
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable
