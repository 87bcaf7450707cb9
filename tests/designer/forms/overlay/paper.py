"""A canvas without a page: the picture is drawn by numbers, and the boxes are painted as plain shapes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from formwright.designer.core.forms.canvas import Picture, Rect
from formwright.designer.core.forms.design import Designs
from tests.designer.core.forms.drawing import draw


class Paper(QWidget):
    picture_changed = Signal()
    view_changed = Signal()

    def __init__(self, designs: Designs) -> None:
        super().__init__()
        self._designs = designs
        self._overlay: QWidget | None = None
        self.picture = Picture()
        self.zoom = 1.0
        self.offset = QPointF(0, 0)
        self.shown: list[Rect] = []
        self.scrolled: list[tuple[float, float]] = []
        self.dark = False
        designs.current_changed.connect(self.redraw)
        self.redraw()

    def redraw(self, *_args: object) -> None:
        design = self._designs.current
        if design is not None:
            design.changed.disconnect(self.redraw, missing_ok=True)
            design.changed.connect(self.redraw)
            slots = design.document.template.layout_slots
            self.picture = draw(self._designs.template, design.form, slots)
            self.picture_changed.emit()
        self.update()

    def set_overlay(self, overlay: QWidget) -> None:
        self._overlay = overlay
        overlay.setParent(self)
        overlay.setGeometry(self.rect())
        overlay.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._overlay is not None:
            self._overlay.setGeometry(self.rect())

    def to_view(self, rect: Rect) -> QRectF:
        x, y = rect.x * self.zoom + self.offset.x(), rect.y * self.zoom + self.offset.y()
        return QRectF(x, y, rect.width * self.zoom, rect.height * self.zoom)

    def to_content(self, point: QPointF) -> tuple[float, float]:
        moved = point - self.offset
        return moved.x() / self.zoom, moved.y() / self.zoom

    def scroll_by(self, dx: float, dy: float) -> None:
        self.scrolled.append((dx, dy))
        self.offset -= QPointF(dx, dy)
        self.view_changed.emit()
        self.update()

    def ensure_visible(self, rect: Rect) -> None:
        self.shown.append(rect)

    def set_zoom(self, factor: float) -> None:
        self.zoom = factor
        self.view_changed.emit()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#1b1d22" if self.dark else "#ffffff"))
        for box in self.picture.boxes:
            rect = self.to_view(box.rect)
            painter.setPen(QColor("#555b66" if self.dark else "#c9ced6"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            if box.text is not None:
                painter.setPen(QColor("#e3e6eb" if self.dark else "#1c2128"))
                painter.drawText(self.to_view(box.text), Qt.AlignmentFlag.AlignVCenter, box.ref.name)
        painter.end()
