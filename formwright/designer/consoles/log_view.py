"""The list of the server log: keys, links, copying, and following what is new. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from formwright.designer.consoles.log_delegate import INDENT, TRIANGLE, LogDelegate, columns
from formwright.designer.consoles.log_model import LogModel, LogRow
from formwright.designer.consoles.log_rows import place_of, place_of_call
from formwright.designer.core.locations import Location
from formwright.designer.ui.theme import tokens


class LogView(QTableView):
    location_clicked = Signal(Location)

    def __init__(self, model: LogModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._following = True
        self._delegate = LogDelegate(model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setObjectName("server_log")
        self.setAccessibleName(name)
        self.setFrameStyle(0)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self._note_later = QTimer(self, singleShot=True, interval=0)
        self._note_later.timeout.connect(self._note_following)
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self._note_later.start())
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        model.refreshed.connect(self._on_refreshed)

    # -- rows

    def set_code_font(self, font: QFont) -> None:
        self._delegate.set_code_font(font)
        height = max(QFontMetrics(font).height() + 4, QFontMetrics(self.font()).height() + 8)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(height)
        self.viewport().update()

    def row(self, index: QModelIndex) -> LogRow | None:
        return self._model.rows[index.row()] if index.isValid() else None

    def copy_text(self) -> None:
        """The selected rows, or all."""
        chosen = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = [self._model.rows[number] for number in chosen] if chosen else self._model.rows
        text = "\n".join(row.text if row.detail is None else f"    {row.text}" for row in rows)
        QGuiApplication.clipboard().setText(text)

    @property
    def following(self) -> bool:
        return self._following

    def follow(self) -> None:
        self._following = True
        self.scrollToBottom()

    def _on_refreshed(self) -> None:
        self._fit()
        if self._following:
            self.scrollToBottom()

    def _on_range(self, _least: int, most: int) -> None:
        """The range follows new rows later than they come."""
        if self._following:
            self.verticalScrollBar().setValue(most)

    def _fit(self) -> None:
        """As wide as the longest of the rows near the end, which are those that are looked at."""
        details = [row for row in self._model.rows[-200:] if row.detail is not None]
        longest = self._delegate.width_of(max(details, key=lambda row: len(row.text))) if details else 0
        self.setColumnWidth(0, max(self.viewport().width(), min(longest, 4000)))

    def _note_following(self) -> None:
        bar = self.verticalScrollBar()
        self._following = bar.value() >= bar.maximum() - 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._note_following()

    # -- pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        shape = Qt.CursorShape.PointingHandCursor if self._link(event) else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers():
            return
        if (link := self._link(event)) is not None:
            self.location_clicked.emit(link)
            return
        row = self.row(index := self.indexAt(event.position().toPoint()))
        if row is not None and row.detail is None and self._x(event) < TRIANGLE:
            self._model.toggle(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row(index := self.indexAt(event.position().toPoint()))
        if row is not None and row.detail is None and self._x(event) >= TRIANGLE:
            self._model.toggle(index.row())

    def _x(self, event: QMouseEvent) -> int:
        return round(event.position().x()) + self.horizontalScrollBar().value()

    def _link(self, event: QMouseEvent) -> Location | None:
        row = self.row(self.indexAt(event.position().toPoint()))
        span = self._delegate.link_at(row, self._x(event)) if row is not None else None
        return span.location if span is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        row = self.row(index)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_text()
        elif row is not None and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._open(index, event.key() == Qt.Key.Key_Right)
        elif row is not None and event.key() == Qt.Key.Key_Space and row.detail is None:
            self._model.toggle(index.row())
        elif row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            place = place_of_call(row.entry) if row.detail is None else place_of(row.detail)
            if place is not None:
                self.location_clicked.emit(place)
        else:
            super().keyPressEvent(event)
            self._note_later.start()

    def _open(self, index: QModelIndex, wanted: bool) -> None:
        """Like a tree: Right opens, Left closes, from a line to its call."""
        number = index.row()
        if not wanted and self._model.rows[number].detail is not None:
            entry = self._model.rows[number].entry
            while number > 0 and self._model.rows[number - 1].entry is entry:
                number -= 1
            if self._model.rows[number].detail is None:
                self.selectionModel().setCurrentIndex(
                    self._model.index(number, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
                )
        elif (
            self._model.rows[number].detail is None
            and self._model.is_open(self._model.rows[number].entry) != wanted
        ):
            self._model.toggle(number)


class LogHeader(QWidget):
    """The titles of the columns, above the list."""

    def __init__(self, view: LogView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setFixedHeight(QFontMetrics(self.font()).height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        colours = tokens()
        painter.fillRect(self.rect(), QColor(colours.window))
        painter.setPen(QColor(colours.border))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setPen(QColor(colours.muted))
        centre = Qt.AlignmentFlag.AlignVCenter
        name = self.rect().adjusted(INDENT, 0, 0, -1)
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | centre, "Call of a server function")
        for column, left in columns(self._view.viewport().width()):
            cell = self.rect().adjusted(left, 0, 0, -1)
            cell.setWidth(column.width - 10)
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(cell, side | centre, column.title)
        painter.end()
