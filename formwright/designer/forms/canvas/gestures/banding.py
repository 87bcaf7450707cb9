"""A rubber band: selects what it touches. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from formwright.designer.core.forms.canvas import Rect
from formwright.designer.core.forms.placement.walking import touched
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.canvas.gestures.gesture import Gesture
from formwright.designer.forms.canvas.stage import Preview, Stage


class Banding(Gesture):
    cursor = Qt.CursorShape.CrossCursor
    scrolls = True

    def __init__(self, stage: Stage, position: QPointF, form: str, adding: bool) -> None:
        """`form` is the one that has what can be selected; `adding` keeps what is selected in it."""
        super().__init__(stage, position)
        self._form = form
        selection = stage.design.selection if stage.design is not None else None
        self._before = (selection.form, selection.names) if selection is not None else (form, (FORM,))
        self._kept = self._before[1] if adding and self._before[0] == form else ()

    def moved(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture:  # noqa: ARG002
        x, y = self.stage.point(position)
        left, top = min(x, self.start[0]), min(y, self.start[1])
        band = Rect(left, top, abs(x - self.start[0]), abs(y - self.start[1]))
        found = [ref.name for ref in touched(self.stage.picture, self._form, band)]
        self.stage.select_all(self._form, (*self._kept, *found), by_pointer=True)
        self.stage.show(Preview(band=band))
        return self

    def released(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002
        self.stage.show()

    def cancelled(self) -> None:
        self.stage.show()
        self.stage.select_all(*self._before, by_pointer=True)
