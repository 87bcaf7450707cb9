"""The tree widget itself: keys, clicks, what stays expanded, the editor of names. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTreeView, QWidget

from formwright.designer.core.tree import ROOTS, Kind, Node
from formwright.designer.tree.model import TreeModel


class TreeView(QTreeView):
    opened = Signal(object, bool)
    """A node, and whether the focus should go with it (Enter, double click) or stay (one click)."""
    selected = Signal()
    menu_wanted = Signal(QPoint)
    editing_ended = Signal()

    def __init__(self, model: TreeModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName("App")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setAnimated(False)
        self.setIconSize(QSize(16, 16))
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        self.setMouseTracking(True)
        self._press_modifiers = Qt.KeyboardModifier.NoModifier
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self._collapsed: set[str] = set()
        self._known: set[str] = set()
        self.collapsed.connect(self._on_collapsed)
        self.expanded.connect(self._on_expanded)

    # --- keeping the state over rebuilds
    def show_nodes(self, nodes: Sequence[Node]) -> None:
        keys = self.selected_keys()
        current = self._model.node(self.currentIndex())
        position = self.verticalScrollBar().value()
        if not self._model.show(nodes):
            return
        self.restore(keys, current.key if current else "")
        self.verticalScrollBar().setValue(position)

    def restore(self, keys: Sequence[str], current: str) -> None:
        """After a reset of the model: packages are open unless the user closed them."""
        self._expand_below(QModelIndex())
        if current:
            self.choose(self._model.index_of(current))
        selection = self.selectionModel()
        for key in keys:
            index = self._model.index_of(key)
            if index.isValid():
                selection.select(index, selection.SelectionFlag.Select)

    def _expand_below(self, parent: QModelIndex) -> None:
        for row in range(self._model.rowCount(parent)):
            index = self._model.index(row, 0, parent)
            node = self._model.node(index)
            if node is None or not self._model.rowCount(index):
                continue
            self.setExpanded(index, node.key not in self._collapsed)
            self._expand_below(index)

    def _on_collapsed(self, index: QModelIndex) -> None:
        if (node := self._model.node(index)) is not None:
            self._collapsed.add(node.key)

    def _on_expanded(self, index: QModelIndex) -> None:
        if (node := self._model.node(index)) is not None:
            self._collapsed.discard(node.key)

    # --- what is chosen
    def selected_nodes(self) -> tuple[Node, ...]:
        found = (self._model.node(index) for index in self.selectionModel().selectedIndexes())
        return tuple(node for node in found if node is not None)

    def selected_keys(self) -> tuple[str, ...]:
        return tuple(node.key for node in self.selected_nodes())

    def current_node(self) -> Node | None:
        return self._model.node(self.currentIndex())

    def choose(self, index: QModelIndex) -> None:
        """Alone selected; said outright, because Qt would look at the Ctrl key of the command's shortcut."""
        if index.isValid():
            selection = self.selectionModel()
            selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selected.emit()

    # --- opening
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press_modifiers = event.modifiers()
        super().mousePressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        node = self._model.node(index)
        if node is None or self._press_modifiers != Qt.KeyboardModifier.NoModifier:
            return
        if node.kind in ROOTS and node.kind is not Kind.SETTINGS:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.opened.emit(node, False)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if (node := self._model.node(index)) is not None:
            self.opened.emit(node, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_editing():
            if (node := self.current_node()) is not None:
                if node.path:
                    self.opened.emit(node, True)
                else:
                    self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))
            return
        super().keyPressEvent(event)

    # --- naming
    def is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def rename_at(self, index: QModelIndex) -> None:
        self.choose(index)
        self.edit(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.editing_ended.emit()
