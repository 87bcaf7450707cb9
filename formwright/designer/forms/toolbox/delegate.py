"""How groups and tools look in the toolbox, and the picture of a tool that is being dragged. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from formwright.designer.core.forms.tools import Tool
from formwright.designer.forms.component_icons import tool_icon
from formwright.designer.forms.toolbox.model import ROW, Heading, Index, Row
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

TOOL_HEIGHT = 26
HEADING_HEIGHT = 26
SIGN = 16
NARROWEST = 132
"""Width below which a tile has no room for its name."""


class ToolDelegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def columns(self) -> int:
        return max(1, self._room() // NARROWEST)

    def _room(self) -> int:
        """Qt keeps the scroll bar's width free, whether it is shown or not, and one pixel."""
        return self._view.width() - self._view.verticalScrollBar().sizeHint().width() - 2

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        if isinstance(index.data(ROW), Heading):
            return QSize(self._room(), HEADING_HEIGHT)
        return QSize(self._room() // self.columns(), TOOL_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            _paint_heading(painter, option, row)
        else:
            _paint_tool(painter, option, row)
        painter.restore()


def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
    colours = tokens()
    area: QRect = option.rect
    _paint_focus(painter, option, area.adjusted(2, 1, -3, -1))
    sign = QRect(area.left() + 6, area.center().y() - 7, 15, 15)
    icon("chevron-down" if heading.open else "chevron-right", "muted").paint(painter, sign)
    font = QFont(option.font)
    font.setPointSizeF(font.pointSizeF() * 0.9)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colours.muted))
    words = area.adjusted(25, 0, -10, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, heading.title)
    if not heading.open:
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(heading.count)
        )


def _paint_tool(painter: QPainter, option: QStyleOptionViewItem, tool: Tool) -> None:
    colours = tokens()
    area: QRect = option.rect.adjusted(3, 1, -3, -1)
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft if selected else colours.hover))
        painter.drawRoundedRect(QRectF(area), 5, 5)
    _paint_focus(painter, option, area)
    _paint_name(painter, area, tool, option.font)


def _paint_name(painter: QPainter, area: QRect, tool: Tool, font: QFont) -> None:
    sign = QRect(area.left() + 7, area.center().y() - SIGN // 2 + 1, SIGN, SIGN)
    tool_icon(tool, "accent").paint(painter, sign)
    painter.setFont(font)
    painter.setPen(QColor(tokens().text))
    words = area.adjusted(SIGN + 14, 0, -4, 0)
    text = painter.fontMetrics().elidedText(tool.title, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)


def _paint_focus(painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
    state = option.state
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(tokens().accent))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


def drag_picture(tool: Tool, font: QFont, ratio: float) -> QPixmap:
    """A tile with the tool's sign and name, held at its left edge."""
    colours = tokens()
    probe = QPixmap(1, 1)
    painter = QPainter(probe)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(tool.title) + SIGN + 28
    painter.end()
    size = QSize(width, TOOL_HEIGHT + 4)
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRect(QPoint(), size)
    painter.setPen(QColor(colours.accent))
    painter.setBrush(QColor(colours.raised))
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    _paint_name(painter, area.adjusted(1, 0, 0, 0), tool, font)
    painter.end()
    return picture
