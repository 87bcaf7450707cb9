"""Colours: CSS, or the name of one of the theme's, with a sample. GUI thread."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.designer.forms.properties.editors.colour_picker import ColourPicker, colour_of
from formwright.designer.forms.properties.editors.painting import swatch
from formwright.runtime.spec.app import Json

RECENT = 16
_FUNCTION = re.compile(r"(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|var)\(.+\)", re.IGNORECASE)
_WORDS = ("transparent", "currentcolor", "inherit", "initial", "unset")


class ColourEditor(LineEditor):
    by_name = True
    """Colours of the theme can be meant by their names."""

    def __init__(self) -> None:
        super().__init__()
        self.field.set_signs(self._paint_sample, "chevron-down")

    def empty_words(self) -> str:
        return "none"

    def _theme(self) -> dict[str, str]:
        return self.surroundings.colours() if self.surroundings is not None and self.by_name else {}

    def read(self, text: str) -> Json:
        """A name of the theme is enough: `Primary 500` means `theme:Primary 500`."""
        text = text.strip()
        if not text:
            default = self.entry.spec.default if self.entry else None
            return "" if default not in (None, "") else UNSET
        theme = self._theme()
        named = text.removeprefix("theme:")
        exact = next((name for name in theme if name.lower() == named.strip().lower()), None)
        if exact is not None:
            return f"theme:{exact}"
        if text.startswith("theme:"):
            raise Invalid(
                f"The theme has no colour {named!r}." if self.by_name else "A CSS colour is needed."
            )
        if colour_of(text, theme) is not None or text.lower() in _WORDS or _FUNCTION.fullmatch(text):
            return text
        if re.fullmatch(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8}", text):
            return f"#{text}"
        raise Invalid("A colour is #2ab1eb, a CSS name such as teal, or the name of a colour of the theme.")

    def write(self, value: Json) -> str:
        text = str(value or "")
        name = text.removeprefix("theme:")
        return name if text.startswith("theme:") and name in self._theme() else text

    def _paint_sample(self, painter: QPainter, rect: QRect) -> None:
        try:
            value = self.read(self.field.text()) if self.field.text() else ""
        except Invalid:
            value = ""
        colour = colour_of(str(value), self._theme()) if value and value is not UNSET else None
        swatch(painter, rect, colour)

    def open_picker(self) -> None:
        if self.surroundings is None or self.field.isReadOnly():
            return
        value = "" if self._shown.mixed or self._shown.value is None else str(self._shown.value)
        recent = self.surroundings.recent_colours
        picker = ColourPicker(self.field, value, self._theme(), recent, by_name=self.by_name)
        picker.picked.connect(self._pick)
        picker.closed.connect(self._on_closed)
        picker.open_below()
        target = picker.samples[0] if picker.samples else picker.opacity
        target.setFocus()

    def _pick(self, value: str) -> None:
        self._dirty = False
        self.edited.emit(value if value else self.read(""))

    def _on_closed(self) -> None:
        """What was chosen last is one of the recent ones."""
        self.committed.emit()
        value = "" if self._shown.mixed else str(self._shown.value or "")
        if self.surroundings is not None and value and not value.startswith("theme:"):
            recent = [each for each in self.surroundings.recent_colours if each != value]
            self.surroundings.recent_colours[:] = [value, *recent][:RECENT]


class PlainColourEditor(ColourEditor):
    """For properties that know nothing of the theme."""

    by_name = False
