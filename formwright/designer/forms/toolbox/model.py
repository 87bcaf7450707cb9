"""The catalog's groups as one list: a row for each group, then its tools, if it is open. GUI thread."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from formwright.designer.core.forms.tools import Tool, ToolGroup
from formwright.designer.core.forms.wire import NODE_MIME
from formwright.designer.core.fuzzy import best

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Heading:
    title: str
    count: int
    open: bool
    description: str = ""


Row = Heading | Tool


class ToolboxModel(QAbstractListModel):
    """What is closed is kept by the title of the group, as long as the app is open."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[ToolGroup, ...] = ()
        self._closed = {"Map"}
        self._filter = ""
        self._rows: list[Row] = []

    def show(self, groups: tuple[ToolGroup, ...]) -> None:
        if groups != self._groups:
            self._groups = groups
            self._rebuild()

    def set_filter(self, text: str) -> None:
        if text.strip() != self._filter:
            self._filter = text.strip()
            self._rebuild()

    @property
    def filtered(self) -> bool:
        return bool(self._filter)

    def toggle(self, title: str, opened: bool | None = None) -> None:
        """Opens or closes a group; the rows below move, nothing else."""
        row = next((n for n, each in enumerate(self._rows) if _is_heading(each, title)), -1)
        group = next((each for each in self._groups if each.title == title), None)
        if row < 0 or group is None or self._filter or (title not in self._closed) == opened:
            return
        if title in self._closed:
            self._closed.discard(title)
            self.beginInsertRows(QModelIndex(), row + 1, row + len(group.tools))
            self._rows[row + 1 : row + 1] = group.tools
            self.endInsertRows()
        else:
            self._closed.add(title)
            self.beginRemoveRows(QModelIndex(), row + 1, row + len(group.tools))
            del self._rows[row + 1 : row + 1 + len(group.tools)]
            self.endRemoveRows()
        self._rows[row] = Heading(title, len(group.tools), title not in self._closed, group.description)
        self.dataChanged.emit(self.index(row), self.index(row))

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._rows = self._found() if self._filter else self._all()
        self.endResetModel()

    def _all(self) -> list[Row]:
        rows: list[Row] = []
        for group in self._groups:
            is_open = group.title not in self._closed
            rows.append(Heading(group.title, len(group.tools), is_open, group.description))
            rows += group.tools if is_open else ()
        return rows

    def _found(self) -> list[Row]:
        """Best first, without groups: what is typed is looked for in names, then in descriptions."""
        found = {(tool.title, tool.type): tool for group in self._groups for tool in group.tools}
        tools = list(found.values())
        by_name = best(self._filter, tools, lambda tool: tool.title)
        words = self._filter.lower()
        others = [tool for tool in tools if tool not in by_name and words in tool.description.lower()]
        return [*by_name, *others]

    # --- lookups
    def row(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def tool(self, index: Index) -> Tool | None:
        row = self.row(index)
        return row if isinstance(row, Tool) else None

    def index_of(self, name: str) -> QModelIndex:
        """Of a tool's title or type, or of a group's title."""
        for number, row in enumerate(self._rows):
            if name == row.title or (isinstance(row, Tool) and name == row.type):
                return self.index(number)
        return QModelIndex()

    # --- QAbstractListModel
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<b>{row.title}</b><br>{row.description}" if isinstance(row, Tool) else row.description
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(row, Heading):
                return f"{row.title}, group, {'open' if row.open else 'closed'}, {row.count} components"
            return row.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and isinstance(row, Tool):
            return row.description
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.tool(index) is not None else flags

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [NODE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        tool = self.tool(indexes[0]) if indexes else None
        if tool is not None:
            data.setData(NODE_MIME, json.dumps(tool.node).encode())
        return data


def _is_heading(row: Row, title: str) -> bool:
    return isinstance(row, Heading) and row.title == title
