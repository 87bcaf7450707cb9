"""A field and a list over the window: type a few letters, Enter takes the first fit. GUI thread.

Used by the command palette and by go to file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.fuzzy import best
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

ITEM = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 30


@dataclass(frozen=True)
class Pick:
    title: str
    run: Callable[[], object]
    detail: str = ""
    key: str = ""
    icon: str = ""
    enabled: bool = True


class _Model(QAbstractListModel):
    def __init__(self, picks: Sequence[Pick]) -> None:
        super().__init__()
        self.shown = list(picks)

    def show(self, picks: list[Pick]) -> None:
        self.beginResetModel()
        self.shown = picks
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        pick = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return pick.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{pick.title} {pick.detail} {pick.key}"
        return pick if role == ITEM else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        enabled = self.shown[index.row()].enabled
        return super().flags(index) if enabled else Qt.ItemFlag.NoItemFlags


class _Rows(QStyledItemDelegate):
    """Icon, title, detail in grey, and the key on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(200, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        pick: Pick = index.data(ITEM)
        colours = tokens()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(area.adjusted(4, 1, -4, -1), 5, 5)
        inner = area.adjusted(14, 0, -14, 0)
        if pick.icon:
            icon(pick.icon, "muted").paint(painter, QRect(inner.x(), inner.y() + 6, 18, 18))
        inner.setLeft(inner.left() + 28)
        painter.setPen(QColor(colours.text if pick.enabled else colours.muted))
        line = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(inner, line, pick.title)
        used = painter.fontMetrics().horizontalAdvance(pick.title) + 12
        painter.setPen(QColor(colours.muted))
        painter.drawText(inner, line | Qt.AlignmentFlag.AlignRight, pick.key)
        key_width = painter.fontMetrics().horizontalAdvance(pick.key) + 12 if pick.key else 0
        room = inner.adjusted(used, 0, -key_width, 0)
        detail = painter.fontMetrics().elidedText(pick.detail, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, line, detail)
        painter.restore()


class QuickPick(QFrame):
    """Shows itself under the top edge of the window; goes away on Esc or when it loses the focus."""

    def __init__(self, window: QWidget, name: str, placeholder: str, picks: Sequence[Pick]) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("quickpick")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self._window = window
        self._picks = list(picks)
        self._model = _Model(self._picks)
        self.field = QLineEdit()
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(name)
        self.field.addAction(icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(f"{name}: choices")
        self._nothing = QLabel("Nothing fits.")
        self._nothing.setProperty("kind", "muted")
        self._nothing.setContentsMargins(14, 6, 14, 10)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._nothing)
        self.field.textChanged.connect(self._filter)
        self.list.clicked.connect(self._take)
        self.setFocusProxy(self.field)
        self._filter("")

    def open(self) -> None:
        window = self._window
        width = min(680, window.width() - 40)
        rows = min(12, max(1, len(self._picks)))
        self.resize(width, 62 + rows * ROW_HEIGHT)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + 60)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
        key = Qt.Key(event.key())
        if key in step:
            self._move(step[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _filter(self, text: str) -> None:
        found = best(text, self._picks, lambda pick: f"{pick.title} {pick.detail}")
        self._model.show(found)
        self._nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        first = next((row for row, pick in enumerate(found) if pick.enabled), -1)
        if first >= 0:
            self.list.setCurrentIndex(self._model.index(first))

    def _move(self, by: int) -> None:
        count = self._model.rowCount()
        if not count:
            return
        row = self.list.currentIndex().row()
        one = 1 if by > 0 else -1
        target = max(0, min(count - 1, row + by)) if abs(by) > 1 else (row + by) % count
        while not self._model.shown[target].enabled and 0 <= target + one < count:
            target += one
        self.list.setCurrentIndex(self._model.index(target))

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        pick: Pick = index.data(ITEM)
        if pick.enabled:
            self.close()
            pick.run()
