"""How the painted editors look: frames, text and signs in the colours of the theme. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from formwright.designer.ui.theme import tokens

RADIUS = 5


def frame(painter: QPainter, widget: QWidget, rect: QRect | None = None, fill: str = "base") -> None:
    """The background of a field: its edge shows when the mouse or the keyboard is there."""
    colours = tokens()
    edge = "field_edge"
    if widget.hasFocus():
        edge = "accent"
    elif widget.underMouse() and widget.isEnabled():
        edge = "border"
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(0, 0, 0, 0) if edge == "field_edge" else QColor(colours.role(edge)), 1))
    painter.setBrush(QColor(colours.role(fill)))
    area = QRectF(rect if rect is not None else widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(area, RADIUS, RADIUS)


def text(
    painter: QPainter, widget: QWidget, rect: QRect, words: str, colour: str = "text", *, bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, struck: bool = False,
) -> None:  # fmt: skip
    """Cut off with dots where it does not fit."""
    font = QFont(widget.font())
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    font.setStrikeOut(struck)
    painter.setFont(font)
    value = QColor(tokens().role(colour))
    if not widget.isEnabled():
        value.setAlphaF(0.6)
    painter.setPen(value)
    cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | align, cut)


def mark(painter: QPainter, y: int, colour: str = "accent") -> None:
    """The dot before what is not as it would be by itself."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().role(colour)))
    painter.drawEllipse(QRectF(5, y - 1.5, 5, 5))


def swatch(painter: QPainter, rect: QRect, colour: QColor | None) -> None:
    """A sample of a colour; on squares where it is not opaque, struck through where there is none."""
    area = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if colour is None or not colour.isValid():
        painter.setBrush(QColor(tokens().window))
        painter.setPen(QPen(QColor(tokens().muted), 1))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QPen(QColor(tokens().danger), 1.4))
        painter.drawLine(area.bottomLeft() + area.topLeft() * 0, area.topRight())
        return
    painter.setPen(Qt.PenStyle.NoPen)
    if colour.alpha() < 255:
        painter.setBrush(QColor("#ffffff"))
        painter.drawRoundedRect(area, 4, 4)
        painter.setBrush(QColor("#b8bcc4"))
        half = area.width() / 2
        painter.drawRect(QRectF(area.x() + 1, area.y() + 1, half - 1, half - 1))
        painter.drawRect(QRectF(area.x() + half, area.y() + half, half - 1, half - 1))
    painter.setBrush(colour)
    edge = QColor(tokens().text)
    edge.setAlphaF(0.28)
    painter.setPen(QPen(edge, 1))
    painter.drawRoundedRect(area, 4, 4)
