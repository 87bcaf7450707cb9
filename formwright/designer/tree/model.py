"""Nodes as a Qt model, with renaming, dropping and one placeholder for what is being added. GUI thread."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from formwright.designer.core.forms.wire import FORM_MIME
from formwright.designer.core.tree import Kind, Node
from formwright.designer.tree.filtering import filtered

NODE = Qt.ItemDataRole.UserRole
MIME = "application/x-formwright-tree-node"
PENDING = "\0new"
"""The dotted name of the placeholder."""

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


@dataclass(frozen=True)
class _Row:
    node: Node
    parent: int
    """Number of the parent row; -1 at the top."""
    position: int
    children: list[int]


def problems_below(node: Node) -> tuple[int, int]:
    """Errors and warnings of the node and of all below it."""
    found = [problem for item in node.walk() for problem in item.problems]
    errors = sum(problem.severity == "error" for problem in found)
    return errors, len(found) - errors


class TreeModel(QAbstractItemModel):
    named = Signal(object, str)
    """A node and the name its editor was left with."""
    dropped = Signal(str, object)
    """Key of the node that was dragged, and the node it was dropped on."""
    files_dropped = Signal(tuple)
    """Paths of files dragged in from outside, onto the theme assets."""

    def __init__(self, can_drop: Callable[[str, Node], bool]) -> None:
        super().__init__()
        self._can_drop = can_drop
        self._nodes: tuple[Node, ...] = ()
        self._filter = ""
        self._pending: tuple[str, Node] | None = None
        self._rows: list[_Row] = []
        self._top: list[int] = []

    # --- what is shown
    def show(self, nodes: Sequence[Node]) -> bool:
        """False when nothing differs from what is shown already."""
        if tuple(nodes) == self._nodes:
            return False
        self._nodes = tuple(nodes)
        self._rebuild()
        return True

    def set_filter(self, text: str) -> None:
        self._filter = text
        self._rebuild()

    def set_pending(self, parent_key: str, node: Node | None) -> None:
        """Shows a placeholder below the parent, or takes it away again (None)."""
        self._pending = (parent_key, replace(node, dotted=PENDING)) if node is not None else None
        self._rebuild()

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._rows = []
        shown = filtered(self._nodes, self._filter)
        self._top = [self._put(node, -1, position) for position, node in enumerate(shown)]
        self.endResetModel()

    def _put(self, node: Node, parent: int, position: int) -> int:
        number = len(self._rows)
        children: list[int] = []
        self._rows.append(_Row(node, parent, position, children))
        below = node.children
        if self._pending is not None and self._pending[0] == node.key:
            below = (self._pending[1], *below)
        for index, child in enumerate(below):
            children.append(self._put(child, number, index))
        return number

    # --- lookups
    def node(self, index: Index) -> Node | None:
        return self._rows[index.internalId()].node if index.isValid() else None

    def index_of(self, key: str) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if row.node.key == key:
                return self.createIndex(row.position, 0, number)
        return QModelIndex()

    def index_of_path(self, path: str) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if path and path in (row.node.path, row.node.template):
                return self.createIndex(row.position, 0, number)
        return QModelIndex()

    def pending_index(self) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if row.node.dotted == PENDING:
                return self.createIndex(row.position, 0, number)
        return QModelIndex()

    # --- QAbstractItemModel
    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        numbers = self._rows[parent.internalId()].children if parent.isValid() else self._top
        if column != 0 or not 0 <= row < len(numbers):
            return QModelIndex()
        return self.createIndex(row, 0, numbers[row])

    def parent(self, child: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]  # QObject.parent() too
        number = self._rows[child.internalId()].parent if child.isValid() else -1
        return QModelIndex() if number < 0 else self.createIndex(self._rows[number].position, 0, number)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return len(self._rows[parent.internalId()].children if parent.isValid() else self._top)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        del parent
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node(index)
        if node is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.name
        if role == NODE:
            return node
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(node)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(node)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self.node(index)
        if node is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.named.emit(node, str(value).strip())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        if node.editable:
            flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        return flags

    # --- drag and drop
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [MIME, "text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        node = self.node(indexes[0]) if indexes else None
        if node is not None:
            data.setData(MIME, node.key.encode())
            if node.kind is Kind.FORM:
                data.setData(FORM_MIME, json.dumps(node.dotted).encode())  # it can be put into another form
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        del action, row, column
        target = self.node(parent)
        if target is None:
            return False
        if data.hasFormat(MIME):
            return self._can_drop(bytes(data.data(MIME).data()).decode(), target)
        return data.hasUrls() and target.kind in (Kind.THEME, Kind.ASSET_FOLDER, Kind.ASSET)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        target = self.node(parent)
        if target is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        if data.hasFormat(MIME):
            self.dropped.emit(bytes(data.data(MIME).data()).decode(), target)
        else:
            self.files_dropped.emit(tuple(url.toLocalFile() for url in data.urls() if url.isLocalFile()))
        return False  # the view must not remove the dragged row: the model is rebuilt from the app


_WORDS = {
    Kind.FORM: "form",
    Kind.MODULE: "module",
    Kind.PACKAGE: "package",
    Kind.SERVER_MODULE: "server module",
    Kind.SERVER_PACKAGE: "server package",
    Kind.ASSET: "asset",
    Kind.ASSET_FOLDER: "asset folder",
    Kind.FILE: "file",
}


def _spoken(node: Node) -> str:
    words = [node.name, _WORDS.get(node.kind, "")]
    if node.startup:
        words.append("startup form")
    errors, warnings = problems_below(node)
    if errors:
        words.append(f"{errors} error{'s' if errors > 1 else ''}")
    if warnings:
        words.append(f"{warnings} warning{'s' if warnings > 1 else ''}")
    return ", ".join(word for word in words if word)


def _tooltip(node: Node) -> str:
    lines = [node.path or node.name]
    if node.server:
        lines.append("Runs on the server: users never see this code.")
    if node.startup:
        lines.append("Shown first when the app starts.")
    lines += [str(problem) for problem in node.problems[:6]]
    return "\n".join(lines)
