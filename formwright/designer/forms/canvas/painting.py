"""What the overlay paints over the page: outlines, names, grips, hints, and what a gesture shows. GUI thread.

Reads the stage and the selection, decides nothing. Colours are the theme's; where they could meet any colour
of the page they have an edge of the opposite lightness.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from formwright.designer.core.forms.canvas import Box, Rect, Ref
from formwright.designer.core.forms.placement.handles import Boundary, Handle
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.canvas.crisp import bar, frame
from formwright.designer.forms.canvas.stage import Stage
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import Tokens

GRIP = 8
_MARK = 14
_PAD = 5


@dataclass
class Painted:
    """Where things were painted that can be grasped."""

    tags: list[tuple[QRectF, Ref]] = field(default_factory=list)
    grips: list[tuple[QRectF, Handle | Boundary]] = field(default_factory=list)


class OverlayPainter:
    def __init__(self, painter: QPainter, stage: Stage, colours: Tokens, room: QRectF, font: QFont) -> None:
        self._painter = painter
        self._stage = stage
        self._room = room
        self._view = stage.surface.to_view
        self._font = QFont(font)
        self._accent = QColor(colours.accent)
        self._on_accent = QColor(colours.on_accent)
        self._danger = QColor(colours.danger)
        self._muted = QColor(colours.muted)
        self._raised = QColor(colours.raised)
        self._text = QColor(colours.text)
        self._halo = QColor("#0c1016" if colours.dark else "#ffffff")
        self._halo.setAlphaF(0.75)
        self._colours = colours
        painter.setFont(self._font)

    # --- always

    def broken(self, boxes: Iterable[Box]) -> None:
        for box in boxes:
            frame(self._painter, self._view(box.rect), self._danger, 2)

    def marks(self, marked: Iterable[tuple[Box, str]]) -> None:
        """Small signs at the upper right corner: bound to data, not visible."""
        for box, symbol in marked:
            rect = self._view(box.rect)
            if not rect.intersects(self._room):
                continue
            plate = QRectF(rect.right() - _MARK - 1, rect.top() + 1, _MARK, _MARK)
            self._plate(plate, self._raised, 3, self._colours.border)
            icon(symbol, "muted").paint(self._painter, plate.adjusted(1, 1, -1, -1).toRect())

    def hovered(self, box: Box) -> None:
        rect = self._view(box.rect)
        frame(self._painter, rect.adjusted(-1, -1, 1, 1), self._halo)
        frame(self._painter, rect, self._accent)

    def selected(self, boxes: Iterable[Box], primary: Ref, *, focused: bool) -> None:
        for box in boxes:
            rect = self._view(box.rect)
            first = box.ref == primary
            frame(self._painter, rect.adjusted(-1, -1, 1, 1), self._halo)
            frame(self._painter, rect, self._accent, 2 if first and focused else 1)
            if not first:
                wash = QColor(self._accent)
                wash.setAlphaF(0.08)
                self._painter.fillRect(rect, wash)

    def tag(self, box: Box, words: str) -> QRectF:
        """The name at the upper left corner: above the component, or in it where there is no room above."""
        font = QFont(self._font)
        font.setPointSizeF(max(7.0, font.pointSizeF() - 1))
        font.setBold(True)
        metrics = QFontMetricsF(font)
        rect = self._view(box.rect)
        width = metrics.horizontalAdvance(words) + 2 * _PAD
        height = metrics.height() + 2
        left = min(max(rect.left(), self._room.left()), self._room.right() - width)
        above = rect.top() - height
        top = above if above >= self._room.top() else max(rect.top(), self._room.top())
        plate = QRectF(round(left), round(top), width, height)
        self._painter.fillRect(plate, self._accent)
        self._painter.setFont(font)
        self._painter.setPen(self._on_accent)
        self._painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
        self._painter.setFont(self._font)
        return plate

    def grips(
        self, handles: Iterable[Handle], boundaries: Iterable[Boundary]
    ) -> list[tuple[QRectF, Handle | Boundary]]:
        found: list[tuple[QRectF, Handle | Boundary]] = []
        for boundary in boundaries:
            line = self._view(boundary.rect)
            length = min(28.0, max(10.0, line.height() - 4))
            grip = QRectF(line.left() - 3, line.center().y() - length / 2, 6, length)
            self._plate(grip, self._accent, 3, self._colours.on_accent)
            found.append((grip.adjusted(-3, -2, 3, 2), boundary))
        for handle in handles:
            rect = self._view(handle.rect)
            middle = {
                "left": QPointF(rect.left(), rect.center().y()),
                "right": QPointF(rect.right(), rect.center().y()),
                "bottom": QPointF(rect.center().x(), rect.bottom()),
            }[handle.edge]
            grip = QRectF(middle.x() - GRIP / 2, middle.y() - GRIP / 2, GRIP, GRIP)
            self._painter.fillRect(grip, self._accent)
            self._painter.fillRect(grip.adjusted(2, 2, -2, -2), self._on_accent)
            found.append((grip.adjusted(-4, -4, 4, 4), handle))
        return found

    # --- while a gesture lasts

    def preview(self) -> None:
        shown = self._stage.preview
        wash = QColor(self._accent)
        wash.setAlphaF(0.14)
        if shown.highlight is not None:
            rect = self._view(shown.highlight)
            self._painter.fillRect(rect, wash)
            frame(self._painter, rect, self._accent, 2)
        for ghost in shown.ghosts:
            rect = self._view(ghost)
            if rect.width() < 4 or rect.height() < 4:
                rect = QRectF(rect.topLeft(), rect.topLeft() + QPointF(48, 24))
            self._painter.fillRect(rect, wash)
            frame(self._painter, rect.adjusted(-1, -1, 1, 1), self._halo)
            frame(self._painter, rect, self._accent)
        for guide in shown.guides:
            bar(self._painter, self._view(guide), self._danger, None, 1)
        if shown.line is not None:
            bar(self._painter, self._view(shown.line), self._accent, self._halo)
        if shown.band is not None:
            rect = self._view(shown.band)
            self._painter.fillRect(rect, wash)
            frame(self._painter, rect, self._accent)
        if shown.chip:
            self._chip(shown.chip, shown.pointer, refused=shown.refused)

    def _chip(self, words: str, pointer: tuple[float, float], *, refused: bool) -> None:
        metrics = QFontMetricsF(self._font)
        at = self._view(Rect(*pointer, 0, 0)).topLeft()
        bounds = metrics.boundingRect(
            QRectF(0, 0, min(320.0, self._room.width() - 40), 400),
            int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft),
            words,
        )
        width, height = bounds.width() + 2 * _PAD + 2, bounds.height() + 6
        left = min(at.x() + 16, self._room.right() - width - 4)
        top = min(at.y() + 18, self._room.bottom() - height - 4)
        plate = QRectF(round(left), round(top), width, height)
        edge = self._colours.danger if refused else self._colours.border
        self._plate(plate, self._raised, 4, edge)
        self._painter.setPen(self._danger if refused else self._text)
        self._painter.drawText(
            plate.adjusted(_PAD, 3, -_PAD, -3),
            int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft),
            words,
        )

    def _plate(self, rect: QRectF, fill: QColor, radius: float, edge: str) -> None:
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        self._painter.fillPath(path, fill)
        self._painter.setPen(QColor(edge))
        self._painter.drawPath(path)
        self._painter.restore()


def tag_words(form: str, name: str) -> str:
    """Of the form itself, its own name."""
    return name if name != FORM else form.rpartition(".")[2]
