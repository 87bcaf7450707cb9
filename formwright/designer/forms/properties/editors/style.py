"""CSS of one element, as `name: value; name: value`. GUI thread."""

from __future__ import annotations

import re

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.runtime.spec.app import Json

_BETWEEN = re.compile(r";(?![^()]*\))")
_NAME = re.compile(r"-{0,2}[A-Za-z][\w-]*")


class StyleEditor(LineEditor):
    def empty_words(self) -> str:
        return "color: red"

    def read(self, text: str) -> Json:
        parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
        for part in parts:
            name, colon, value = part.partition(":")
            if not colon or not value.strip():
                raise Invalid(f"A name and a value are needed: {name.strip() or 'color'}: VALUE.")
            if not _NAME.fullmatch(name.strip()):
                raise Invalid(f"{name.strip()!r} is no CSS property.")
        return "; ".join(parts) if parts else UNSET

    def write(self, value: Json) -> str:
        if isinstance(value, dict):
            return "; ".join(f"{name}: {each}" for name, each in value.items())
        return str(value or "")
