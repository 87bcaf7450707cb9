"""Text in one line. GUI thread."""

from __future__ import annotations

from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.runtime.spec.app import Json

_MARKS = {
    "date": "2026-12-31, or now", "min_date": "2026-01-01, or now", "max_date": "2026-12-31, or now",
    "border": "none", "file_types": ".csv, image/*", "url": "none",
    "youtube_id": "id or address",
    "format": "%d/%m/%Y", "tooltip": "none", "placeholder": "none", "alt_text": "none",
    "group_name": "radioGroup1", "cursor": "pointer", "slot": "default",
}  # fmt: skip


class TextEditor(LineEditor):
    def empty_words(self) -> str:
        return _MARKS.get(self.entry.spec.name, "") if self.entry and self.entry.classic else ""

    def read(self, text: str) -> Json:
        return text

    def write(self, value: Json) -> str:
        return "" if value is None else value if isinstance(value, str) else str(value)
