"""Moving the selected components, or copying them while Ctrl is held. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.placement.arrangements.landing import Held
from formwright.designer.core.forms.placement.dragged import Components
from formwright.designer.core.forms.placement.dropping import Drop, drop
from formwright.designer.forms.canvas.gestures.gesture import Gesture
from formwright.designer.forms.canvas.stage import Stage


class Moving(Gesture):
    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = True

    def __init__(self, stage: Stage, position: QPointF) -> None:
        super().__init__(stage, position)
        assert stage.design is not None
        selection = stage.design.selection
        self._form = selection.form
        self._names = stage.template(self._form).outermost(selection.components)
        self._held = tuple(self._hold(name, position) for name in self._names)
        self._drop = Drop()

    def _hold(self, name: str, position: QPointF) -> Held:
        box = self.stage.box_of(Ref(self._form, name), position)
        if box is None:
            return Held()
        x, y = self.start
        return Held(box.rect.x - x, box.rect.y - y, box.rect.width, box.rect.height)

    def moved(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture:
        point = self.stage.point(position)
        copies = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        dragged = Components(self._form, self._names, copies, self._held)
        self._drop = drop(self.stage.scene, dragged, *point)
        what = self._names[0] if len(self._names) == 1 else f"{len(self._names)} components"
        self.cursor = Qt.CursorShape.DragCopyCursor if copies else Qt.CursorShape.ClosedHandCursor
        if self._drop.refusal:
            self.cursor = Qt.CursorShape.ForbiddenCursor
        self.stage.show_drop(self._drop, point, f"Copy {what}" if copies else what)
        return self

    def released(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.moved(position, modifiers)
        self.stage.show()
        self.stage.apply(self._drop)

    def cancelled(self) -> None:
        self.stage.show()
