"""Something dragged onto the canvas from elsewhere: the toolbox, the app's tree, the outline. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt

from formwright.designer.core.forms.placement.dragged import (
    MIMES,
    Components,
    Dragged,
    FormAsComponent,
    NewComponent,
    from_mime,
)
from formwright.designer.core.forms.placement.dropping import Drop, drop
from formwright.designer.forms.canvas.gestures.gesture import Gesture
from formwright.designer.forms.canvas.stage import Stage


def read(mime: QMimeData) -> Dragged | None:
    """None: nothing that goes on a form."""
    for kind in MIMES:
        if mime.hasFormat(kind):
            return from_mime(kind, bytes(mime.data(kind).data()).decode("utf-8", "replace"))
    return None


class DraggingIn(Gesture):
    scrolls = True

    def __init__(self, stage: Stage, position: QPointF, dragged: Dragged) -> None:
        super().__init__(stage, position)
        self._dragged = dragged
        self.drop = Drop()

    def moved(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> Gesture:
        dragged = self._dragged
        if isinstance(dragged, Components):
            copies = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            dragged = Components(dragged.form, self._outermost(dragged), copies)
        point = self.stage.point(position)
        self.drop = drop(self.stage.scene, dragged, *point)
        self.stage.show_drop(self.drop, point, _words(dragged))
        return self

    def _outermost(self, dragged: Components) -> tuple[str, ...]:
        try:
            return self.stage.template(dragged.form).outermost(dragged.names) or dragged.names
        except KeyError:
            return dragged.names

    @property
    def copies(self) -> bool:
        return not isinstance(self._dragged, Components)

    def released(self, position: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.moved(position, modifiers)
        self.stage.show()
        self.stage.apply(self.drop)

    def cancelled(self) -> None:
        self.stage.show()


def _words(dragged: Dragged) -> str:
    match dragged:
        case NewComponent(node):
            return str(node.get("type") or "").rpartition(":")[2].rpartition(".")[2]
        case FormAsComponent(form):
            return form
        case Components(_, names, copies):
            what = names[0] if len(names) == 1 else f"{len(names)} components"
            return f"Copy {what}" if copies else what
