"""Tells screen readers what is selected on the canvas, and what a gesture says. GUI thread."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.placement import walking
from formwright.designer.core.forms.selection import Selection
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.canvas.stage import Stage

_KEYS = (
    "Arrow keys and Tab go to other components, Enter into a container, Escape out of it. "
    "Alt and arrow keys move a component. F2 edits its text."
)


class Announcer:
    def __init__(self, widget: QWidget, stage: Stage) -> None:
        self._widget = widget
        self._stage = stage
        self._last = ""
        widget.setAccessibleName("Canvas")
        widget.setAccessibleDescription(_KEYS)

    def tell(self) -> None:
        """What is selected now, if that is another thing than before."""
        design = self._stage.design
        words = described(self._stage, design.selection) if design is not None else ""
        if words == self._last:
            return
        self._last = words
        self._widget.setAccessibleName(f"Canvas: {words}" if words else "Canvas")
        self.say(words)

    def say(self, words: str) -> None:
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._widget, words))


def described(stage: Stage, selection: Selection) -> str:
    """`Button send_button, 2 of 5 in card`."""
    template = stage.template(selection.form)
    name = selection.primary
    if name == FORM:
        return f"Form {selection.form}"
    if name not in template:
        return ""
    if len(selection.names) > 1:
        return f"{len(selection.names)} components, last {name}"
    ref = Ref(selection.form, name)
    row = walking.siblings(stage.scene, ref)
    kind = template.type_of(name).rpartition(":")[2].rpartition(".")[2]
    place = f", {row.index(ref) + 1} of {len(row)}" if ref in row else ""
    within = template.parent(name) or selection.form
    words = f"{kind} {name}{place} in {within}"
    box = stage.box_of(ref)
    if box is not None and box.error:
        words += f", broken: {box.error}"
    elif box is not None and not box.visible:
        words += ", not visible"
    return words
