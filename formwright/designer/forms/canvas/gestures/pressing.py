"""A press on the canvas before it is known what it becomes: a click, moving, or a rubber band. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.canvas.gestures.banding import Banding
from formwright.designer.forms.canvas.gestures.gesture import Gesture
from formwright.designer.forms.canvas.gestures.moving import Moving
from formwright.designer.forms.canvas.stage import Stage

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Pressing(Gesture):
    """Selects at once what is not selected, so that the press is felt; the rest when the button is let go."""

    def __init__(self, stage: Stage, position: QPointF, ref: Ref, modifiers: Qt.KeyboardModifier) -> None:
        super().__init__(stage, position)
        self._position = position
        self._ref = ref
        self._adding = bool(modifiers & _ADDING)
        self._band = bool(modifiers & Qt.KeyboardModifier.ShiftModifier) or ref.name == FORM
        self._was_selected = stage.design is not None and ref in stage.design.selection
        if not self._adding and not self._was_selected:
            stage.select(ref, by_pointer=True)

    def moved(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture:
        if (position - self._position).manhattanLength() < QApplication.startDragDistance():
            return self
        if self._band:
            return Banding(self.stage, self._position, self._ref.form, self._adding).moved(
                position, modifiers
            )
        if not self._was_selected and self._adding:
            self.stage.select(self._ref, by_pointer=True)
        return Moving(self.stage, self._position).moved(position, modifiers)

    def released(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002
        if self._adding:
            self.stage.toggle(self._ref, by_pointer=True)
        elif self._was_selected:
            self.stage.select(self._ref, by_pointer=True)
