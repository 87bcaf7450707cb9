"""What all gestures have in common. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from formwright.designer.forms.canvas.stage import Stage


class Gesture:
    cursor: Qt.CursorShape | None = None
    scrolls = False
    """Whether the canvas scrolls while the pointer is near its edge."""

    def __init__(self, stage: Stage, position: QPointF) -> None:
        self.stage = stage
        self.start = stage.point(position)

    def moved(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture:  # noqa: ARG002
        """The gesture that goes on from here: this one, or what it has turned out to be."""
        return self

    def released(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The button was let go."""

    def cancelled(self) -> None:
        """Nothing is to be done after all."""

    def distance(self, position: QPointF) -> tuple[float, float]:
        """From where it began, in CSS pixels."""
        x, y = self.stage.point(position)
        return x - self.start[0], y - self.start[1]
