"""Scrolls the canvas while something is held near its edge. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer

from formwright.designer.forms.canvas.surface import Surface

_EDGE = 32
_FASTEST = 18
_MILLISECONDS = 16


class EdgeScroll(QObject):
    def __init__(
        self, surface: Surface, parent: QObject, room: Callable[[], QRectF], moved: Callable[[], None]
    ) -> None:
        """`moved` is called after each step: what is under the pointer is another now."""
        super().__init__(parent)
        self._surface = surface
        self._room = room
        self._moved = moved
        self._position = QPointF()
        self._timer = QTimer(self)
        self._timer.setInterval(_MILLISECONDS)
        self._timer.timeout.connect(self._step)

    def follow(self, position: QPointF) -> None:
        self._position = QPointF(position)
        if any(self._speed()):
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        self._timer.stop()

    def _speed(self) -> tuple[float, float]:
        room = self._room()
        return (
            _towards(self._position.x(), room.left(), room.right()),
            _towards(self._position.y(), room.top(), room.bottom()),
        )

    def _step(self) -> None:
        dx, dy = self._speed()
        if not dx and not dy:
            self._timer.stop()
            return
        self._surface.scroll_by(dx, dy)
        self._moved()


def _towards(at: float, start: float, end: float) -> float:
    """Pixels a step: the nearer to the edge, the faster."""
    edge = min(_EDGE, (end - start) / 4)
    if edge <= 0:
        return 0
    if at < start + edge:
        return -_FASTEST * min(1, (start + edge - at) / edge)
    if at > end - edge:
        return _FASTEST * min(1, (at - end + edge) / edge)
    return 0
