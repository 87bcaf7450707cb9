"""Text in one line. GUI thread."""

from __future__ import annotations

from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.runtime.spec.app import Json

_WITHOUT = {
    "border": "none", "url": "none", "tooltip": "none", "placeholder": "none", "alt_text": "none",
    "file_types": "any", "format": "default", "cursor": "default", "slot": "default",
    "youtube_id": "id or address",
}  # fmt: skip
"""What it means that such a property is empty."""


class TextEditor(LineEditor):
    def empty_words(self) -> str:
        return _WITHOUT.get(self.entry.spec.name, "") if self.entry and self.entry.classic else ""

    def read(self, text: str) -> Json:
        return text

    def write(self, value: Json) -> str:
        return "" if value is None else value if isinstance(value, str) else str(value)
