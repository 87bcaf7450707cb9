"""The grips of what is selected, worked out once for each picture and selection. GUI thread."""

from __future__ import annotations

from formwright.designer.core.forms.canvas import Box, Picture, Ref
from formwright.designer.core.forms.placement.handles import Boundary, Handle, boundaries, handles
from formwright.designer.core.forms.template import Template
from formwright.designer.forms.canvas.stage import Stage

Found = tuple[tuple[Handle, ...], tuple[Boundary, ...]]


class Grips:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._of: tuple[Picture, Template, Box] | None = None
        self._found: Found = ((), ())

    def of(self, ref: Ref, box: Box) -> Found:
        """Where the component is pulled at, and the boundaries of columns next to it."""
        picture, template = self._stage.picture, self._stage.template(ref.form)
        known = self._of
        if known is None or known[0] is not picture or known[1] is not template or known[2] != box:
            self._of = picture, template, box
            scene = self._stage.scene
            self._found = handles(scene, ref, box.rect), boundaries(scene, ref)
        return self._found
