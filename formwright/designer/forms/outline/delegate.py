"""How a row of the outline looks, and the field in which a component is renamed. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
)

from formwright.designer.core.forms.outline.rows import Kind, Row
from formwright.designer.forms.component_icons import BROKEN_SIGN, FORM_SIGN, SLOT_SIGN
from formwright.designer.forms.outline.model import ROW, Index
from formwright.designer.ui.icons import icon
from formwright.designer.ui.renaming_delegate import RenamingDelegate
from formwright.designer.ui.theme import tokens
from formwright.runtime.appfiles.names import NameProblem

SIGN = 16
HEIGHT = 25
FAINT = 0.5
CheckName = Callable[[Row, str], NameProblem | None]
IconOf = Callable[[str, str], QIcon]


class RowDelegate(RenamingDelegate):
    def __init__(self, check_name: CheckName, icon_of: IconOf, parent: QObject | None = None) -> None:
        """`icon_of` gives the sign of a type in a colour."""
        super().__init__(ROW, "component_name", SIGN + 3, check_name, parent)
        self._icon_of = icon_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width() + 80, HEIGHT)

    # --- painting
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        colours = tokens()
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_background(painter, option, area)
        if row.hidden:
            painter.setOpacity(FAINT)
        sign = QRect(area.left() + 2, area.top() + (area.height() - SIGN) // 2, SIGN, SIGN)
        self._sign(row).paint(painter, sign)
        right = self._paint_mark(painter, row, area)
        painter.setFont(_font(option.font, row))
        painter.setPen(QColor(colours.muted if row.kind is Kind.SLOT else colours.text))
        words = area.adjusted(SIGN + 9, 0, -right, 0)
        line = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        text = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, line, text)
        used = painter.fontMetrics().horizontalAdvance(text) + 8
        painter.setFont(option.font)
        painter.setPen(QColor(colours.danger if row.error else colours.muted))
        rest = words.adjusted(used, 0, 0, 0)
        detail = painter.fontMetrics().elidedText(_detail(row), Qt.TextElideMode.ElideRight, rest.width())
        if rest.width() > 24:
            painter.drawText(rest, line, detail)
        painter.restore()

    def _sign(self, row: Row) -> QIcon:
        if row.error:
            return icon(BROKEN_SIGN, "danger")
        if row.kind is Kind.SLOT:
            return icon(SLOT_SIGN, "muted")
        if row.kind is not Kind.COMPONENT:
            return icon(FORM_SIGN, "accent")
        return self._icon_of(row.type, "accent")

    def _paint_mark(self, painter: QPainter, row: Row, area: QRect) -> int:
        """On the right: an eye that is closed. The width it took."""
        if not row.hidden:
            return 6
        spot = QRect(area.right() - 22, area.top() + (area.height() - 15) // 2, 15, 15)
        icon("eye-off-outline", "muted").paint(painter, spot)
        return 28


def _font(base: QFont, row: Row) -> QFont:
    font = QFont(base)
    font.setBold(row.kind is Kind.FORM)
    font.setItalic(row.kind is Kind.SLOT)
    return font


def _detail(row: Row) -> str:
    if row.error:
        return row.error
    if row.kind is Kind.SLOT:
        return "" if row.children else "empty"
    return "repeated" if row.kind is Kind.ITEMS else row.type.rpartition(":")[2].rpartition(".")[2]


def _paint_background(painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
    colours = tokens()
    state = option.state
    shape = QRectF(area.adjusted(-2, 1, -3, -1))
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft if selected else colours.hover))
        painter.drawRoundedRect(shape, 5, 5)
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colours.accent))
        painter.drawRoundedRect(shape.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
