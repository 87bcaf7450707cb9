"""What gestures and keys act on: the current design as it is drawn, and what is shown while they last.

GUI thread. Changes nothing by itself: `apply` makes what a gesture has found out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from psygnal import Signal
from PySide6.QtCore import QPointF

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.canvas import Box, Picture, Rect, Ref
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.placement.dropping import Drop, Scene
from formwright.designer.core.forms.template import Template
from formwright.designer.forms.canvas.surface import Surface

REACH = 6
"""How far a pointer may be off, in pixels of the screen."""


@dataclass(frozen=True)
class Preview:
    """What a gesture shows before it is done. Lengths are the page's."""

    line: Rect | None = None
    highlight: Rect | None = None
    guides: tuple[Rect, ...] = ()
    ghosts: tuple[Rect, ...] = ()
    band: Rect | None = None
    chip: str = ""  # at the pointer
    refused: bool = False
    pointer: tuple[float, float] = (0, 0)


class Stage:
    preview_changed = Signal()
    shown = Signal(object)
    """A rectangle of the page that should be seen."""
    said = Signal(str)
    """For the status bar and for screen readers."""

    def __init__(self, surface: Surface, designs: Designs, commands: Commands) -> None:
        self.surface = surface
        self.designs = designs
        self.commands = commands
        self.preview = Preview()
        self.by_pointer = False  # the selection is being changed by a click: nothing may scroll

    @property
    def design(self) -> Design | None:
        """None also while the picture is that of another form."""
        design = self.designs.current
        return design if design is not None and design.form == self.picture.form else None

    @property
    def picture(self) -> Picture:
        return self.surface.picture

    @property
    def scene(self) -> Scene:
        reach = REACH / self.surface.zoom
        return Scene(self.picture, self.designs.catalog, self.template, reach)

    def template(self, form: str) -> Template:
        return self.designs.template(form)

    def has_default_event(self, ref: Ref) -> bool:
        spec = self.designs.catalog.spec_of(self.template(ref.form), ref.name)
        return spec is not None and spec.default_event() is not None

    def point(self, position: QPointF) -> tuple[float, float]:
        return self.surface.to_content(position)

    def box_at(self, position: QPointF) -> Box | None:
        return self.picture.at(*self.point(position))

    def box_of(self, ref: Ref, near: QPointF | None = None) -> Box | None:
        """Of several boxes the one under a point, if there is one."""
        boxes = self.picture.by_ref.get(ref, ())
        if near is not None:
            x, y = self.point(near)
            return next((box for box in boxes if box.rect.contains(x, y)), boxes[0] if boxes else None)
        return boxes[0] if boxes else None

    # --- doing

    def show(self, preview: Preview | None = None) -> None:
        preview = preview or Preview()
        if preview != self.preview:
            self.preview = preview
            self.preview_changed.emit()

    def show_drop(self, drop: Drop, pointer: tuple[float, float], chip: str) -> None:
        words = drop.refusal or drop.words or chip
        self.show(
            Preview(
                drop.line, drop.highlight, drop.guides, drop.ghosts, None, words, bool(drop.refusal), pointer
            )
        )

    def apply(self, drop: Drop) -> bool:
        """Makes the change and selects what was dropped. False: it was refused, and said so."""
        design = self.design
        if design is None:
            return False
        if drop.refusal:
            self.say(drop.refusal)
            return False
        for form, transaction in drop.changes.items():
            if not design.apply(transaction, form):
                return False
        there = self.template(drop.form)
        design.selection.select(drop.form, [name for name in drop.names if name in there])
        return True

    def select(self, ref: Ref, *, by_pointer: bool = False) -> None:
        self._by(by_pointer, lambda design: design.selection.select(ref.form, (ref.name,)))

    def toggle(self, ref: Ref, *, by_pointer: bool = False) -> None:
        self._by(by_pointer, lambda design: design.selection.toggle(ref))

    def select_all(self, form: str, names: tuple[str, ...], *, by_pointer: bool = False) -> None:
        self._by(by_pointer, lambda design: design.selection.select(form, names))

    def _by(self, by_pointer: bool, change: Callable[[Design], None]) -> None:
        design = self.design
        if design is None:
            return
        self.by_pointer = by_pointer
        try:
            change(design)
        finally:
            self.by_pointer = False

    def say(self, words: str) -> None:
        self.designs.notice.emit(words)
        self.said.emit(words)
