"""Rows of the outline as a Qt model that changes as little as the form does. GUI thread.

`show` compares with what is there and inserts, removes, moves and repaints single rows, so that views keep
what is open, selected and scrolled to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.outline.rows import Kind, Row
from formwright.designer.core.forms.wire import COMPONENTS_MIME, FORM_MIME, NODE_MIME

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
# Made once: views ask for those of every row.
OF_OTHERS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
OF_COMPONENTS = OF_OTHERS | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
NO_INDEX = QModelIndex()


@dataclass(eq=False)
class _Item:
    row: Row
    parent: _Item | None
    children: list[_Item]
    number: int


class OutlineModel(QAbstractItemModel):
    named = Signal(object, str)
    """A row and the name its editor was left with."""
    rekeyed = Signal(object, object)
    """Keys, old and new, of a row that is still the same."""

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[int, _Item] = {}
        self._next = 1
        self._root: _Item | None = None

    # --- what is shown
    def show(self, root: Row | None) -> None:
        if root is None or self._root is None or root.key != self._root.row.key:
            self.beginResetModel()
            self._items.clear()
            self._root = self._make(root, None) if root is not None else None
            self.endResetModel()
            return
        self._update(self._root, root)

    def renamed(self, form: str, old: str, new: str) -> None:
        """Before `show`: the component is the same one under another name."""
        for item in self._items.values():
            if item.row.form == form and item.row.name == old:
                before, item.row = item.row, replace(item.row, name=new)
                self.rekeyed.emit(before.key, item.row.key)

    def _make(self, row: Row, parent: _Item | None) -> _Item:
        item = _Item(row, parent, [], self._next)
        self._items[self._next] = item
        self._next += 1
        item.children = [self._make(child, item) for child in row.children]
        return item

    def _update(self, item: _Item, row: Row) -> None:
        if item.row is row:
            return
        if _look(item.row) != _look(row):
            item.row = row
            index = self._index(item)
            self.dataChanged.emit(index, index)
        item.row = row
        self._remove_gone(item, row)
        for position, child in enumerate(row.children):
            if position >= len(item.children) or item.children[position].row is not child:
                self._put(item, position, child)

    def _remove_gone(self, item: _Item, row: Row) -> None:
        keys = {child.key for child in row.children}
        for position in range(len(item.children) - 1, -1, -1):
            if item.children[position].row.key not in keys:
                self.beginRemoveRows(self._index(item), position, position)
                self._forget(item.children.pop(position))
                self.endRemoveRows()

    def _put(self, item: _Item, position: int, row: Row) -> None:
        """The right row at a position: it is there, or comes from further down, or is new."""
        children = item.children
        at = next((n for n in range(position, len(children)) if children[n].row.key == row.key), -1)
        if at < 0:
            self.beginInsertRows(self._index(item), position, position)
            children.insert(position, self._make(row, item))
            self.endInsertRows()
            return
        if at != position:
            parent = self._index(item)
            self.beginMoveRows(parent, at, at, parent, position)
            children.insert(position, children.pop(at))
            self.endMoveRows()
        self._update(children[position], row)

    def _forget(self, item: _Item) -> None:
        del self._items[item.number]
        for child in item.children:
            self._forget(child)

    # --- lookups
    def row(self, index: Index) -> Row | None:
        item = self._items.get(index.internalId()) if index.isValid() else None
        return item.row if item is not None else None

    def indexes_of(self, ref: Ref) -> Iterator[QModelIndex]:
        """Rows of a component, or of a form: an item template is below each of its panels."""
        for item in self._items.values():
            row = item.row
            if row.name == ref.name and row.form == ref.form and row.kind is not Kind.SLOT:
                yield self._index(item)

    def index_of_slot(self, form: str, slot: str, name: str = "") -> QModelIndex:
        for item in self._items.values():
            if item.row.key == (Kind.SLOT.value, form, name, slot):
                return self._index(item)
        return QModelIndex()

    def _index(self, item: _Item) -> QModelIndex:
        position = item.parent.children.index(item) if item.parent is not None else 0
        return self.createIndex(position, 0, item.number)

    # --- QAbstractItemModel
    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        if column != 0 or row < 0:
            return QModelIndex()
        if not parent.isValid():
            return self._index(self._root) if self._root is not None and row == 0 else QModelIndex()
        children = self._items[parent.internalId()].children
        return self.createIndex(row, 0, children[row].number) if row < len(children) else QModelIndex()

    def parent(self, child: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]  # QObject.parent() too
        item = self._items.get(child.internalId()) if child.isValid() else None
        return QModelIndex() if item is None or item.parent is None else self._index(item.parent)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        if not parent.isValid():
            return int(self._root is not None)
        item = self._items.get(parent.internalId())
        return len(item.children) if item is not None else 0

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        del parent
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.title
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (_type_words(row), row.error) if part)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row(index)
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.named.emit(row, str(value).strip())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        return OF_COMPONENTS if row.kind is Kind.COMPONENT else OF_OTHERS

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [COMPONENTS_MIME, NODE_MIME, FORM_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Components of one form: that of the first."""
        data = QMimeData()
        rows = [row for index in indexes if (row := self.row(index)) and row.kind is Kind.COMPONENT]
        if rows:
            names = [row.name for row in rows if row.form == rows[0].form]
            value = {"form": rows[0].form, "names": list(dict.fromkeys(names))}
            data.setData(COMPONENTS_MIME, json.dumps(value).encode())
        return data


def _look(row: Row) -> tuple[object, ...]:
    return (row.name, row.title, row.type, row.hidden, row.error, row.full, not row.children)


def _type_words(row: Row) -> str:
    if row.kind is Kind.SLOT:
        return f"The slot {row.slot!r}{', which takes one component only' if row.full else ''}"
    if row.kind is Kind.ITEMS:
        return f"{row.form}: repeated for each item, edited in place"
    return row.type or "Form"


def _spoken(row: Row) -> str:
    words = [row.title, {Kind.SLOT: "slot", Kind.ITEMS: "item template"}.get(row.kind, row.type or "form")]
    if row.hidden:
        words.append("hidden")
    if row.error:
        words.append(f"broken: {row.error}")
    return ", ".join(words)
