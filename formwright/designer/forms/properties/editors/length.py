"""CSS lengths: numbers of pixels, or numbers with a unit. Dragging keeps the unit. GUI thread."""

from __future__ import annotations

import re

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.runtime.spec.app import Json

UNITS = (
    "px", "%", "em", "rem", "vh", "vw", "dvh", "svh", "lvh", "vmin", "vmax", "ch", "ex", "cm", "mm", "in",
    "pt", "pc", "fr",
)  # fmt: skip
_LENGTH = re.compile(r"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))\s*(?P<unit>[a-z%]*)", re.IGNORECASE)
_WORDS = ("auto", "default", "fit-content", "max-content", "min-content", "inherit", "initial", "none")
_FUNCTION = re.compile(r"(calc|min|max|clamp|var)\(.+\)", re.IGNORECASE)


def check_length(text: str) -> str:
    """The length as it is written. Raises Invalid."""
    text = text.strip()
    found = _LENGTH.fullmatch(text)
    if found is not None:
        unit = found["unit"].lower()
        if unit and unit not in UNITS:
            raise Invalid(f"There is no unit {found['unit']!r}. Use px, %, em, rem, vh or vw.")
        return f"{found['number']}{unit}"
    if text.lower() in _WORDS or _FUNCTION.fullmatch(text):
        return text
    raise Invalid("A length is a number of pixels such as 120, or a CSS length such as 50% or 12em.")


def moved_length(text: str, count: float) -> str:
    """The length with its number changed; text without a number stays."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        return text if text and text != "default" else f"{max(0, count):.6g}"
    step = 0.1 if found["unit"].lower() in ("em", "rem") else 1
    return f"{max(0.0, float(found['number']) + count * step):.6g}{found['unit']}"


class LengthEditor(LineEditor):
    scrubs = True

    def empty_words(self) -> str:
        return "auto"

    def read(self, text: str) -> Json:
        """Written as text, whatever it is, since the property is of that type."""
        text = text.strip()
        if not text:
            return (
                UNSET if self.entry is not None and self.entry.spec.default in (None, "", "default") else ""
            )
        return check_length(text)

    def write(self, value: Json) -> str:
        return "" if value is None or value == "default" else str(value)

    def scrubbed(self, start: object, count: float) -> object:
        return moved_length("" if start is None else str(start), count)

    def step(self, count: float) -> None:
        self.enter(str(self.scrubbed("" if self._shown.mixed else self._shown.value, count)))
