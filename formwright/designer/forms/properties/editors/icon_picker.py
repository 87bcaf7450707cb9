"""Choosing an icon out of thousands: a grid that draws what is in sight, and a search. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from formwright.designer.forms.properties.editors.popup import Popup
from formwright.designer.ui.app_icons import draw_app_icon, icon_names
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

_SIDE = 38
Index = QModelIndex | QPersistentModelIndex


class _Names(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.names = icon_names()

    def search(self, text: str) -> None:
        """All words; names that begin with the first come first."""
        words = text.lower().replace("_", "-").split()
        found = [name for name in icon_names() if all(word in name.replace("_", "-") for word in words)]
        if words:
            found.sort(key=lambda name: not name.partition(":")[2].startswith(words[0]))
        self.beginResetModel()
        self.names = tuple(found)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.names[index.row()] if role in shown else None


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = QRect(option.rect)
        state = option.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = ""
        if state & QStyle.StateFlag.State_Selected:
            fill = tokens().accent_soft
        elif state & QStyle.StateFlag.State_MouseOver:
            fill = tokens().hover
        if fill:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        sign = QRect(0, 0, 22, 22)
        sign.moveCenter(area.center())
        draw_app_icon(painter, sign, str(index.data()), QColor(tokens().text))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(_SIDE, _SIDE)


class IconPicker(Popup):
    picked = Signal(str)

    def __init__(self, owner: QWidget, value: str) -> None:
        super().__init__(owner, 8 * _SIDE + 36)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search icons")
        self.search.setAccessibleName("Search icons")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.model = _Names()
        self.grid = QListView()
        self.grid.setObjectName("icon_grid")
        self.grid.setAccessibleName("Icons")
        self.grid.setViewMode(QListView.ViewMode.IconMode)
        self.grid.setResizeMode(QListView.ResizeMode.Adjust)
        self.grid.setUniformItemSizes(True)
        self.grid.setGridSize(QSize(_SIDE, _SIDE))
        self.grid.setMovement(QListView.Movement.Static)
        self.grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grid.setMouseTracking(True)
        self.grid.setFixedHeight(6 * _SIDE + 4)
        self.grid.setItemDelegate(_Delegate(self.grid))
        self.grid.setModel(self.model)
        self._name = QLabel()
        self._name.setProperty("kind", "muted")
        none = QPushButton("No icon")
        none.clicked.connect(lambda: self._pick(""))
        foot = QHBoxLayout()
        foot.addWidget(self._name, 1)
        foot.addWidget(none)
        self.column.addWidget(self.search)
        self.column.addWidget(self.grid)
        self.column.addLayout(foot)
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.grid.installEventFilter(self)
        self.grid.clicked.connect(lambda index: self._pick(str(index.data())))
        self.grid.entered.connect(lambda index: self._name.setText(str(index.data())))
        self._select(value)

    def _select(self, value: str) -> None:
        at = self.model.names.index(value) if value in self.model.names else -1
        if at >= 0:
            index = self.model.index(at)
            self.grid.setCurrentIndex(index)
            self.grid.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._tell()

    def _tell(self) -> None:
        index = self.grid.currentIndex()
        count = len(self.model.names)
        none = "No icon has that in its name" if self.search.text() else ""
        self._name.setText(str(index.data()) if index.isValid() else f"{count} icons" if count else none)

    def _on_search(self, text: str) -> None:
        self.model.search(text)
        if text and self.model.names:
            self.grid.setCurrentIndex(self.model.index(0))
        self._tell()

    def _pick(self, name: str) -> None:
        self.picked.emit(name)
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the grid while the search field has the keyboard; Enter takes the current one."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.grid.currentIndex()
            if index.isValid():
                self._pick(str(index.data()))
            return True
        if watched is self.search and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.grid.setFocus()
            if not self.grid.currentIndex().isValid() and self.model.names:
                self.grid.setCurrentIndex(self.model.index(0))
                return True
        if watched is self.grid and event.text().isalnum():
            self.search.setFocus()
            self.search.setText(self.search.text() + event.text())
            return True
        shown = super().eventFilter(watched, event)
        self._tell()
        return shown
