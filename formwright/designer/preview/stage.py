"""Where the app is shown: the whole panel, or a phone or tablet of the right width in a frame. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from formwright.designer.ui.devices import FULL, Device
from formwright.designer.ui.theme import tokens

_EDGE = 9
_MARGIN = 10


def fit(device: Device, room: QSize) -> tuple[QRect, float]:
    """Where the page goes, and the zoom that gives it the device's width even when there is less room."""
    if not device.width:
        return QRect(0, 0, room.width(), room.height()), 1.0
    space = QSize(room.width() - 2 * (_EDGE + _MARGIN), room.height() - 2 * (_EDGE + _MARGIN))
    # Below a quarter WebEngine refuses to zoom.
    zoom = max(0.25, min(1.0, space.width() / device.width, max(0.5, space.height() / device.height)))
    width, height = round(device.width * zoom), min(round(device.height * zoom), space.height())
    left = max(_EDGE + _MARGIN, (room.width() - width) // 2)
    top = _EDGE + _MARGIN + max(0, (space.height() - height) // 4)
    return QRect(left, top, width, max(1, height)), zoom


class Stage(QWidget):
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.device = FULL
        self._view: QWidget | None = None

    def set_view(self, view: QWidget) -> None:
        self._view = view
        view.setParent(self)
        view.show()
        self._place()

    def set_device(self, device: Device) -> None:
        self.device = device
        self._place()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        rectangle, zoom = fit(self.device, self.size())
        if self._view is not None:
            self._view.setGeometry(rectangle)
        self.zoom_changed.emit(zoom)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.device.width:
            return
        rectangle, _zoom = fit(self.device, self.size())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(rectangle).adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
        painter.setPen(QPen(QColor(tokens().border), 1))
        painter.setBrush(QColor("#0c0e12" if tokens().dark else "#2a2f38"))
        painter.drawRoundedRect(frame, 14, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.end()
