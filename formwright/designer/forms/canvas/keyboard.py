"""The canvas without a mouse: walking the components, moving them, editing their text. GUI thread.

Deleting, copying and the like are commands; they have their keys from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.placement import walking
from formwright.designer.core.forms.placement.nudging import nudged
from formwright.designer.core.forms.placement.walking import Direction
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.canvas.inline_text import InlineText
from formwright.designer.forms.canvas.stage import Stage

_ARROWS: Mapping[int, Direction] = {
    Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right", Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down",
}  # fmt: skip
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class Keyboard:
    def __init__(self, stage: Stage, text: InlineText) -> None:
        self._stage = stage
        self._text = text

    def takes(self, event: QKeyEvent) -> bool:
        return self._action(event) is not None

    def press(self, event: QKeyEvent) -> bool:
        """False: the key means nothing here."""
        action = self._action(event)
        return action is not None and action()

    @property
    def _ref(self) -> Ref | None:
        """The component that keys are about: the one that was selected last."""
        design = self._stage.design
        if design is None:
            return None
        ref = Ref(design.selection.form, design.selection.primary)
        try:
            return ref if ref.name in self._stage.template(ref.form) else None
        except KeyError:
            return None

    def _action(self, event: QKeyEvent) -> Callable[[], bool] | None:
        ref = self._ref
        if ref is None:
            return None
        key = event.key()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ARROWS:
            return self._arrow(ref, _ARROWS[key], modifiers)
        plain: dict[int, Callable[[], bool]] = {
            Qt.Key.Key_Escape: lambda: self._go(walking.parent(self._stage.scene, ref)),
            Qt.Key.Key_Return: lambda: self._enter(ref),
            Qt.Key.Key_Enter: lambda: self._enter(ref),
            Qt.Key.Key_Tab: lambda: self._beside(ref, 1),
            Qt.Key.Key_Home: lambda: self._end(ref, 0),
            Qt.Key.Key_End: lambda: self._end(ref, -1),
            Qt.Key.Key_F2: lambda: self._edit(ref),
        }
        if modifiers == _NONE:
            return plain.get(key)
        if key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and modifiers == _SHIFT):
            return lambda: self._beside(ref, -1)
        if key == Qt.Key.Key_A and modifiers == _CONTROL:
            return lambda: self._siblings(ref)
        return None

    def _arrow(
        self, ref: Ref, direction: Direction, modifiers: Qt.KeyboardModifier
    ) -> Callable[[], bool] | None:
        if modifiers == _NONE:
            return lambda: self._towards(ref, direction, adding=False)
        if modifiers == _SHIFT:
            return lambda: self._towards(ref, direction, adding=True)
        if modifiers in (_ALT, _ALT | _SHIFT):
            return lambda: self._nudge(direction, far=bool(modifiers & _SHIFT))
        return None

    # --- walking

    def _go(self, ref: Ref | None) -> bool:
        if ref is None:
            return False
        self._stage.select(ref)
        return True

    def _enter(self, ref: Ref) -> bool:
        inner = walking.children(self._stage.scene, ref)
        if inner:
            return self._go(inner[0])
        return self._edit(ref)

    def _edit(self, ref: Ref) -> bool:
        if self._text.can_edit(ref):
            self._text.open(ref)
        else:
            self._stage.say(f"{ref.name or ref.form} has no text that can be edited here.")
        return True

    def _beside(self, ref: Ref, step: int) -> bool:
        """At the form itself the focus goes on to the next panel."""
        other = walking.beside(self._stage.scene, ref, step)
        if ref.name == FORM and other == ref:
            return False
        return self._go(other)

    def _end(self, ref: Ref, at: int) -> bool:
        row = walking.siblings(self._stage.scene, ref)
        return self._go(row[at] if row else None)

    def _towards(self, ref: Ref, direction: Direction, *, adding: bool) -> bool:
        if ref.name == FORM:
            inner = walking.children(self._stage.scene, ref)
            return self._go(inner[0] if inner and direction in ("down", "right") else ref)
        other = walking.neighbour(self._stage.scene, ref, direction)
        if other is None:
            return True
        if adding and other.form == ref.form:
            self._extend(other)
            return True
        return self._go(other)

    def _extend(self, ref: Ref) -> None:
        """Adds it; going back over what was added last takes that away."""
        design = self._stage.design
        if design is None:
            return
        names = design.selection.names
        if len(names) > 1 and names[-2] == ref.name:
            self._stage.select_all(ref.form, names[:-1])
        else:
            self._stage.select_all(ref.form, (*(n for n in names if n != ref.name), ref.name))

    def _siblings(self, ref: Ref) -> bool:
        scene = self._stage.scene
        row = walking.children(scene, ref) if ref.name == FORM else walking.siblings(scene, ref)
        names = tuple(each.name for each in row if each.form == ref.form)
        if names:
            self._stage.select_all(ref.form, (*(n for n in names if n != ref.name), ref.name))
        return True

    # --- moving

    def _nudge(self, direction: Direction, *, far: bool) -> bool:
        design = self._stage.design
        if design is not None:
            names = design.selection.components
            self._stage.apply(nudged(self._stage.scene, design.selection.form, names, direction, far=far))
        return True
