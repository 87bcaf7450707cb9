"""The tree widget: what stays open, the selection, keys, and drags with their insertion line. GUI thread.

Says what was dropped where; what that means is the panel's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from formwright.designer.core.forms.outline.drops import Part
from formwright.designer.core.forms.outline.rows import Kind, Row
from formwright.designer.forms.outline.model import Index, OutlineModel
from formwright.designer.ui.theme import tokens

#: Whether something can be dropped on a part of a row (whose rows below are shown or not): "" or why not.
Key = tuple[str, str, str, str]
MayDrop = Callable[[QMimeData, Row, Part, bool], str]
EDGE = 7
"""Pixels at the top and bottom of a row where a drop goes between rows."""
UNTIL_OPEN = 600
"""Milliseconds over a closed row until it opens during a drag."""


class OutlineView(QTreeView):
    chosen = Signal()
    """The user selected rows."""
    dropped = Signal(object, object, object, bool, bool)
    """Mime data, row, part, whether the row is open, whether to copy."""
    refused = Signal(str)
    key_pressed = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: OutlineModel, may_drop: MayDrop) -> None:
        super().__init__()
        self._model = model
        self._may_drop = may_drop
        self._closed: set[Key] = set()
        self._quiet = False
        self._drop: tuple[QModelIndex, Part] | None = None
        self._opening = QTimer(self)
        self._opening.setSingleShot(True)
        self._opening.setInterval(UNTIL_OPEN)
        self._opening.timeout.connect(self._open_under_drag)
        self.setModel(model)
        self.setAccessibleName("Outline of the form")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setAnimated(False)
        self.setIconSize(QSize(16, 16))
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)  # ours is drawn in paintEvent
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        self.setMouseTracking(True)
        self.collapsed.connect(self._on_collapsed)
        self.expanded.connect(self._on_expanded)
        model.rowsInserted.connect(self._on_inserted)
        model.modelReset.connect(self._expand_all)
        model.rekeyed.connect(self._on_rekeyed)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Without the band that Qt draws left of a selected row: the delegate draws all of it."""
        painter.fillRect(rect, QColor(tokens().window))
        super().drawBranches(painter, rect, index)

    # --- what is open
    def _on_collapsed(self, index: QModelIndex) -> None:
        if (row := self._model.row(index)) is not None:
            self._closed.add(row.key)

    def _on_expanded(self, index: QModelIndex) -> None:
        if (row := self._model.row(index)) is not None:
            self._closed.discard(row.key)

    def _on_rekeyed(self, old: Key, new: Key) -> None:
        if old in self._closed:
            self._closed.add(new)

    def _on_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        self._expand(parent)
        for position in range(first, last + 1):
            self._expand_below(self._model.index(position, 0, parent))

    def _expand_all(self) -> None:
        self._expand_below(self._model.index(0, 0))

    def _expand_below(self, index: QModelIndex) -> None:
        if not self._model.rowCount(index):
            return
        self._expand(index)
        for position in range(self._model.rowCount(index)):
            self._expand_below(self._model.index(position, 0, index))

    def _expand(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None and row.key not in self._closed:
            self.setExpanded(index, True)

    # --- what is selected
    def quietly(self, change: Callable[[], object]) -> None:
        """Does something to the rows that is no choice of the user's."""
        before, self._quiet = self._quiet, True
        try:
            change()
        finally:
            self._quiet = before

    def choose(self, indexes: Iterable[QModelIndex]) -> None:
        """Selects exactly these; the last becomes the current one and is scrolled to."""
        found = [index for index in indexes if index.isValid()]
        selection = QItemSelection()
        for index in found:
            selection.select(index, index)
        model = self.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if found:
            model.setCurrentIndex(found[-1], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(found[-1])

    def selected_rows(self) -> tuple[Row, ...]:
        """In the order of the tree, the current one last."""
        current = self.currentIndex()
        indexes = sorted(
            self.selectionModel().selectedIndexes(), key=lambda each: self.visualRect(each).top()
        )
        indexes.sort(key=lambda each: each == current)
        return tuple(row for index in indexes if (row := self._model.row(index)) is not None)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._quiet:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() != QAbstractItemView.State.EditingState:
            event.ignore()
            self.key_pressed.emit(event)
            if event.isAccepted():
                return
        super().keyPressEvent(event)

    def is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    # --- dragging
    def startDrag(self, supported: Qt.DropAction) -> None:
        del supported
        data = self._model.mimeData(self.selectionModel().selectedIndexes())
        if not data.formats():
            return
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(event.mimeData().hasFormat(name) for name in self._model.mimeTypes()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        at = self._place_at(event.position().toPoint())
        self._scroll_at_edges(event.position().toPoint())
        row = self._model.row(at[0]) if at is not None else None
        reason = "Drop it on a row." if at is None or row is None else self._may_drop(
            event.mimeData(), row, at[1], self._is_open(at[0])
        )  # fmt: skip
        self._show_drop(None if reason else at)
        if at is not None and at[1] is Part.INTO and not self.isExpanded(at[0]):
            self._opening.start()
        else:
            self._opening.stop()
        if reason:
            self.refused.emit(reason)
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(None)
        self._opening.stop()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        at = self._place_at(event.position().toPoint())
        self._show_drop(None)
        self._opening.stop()
        row = self._model.row(at[0]) if at is not None else None
        if at is None or row is None or self._may_drop(event.mimeData(), row, at[1], self._is_open(at[0])):
            event.ignore()
            return
        copying = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        event.setDropAction(Qt.DropAction.CopyAction)  # the view must not remove rows itself
        event.accept()
        self.dropped.emit(event.mimeData(), row, at[1], self._is_open(at[0]), copying)

    def _place_at(self, point: QPoint) -> tuple[QModelIndex, Part] | None:
        index = self.indexAt(point)
        if not index.isValid():
            last = self._last_index()
            below = last.isValid() and point.y() > self.visualRect(last).bottom()
            return (self._model.index(0, 0), Part.INTO) if below else None
        row, area = self._model.row(index), self.visualRect(index)
        if row is not None and row.kind is Kind.COMPONENT:
            if point.y() - area.top() < EDGE:
                return index, Part.BEFORE
            if area.bottom() - point.y() < EDGE:
                return index, Part.AFTER
        return index, Part.INTO

    def _last_index(self) -> QModelIndex:
        index = self._model.index(0, 0)
        while index.isValid() and self.isExpanded(index) and self._model.rowCount(index):
            index = self._model.index(self._model.rowCount(index) - 1, 0, index)
        return index

    def _is_open(self, index: QModelIndex) -> bool:
        return self.isExpanded(index) and self._model.rowCount(index) > 0

    def _open_under_drag(self) -> None:
        index = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        if index.isValid():
            self.expand(index)

    def _scroll_at_edges(self, point: QPoint) -> None:
        bar = self.verticalScrollBar()
        if point.y() < 18:
            bar.setValue(bar.value() - 8)
        elif point.y() > self.viewport().height() - 18:
            bar.setValue(bar.value() + 8)

    def _show_drop(self, at: tuple[QModelIndex, Part] | None) -> None:
        if at != self._drop:
            self._drop = at
            self.viewport().update()

    @property
    def drop_shown(self) -> Part | None:
        return self._drop[1] if self._drop is not None else None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is None:
            return
        index, part = self._drop
        area = self.visualRect(index)
        accent = QColor(tokens().accent)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent, 2))
        if part is Part.INTO:
            painter.drawRoundedRect(area.adjusted(-1, 1, -3, -1), 5, 5)
        else:
            y = area.top() if part is Part.BEFORE else area.bottom() + 1
            left = area.left() + (self.indentation() if part is Part.AFTER and self._is_open(index) else 0)
            painter.drawLine(left + 6, y, self.viewport().width() - 8, y)
            painter.setBrush(QColor(tokens().window))
            painter.drawEllipse(QPoint(left + 3, y), 3, 3)
        painter.end()
