"""Icons: `fa:NAME` or `mi:NAME`, with a sample and a grid to choose from. GUI thread."""

from __future__ import annotations

import difflib

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.designer.forms.properties.editors.icon_picker import IconPicker
from formwright.designer.ui.app_icons import draw_app_icon, icon_names, sign_of
from formwright.designer.ui.theme import tokens
from formwright.runtime.spec.app import Json


class IconEditor(LineEditor):
    def __init__(self) -> None:
        super().__init__()
        self.field.set_signs(self._paint_sample, "view-grid-outline")

    def empty_words(self) -> str:
        return "none"

    def read(self, text: str) -> Json:
        """A bare name is one of Font Awesome, or else of Material Icons."""
        text = text.strip()
        if not text:
            default = self.entry.spec.default if self.entry else None
            return "" if default not in (None, "") else UNSET
        for name in (text, f"fa:{text}", f"mi:{text}"):
            if sign_of(name) is not None:
                return name
        prefix, colon, _ = text.partition(":")
        if colon and prefix not in ("fa", "mi"):
            return text  # of a font that the app brings itself
        wanted = text if colon else f"fa:{text}"
        near = difflib.get_close_matches(wanted, icon_names(), 1, 0.6)
        hint = f" Do you mean {near[0]}?" if near else ""
        raise Invalid(f"There is no icon {text!r}.{hint}")

    def _paint_sample(self, painter: QPainter, rect: QRect) -> None:
        try:
            value = self.read(self.field.text())
        except Invalid:
            return
        if isinstance(value, str):
            draw_app_icon(painter, rect, value, QColor(tokens().text))

    def open_picker(self) -> None:
        if self.field.isReadOnly():
            return
        picker = IconPicker(self.field, "" if self._shown.mixed else str(self._shown.value or ""))
        picker.picked.connect(self._pick)
        picker.open_below()
        picker.search.setFocus()

    def _pick(self, name: str) -> None:
        self._dirty = False
        self.edited.emit(name if name else self.read(""))
        self.committed.emit()
