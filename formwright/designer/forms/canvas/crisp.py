"""Lines and frames on whole pixels of the screen, at any scale. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter


def aligned(rect: QRectF, ratio: float) -> QRectF:
    """Edges on the screen's own pixels."""
    left, top = round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio
    right, bottom = round(rect.right() * ratio) / ratio, round(rect.bottom() * ratio) / ratio
    return QRectF(left, top, max(0.0, right - left), max(0.0, bottom - top))


def frame(painter: QPainter, rect: QRectF, colour: QColor, thickness: float = 1) -> None:
    """Along the inside of a rectangle."""
    ratio = painter.device().devicePixelRatioF()
    thick = max(1, round(thickness * ratio)) / ratio
    outer = aligned(rect, ratio)
    left, top, width, height = outer.left(), outer.top(), outer.width(), outer.height()
    inner = max(0.0, height - 2 * thick)
    for side in (
        QRectF(left, top, width, min(thick, height)),
        QRectF(left, top + height - thick, width, thick),
        QRectF(left, top + thick, min(thick, width), inner),
        QRectF(left + width - thick, top + thick, thick, inner),
    ):
        painter.fillRect(side, colour)


def dashed(painter: QPainter, rect: QRectF, colour: QColor, dash: float = 4) -> None:
    """A frame of dashes, one pixel of the screen thick."""
    ratio = painter.device().devicePixelRatioF()
    thick = max(1, round(ratio)) / ratio
    outer = aligned(rect, ratio)
    x = outer.left()
    while x < outer.right():
        length = min(dash, outer.right() - x)
        painter.fillRect(QRectF(x, outer.top(), length, thick), colour)
        painter.fillRect(QRectF(x, outer.bottom() - thick, length, thick), colour)
        x += 2 * dash
    y = outer.top()
    while y < outer.bottom():
        length = min(dash, outer.bottom() - y)
        painter.fillRect(QRectF(outer.left(), y, thick, length), colour)
        painter.fillRect(QRectF(outer.right() - thick, y, thick, length), colour)
        y += 2 * dash


def bar(painter: QPainter, line: QRectF, colour: QColor, halo: QColor | None, thickness: float = 3) -> None:
    """A thick line: `line` has no width or no height."""
    ratio = painter.device().devicePixelRatioF()
    thick = max(1, round(thickness * ratio)) / ratio
    whole = aligned(line, ratio)
    if line.width() < line.height():
        left = round((line.left() - thick / 2) * ratio) / ratio
        rect = QRectF(left, whole.top(), thick, whole.height())
    else:
        top = round((line.top() - thick / 2) * ratio) / ratio
        rect = QRectF(whole.left(), top, whole.width(), thick)
    if halo is not None:
        painter.fillRect(rect.adjusted(-1, -1, 1, 1), halo)
    painter.fillRect(rect, colour)
