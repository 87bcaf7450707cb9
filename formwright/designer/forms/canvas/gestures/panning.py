"""Pulling the page itself along, with the middle button or with Space held. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from formwright.designer.forms.canvas.gestures.gesture import Gesture
from formwright.designer.forms.canvas.stage import Stage


class Panning(Gesture):
    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, stage: Stage, position: QPointF) -> None:
        super().__init__(stage, position)
        self._last = position

    def moved(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture:  # noqa: ARG002
        step = position - self._last
        self._last = position
        self.stage.surface.scroll_by(-step.x(), -step.y())
        return self
