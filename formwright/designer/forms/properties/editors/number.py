"""Numbers. Dragging the property's name changes them. GUI thread."""

from __future__ import annotations

import math

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.runtime.spec.app import Json

#: Where the property's name says what is possible.
_AT_LEAST = {
    "font_size": 1, "interval": 0, "rows_per_page": 0, "radius": 0, "stroke_weight": 0, "opacity": 0,
    "stroke_opacity": 0, "fill_opacity": 0, "row_spacing": 0, "max_width": 0, "zoom": 0, "width_xs": 0,
    "width_sm": 0, "width_md": 0, "width_lg": 0, "col_xs": 0, "col_sm": 0, "col_md": 0, "col_lg": 0,
}  # fmt: skip
_AT_MOST = {
    "opacity": 1, "stroke_opacity": 1, "fill_opacity": 1, "width_xs": 12, "width_sm": 12, "width_md": 12,
    "width_lg": 12, "col_xs": 11, "col_sm": 11, "col_md": 11, "col_lg": 11,
}  # fmt: skip
_FINE = ("interval", "opacity", "stroke_opacity", "fill_opacity")


class NumberEditor(LineEditor):
    scrubs = True

    def empty_words(self) -> str:
        return "auto" if self.entry is not None and self.entry.spec.default is None else ""

    def read(self, text: str) -> Json:
        text = text.strip()
        if not text:
            return UNSET
        try:
            value = float(text.replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            hint = f" Write {text.replace(',', '.')}." if text.count(",") == 1 and "." not in text else ""
            raise Invalid(f"A number is needed here, such as 12 or 1.5.{hint}") from None
        if not math.isfinite(value):
            raise Invalid("A number is needed here, such as 12 or 1.5.")
        low, high = self._limits()
        if low is not None and value < low:
            raise Invalid(f"This cannot be less than {low}.")
        if high is not None and value > high:
            raise Invalid(f"This cannot be more than {high}.")
        return int(value) if value.is_integer() and "." not in text else value

    def write(self, value: Json) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return "" if value is None else str(value)
        return f"{value:.12g}"

    def _limits(self) -> tuple[float | None, float | None]:
        if self.entry is None or not self.entry.classic:
            return None, None
        return _AT_LEAST.get(self.entry.spec.name), _AT_MOST.get(self.entry.spec.name)

    def scrubbed(self, start: object, count: float) -> object:
        base = start if isinstance(start, int | float) and not isinstance(start, bool) else self._nought()
        fine = self.entry is not None and self.entry.spec.name in _FINE
        value = base + count * (0.1 if fine else 1)
        low, high = self._limits()
        value = max(value, low) if low is not None else value
        value = min(value, high) if high is not None else value
        value = round(value, 4)
        return int(value) if float(value).is_integer() else value

    def _nought(self) -> float:
        return 14 if self.entry is not None and self.entry.spec.name == "font_size" else 0

    def step(self, count: float) -> None:
        value = self.scrubbed(None if self._shown.mixed else self._shown.value, count)
        self.enter(self.write(value))
