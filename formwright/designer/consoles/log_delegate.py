"""Paints rows of the server log; says which columns have room and what lies under the pointer. GUI thread."""

from __future__ import annotations

import colorsys
import zlib
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from formwright.designer.consoles import figures
from formwright.designer.consoles.log_model import LogModel, LogRow
from formwright.designer.consoles.rendering import Row, Span
from formwright.designer.core.server_log import CallEntry
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

TRIANGLE = 26  # from the left edge: what opens and closes a call
INDENT = 50
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LEAST_FOR_NAME = 290  # triangle, sign and clock included


@dataclass(frozen=True)
class Column:
    key: str
    title: str
    width: int
    rank: int  # those with high ranks go first when there is no room
    right: bool = False


_COLUMNS = (
    Column("id", "Call", 64, 4),
    Column("client", "From", 92, 3),
    Column("session", "Session", 84, 2),
    Column("mode", "Mode", 78, 6),
    Column("in", "In", 66, 5, right=True),
    Column("out", "Out", 66, 5, right=True),
    Column("took", "Took", 76, 1, right=True),
)


def columns(width: int) -> list[tuple[Column, int]]:
    """The columns that have room, with their left edges."""
    shown = list(_COLUMNS)
    while shown and width - sum(column.width for column in shown) < _LEAST_FOR_NAME:
        shown.remove(max(shown, key=lambda column: column.rank))
    left = width - sum(column.width for column in shown) - 8
    placed = []
    for column in shown:
        placed.append((column, left))
        left += column.width
    return placed


def session_colour(session: str) -> QColor:
    """The same for the same session, readable in both themes."""
    hue = zlib.crc32(session.encode()) % 360 / 360
    red, green, blue = colorsys.hls_to_rgb(hue, 0.62 if tokens().dark else 0.42, 0.55)
    return QColor.fromRgbF(red, green, blue)


class LogDelegate(QStyledItemDelegate):
    def __init__(self, model: LogModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._fonts: dict[tuple[bool, bool], tuple[QFont, QFontMetrics]] = {}
        self.set_code_font(QFont())

    def set_code_font(self, code: QFont) -> None:
        for bold in (False, True):
            for underlined in (False, True):
                font = QFont(code)
                font.setBold(bold)
                font.setUnderline(underlined)
                self._fonts[bold, underlined] = (font, QFontMetrics(font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._model.rows[index.row()]
        colours = tokens()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.accent_soft))
        elif row.detail is None:
            painter.fillRect(rect, QColor(colours.window))
        painter.save()
        if row.detail is not None:
            self._paint_detail(painter, rect, row)
        elif isinstance(row.entry, CallEntry):
            self._paint_call(painter, rect, row.entry, option.font)
        painter.restore()

    def _paint_call(self, painter: QPainter, rect: QRect, call: CallEntry, font: QFont) -> None:
        colours = tokens()
        middle = rect.center().y() - 7
        if call.lines:
            symbol = "chevron-down" if self._model.is_open(call) else "chevron-right"
            icon(symbol, "muted").paint(painter, QRect(rect.left() + 6, middle, 16, 16))
        state, colour = (
            ("progress-clock", "accent") if not call.finished else ("check-circle-outline", "success")
        )
        if call.failed:
            state, colour = "close-circle-outline", "danger"
        icon(state, colour).paint(painter, QRect(rect.left() + 28, middle, 15, 15))
        placed = columns(rect.width())
        end = placed[0][1] if placed else rect.width() - 8
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        clock = QRect(rect.left() + INDENT, rect.top(), 66, rect.height())
        painter.drawText(clock, _LEFT, figures.clock(call.started))
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(colours.danger if call.failed else colours.text))
        name = QRect(clock.right(), rect.top(), rect.left() + end - clock.right() - 8, rect.height())
        text = QFontMetrics(bold).elidedText(
            ("↳ " if call.parent else "") + call.function, Qt.TextElideMode.ElideMiddle, name.width()
        )
        painter.drawText(name, _LEFT, text)
        painter.setFont(font)
        for column, left in placed:
            cell = QRect(rect.left() + left, rect.top(), column.width - 10, rect.height())
            self._paint_cell(painter, cell, column, call)

    def _paint_cell(self, painter: QPainter, cell: QRect, column: Column, call: CallEntry) -> None:
        colours = tokens()
        painter.setPen(QColor(colours.muted))
        if column.key == "session" and call.session:
            dot = session_colour(call.session)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(dot)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPoint(cell.left() + 4, cell.center().y() + 1), 4, 4)
            painter.setPen(QColor(colours.muted))
            cell = cell.adjusted(14, 0, 0, 0)
        if column.key == "took" and call.finished:
            slow = call.milliseconds >= 1000
            painter.setPen(QColor(colours.warning if slow else colours.text))
        painter.drawText(cell, _RIGHT if column.right else _LEFT, _value(column.key, call))

    def _paint_detail(self, painter: QPainter, rect: QRect, row: LogRow) -> None:
        assert row.detail is not None
        left = rect.left() + self._indent(row)
        for span, font, width in self._spans(row.detail):
            painter.setFont(font)
            painter.setPen(QColor(tokens().role(span.role)))
            painter.drawText(QRect(left, rect.top(), width + 2, rect.height()), _LEFT, span.text)
            left += width

    def link_at(self, row: LogRow, x: int) -> Span | None:
        """The span with a place in the code at that distance from the left edge."""
        if row.detail is None:
            return None
        left = self._indent(row)
        for span, _font, width in self._spans(row.detail):
            if left <= x < left + width and span.location is not None:
                return span
            left += width
        return None

    def width_of(self, row: LogRow) -> int:
        if row.detail is None:
            return 0
        return self._indent(row) + sum(width for _span, _font, width in self._spans(row.detail)) + 8

    @staticmethod
    def _indent(row: LogRow) -> int:
        return INDENT if isinstance(row.entry, CallEntry) else 8

    def _spans(self, detail: Row) -> list[tuple[Span, QFont, int]]:
        found = []
        for span in detail.spans:
            font, metrics = self._fonts[span.bold, span.location is not None]
            found.append((span, font, metrics.horizontalAdvance(span.text)))
        return found


def _value(key: str, call: CallEntry) -> str:
    if key == "id":
        return f"#{call.call_id}"
    if key == "client":
        return figures.client(call.client)
    if key == "session":
        return call.session[:6]
    if key == "mode":
        return figures.mode(call.mode)
    if key == "in":
        return figures.size(call.bytes_in)
    if key == "out":
        return figures.size(call.bytes_out) if call.finished else ""
    return figures.milliseconds(call.milliseconds) if call.finished else "running"
