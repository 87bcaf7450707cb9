"""The list of tools: tiles in as many columns as fit, under headings that open and close. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from formwright.designer.core.forms.tools import Tool
from formwright.designer.forms.toolbox.delegate import ToolDelegate, drag_picture
from formwright.designer.forms.toolbox.model import Heading, ToolboxModel


class ToolboxView(QListView):
    chosen = Signal(object)
    """A tool, to be put into the form."""
    typed = Signal(str)
    """A letter, for the search field."""
    left_above = Signal()
    control_pressed = Signal(object)
    """A key together with Ctrl: accepted when it was somebody's."""

    def __init__(self, model: ToolboxModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(ToolDelegate(self))
        self.setAccessibleName("Components")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().setSingleStep(20)

    def choose_first(self) -> None:
        if self._model.rowCount():
            first = next(
                (row for row in range(self._model.rowCount()) if self._model.tool(self._model.index(row))), 0
            )
            self.setCurrentIndex(self._model.index(first))

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if isinstance(row, Heading):
            self._model.toggle(row.title)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if isinstance(row, Tool):
            self.chosen.emit(row)
        elif isinstance(row, Heading):
            self._model.toggle(row.title)  # the second press of a quick pair counts too

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            super().mouseDoubleClickEvent(event)

    # --- keys
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._model.row(self.currentIndex())
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row is not None:
            if isinstance(row, Heading):
                self._model.toggle(row.title)
            else:
                self.chosen.emit(row)
        elif isinstance(row, Heading) and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._model.toggle(row.title, key == Qt.Key.Key_Right)
        elif key == Qt.Key.Key_Up and self._is_in_first_line():
            self.left_above.emit()
        elif event.text().isprintable() and event.text().strip() and not _with_control(event):
            self.typed.emit(event.text())
        else:
            if _with_control(event):
                event.ignore()
                self.control_pressed.emit(event)
                if event.isAccepted():
                    return
            super().keyPressEvent(event)

    def _is_in_first_line(self) -> bool:
        here, first = self.visualRect(self.currentIndex()), self.visualRect(self._model.index(0))
        return not self.currentIndex().isValid() or here.top() == first.top()

    # --- dragging
    def startDrag(self, supported: Qt.DropAction) -> None:
        del supported
        index = self.currentIndex()
        tool = self._model.tool(index)
        if tool is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData([index]))
        drag.setPixmap(drag_picture(tool, self.font(), self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(10, 14))
        drag.exec(Qt.DropAction.CopyAction)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.scheduleDelayedItemsLayout()
        return super().viewportEvent(event)


def _with_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
