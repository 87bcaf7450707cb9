"""Pulling at an edge of a component, or at the boundary between two columns. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from formwright.designer.core.forms.placement.handles import Boundary, Handle, Pulled, boundary_moved, pulled
from formwright.designer.forms.canvas.gestures.gesture import Gesture
from formwright.designer.forms.canvas.stage import Preview, Stage


class Pulling(Gesture):
    def __init__(self, stage: Stage, position: QPointF, grip: Handle | Boundary) -> None:
        super().__init__(stage, position)
        self._grip = grip
        self._pulled: Pulled | None = None
        self.cursor = cursor_of(grip)

    @property
    def form(self) -> str:
        return self._grip.ref.form if isinstance(self._grip, Handle) else self._grip.panel.form

    def moved(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture:  # noqa: ARG002
        dx, dy = self.distance(position)
        if isinstance(self._grip, Handle):
            self._pulled = pulled(self.stage.scene, self._grip, dx, dy)
        else:
            self._pulled = boundary_moved(self.stage.scene, self._grip, dx)
        made = self._pulled
        line = made.rect if isinstance(self._grip, Boundary) else None
        ghosts = () if line else (made.rect,)
        self.stage.show(
            Preview(line=line, ghosts=ghosts, chip=made.label, pointer=self.stage.point(position))
        )
        return self

    def released(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._pulled is not None:
            self.moved(position, modifiers)
        self.stage.show()
        design, made = self.stage.design, self._pulled
        if design is not None and made is not None and made.transaction is not None:
            design.apply(made.transaction, self.form)

    def cancelled(self) -> None:
        self.stage.show()


def cursor_of(grip: Handle | Boundary) -> Qt.CursorShape:
    if isinstance(grip, Boundary):
        return Qt.CursorShape.SplitHCursor
    return Qt.CursorShape.SizeVerCursor if grip.edge == "bottom" else Qt.CursorShape.SizeHorCursor
