"""Any value, as JSON; text that cannot be mistaken for JSON needs no quotes. GUI thread."""

from __future__ import annotations

import json

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Invalid, words_of
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.designer.forms.properties.editors.json_window import JsonWindow
from formwright.runtime.spec.app import Json


class JsonEditor(LineEditor):
    def __init__(self) -> None:
        super().__init__()
        self.field.set_signs(after="code-json")

    def empty_words(self) -> str:
        return "{}" if self._kind == "dict" else "none"

    @property
    def _kind(self) -> str:
        return self.entry.spec.type if self.entry else ""

    def read(self, text: str) -> Json:
        text = text.strip()
        if not text:
            return UNSET
        value = read_json(text)
        if self._kind == "dict" and not isinstance(value, dict):
            raise Invalid('Keys and values in braces are needed here: {"key": "value"}.')
        return value

    def write(self, value: Json) -> str:
        return "" if value is None else write_json(value)

    def open_picker(self) -> None:
        value = None if self._shown.mixed else self._shown.value
        text = "" if value is None else json.dumps(value, indent=2, ensure_ascii=False)
        window = JsonWindow(self, words_of(self.entry), text, self.read)
        if self.surroundings is not None:
            window.use_font(self.surroundings.theme.monospace())
        window.chosen.connect(self.choose)
        window.open()


def read_json(text: str) -> Json:
    """Raises Invalid, with the place."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        if text[0] in '{["':
            place = f"line {error.lineno}, " if "\n" in text else ""
            raise Invalid(f"This is no JSON: {error.msg} at {place}character {error.colno}.") from None
        return text


def write_json(value: Json) -> str:
    """As `read_json` reads it: quotes only where they are needed."""
    if isinstance(value, str):
        try:
            plain = value and value == value.strip() and read_json(value) == value and "\n" not in value
        except Invalid:
            plain = False
        return value if plain else json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False, default=str)


def _no_constant(name: str) -> Json:
    raise Invalid(f"{name} cannot be written into a template.")
