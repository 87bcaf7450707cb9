"""How a node looks, and the field in which it is renamed. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
)

from formwright.designer.core.tree import Kind, Node
from formwright.designer.tree.model import NODE, Index, problems_below
from formwright.designer.ui.icons import icon
from formwright.designer.ui.renaming_delegate import Named, RenamingDelegate
from formwright.designer.ui.theme import tokens
from formwright.runtime.appfiles.names import NameProblem

ICONS = {
    Kind.CLIENT: ("monitor", "accent"),
    Kind.SERVER: ("server", "server"),
    Kind.THEME: ("palette-outline", "muted"),
    Kind.SETTINGS: ("cog-outline", "muted"),
    Kind.FORM: ("application-outline", "accent"),
    Kind.MODULE: ("language-python", "muted"),
    Kind.PACKAGE: ("folder-outline", "muted"),
    Kind.SERVER_MODULE: ("language-python", "server"),
    Kind.SERVER_PACKAGE: ("folder-outline", "server"),
    Kind.ASSET: ("file-outline", "muted"),
    Kind.ASSET_FOLDER: ("folder-outline", "muted"),
    Kind.FILE: ("file-document-outline", "muted"),
}
ROOT_KINDS = (Kind.CLIENT, Kind.SERVER, Kind.THEME, Kind.SETTINGS)
SYMBOL = 17
CheckName = Callable[[Node, str], NameProblem | None]


class NodeDelegate(RenamingDelegate):
    def __init__(self, check_name: CheckName, parent: QObject | None = None) -> None:
        super().__init__(NODE, "name_field", SYMBOL + 4, check_name, parent)

    def selected_length(self, item: Named) -> int:
        asset = isinstance(item, Node) and item.kind is Kind.ASSET
        return len((item.name.rpartition(".")[0] if asset else "") or item.name)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 60, max(28, size.height()))

    # --- painting
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node: Node = index.data(NODE)
        colours = tokens()
        area = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_background(painter, option, area)
        if node.server:
            painter.fillRect(QRect(0, area.top(), 3, area.height()), QColor(colours.server))
        symbol, colour = ICONS[node.kind]
        icon(symbol, colour).paint(
            painter, QRect(area.left() + 2, area.top() + (area.height() - SYMBOL) // 2, SYMBOL, SYMBOL)
        )
        font = QFont(option.font)
        font.setBold(node.kind in ROOT_KINDS or node.startup)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        right = self._paint_badges(painter, node, area, index)
        words = area.adjusted(SYMBOL + 10, 0, -right, 0)
        text = painter.fontMetrics().elidedText(node.name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _paint_background(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
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

    def _paint_badges(self, painter: QPainter, node: Node, area: QRect, index: Index) -> int:
        """Right to left: problems, then the startup mark. The width they took."""
        colours = tokens()
        right = area.right() - 6
        shown = node if not node.children or not self._is_expanded(index) else _alone(node)
        errors, warnings = problems_below(shown)
        small = QFont(painter.font())
        small.setBold(True)
        small.setPointSizeF(small.pointSizeF() * 0.8)
        if errors or warnings:
            text = str(errors or warnings)
            right = _pill(
                painter, small, area, right, text, colours.danger if errors else colours.warning, colours.base
            )
        if node.startup:
            right = _pill(painter, small, area, right, "startup", colours.accent_soft, colours.link)
        return area.right() - right

    def _is_expanded(self, index: Index) -> bool:
        view = self.parent()
        expanded = getattr(view, "isExpanded", None)
        return bool(expanded(index)) if expanded is not None else False


def _alone(node: Node) -> Node:
    return Node(node.kind, node.name, node.dotted, problems=node.problems)


def _pill(painter: QPainter, font: QFont, area: QRect, right: int, text: str, back: str, front: str) -> int:
    painter.save()
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(text) + 12
    height = painter.fontMetrics().height() + 2
    shape = QRect(right - width, area.center().y() - height // 2 + 1, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(back))
    painter.drawRoundedRect(shape, height / 2, height / 2)
    painter.setPen(QColor(front))
    painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return right - width - 6
