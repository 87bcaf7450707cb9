"""Names of CSS classes, with spaces between them. GUI thread."""

from __future__ import annotations

import re

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.base import Invalid
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.runtime.spec.app import Json

_CLASS = re.compile(r"-?[_a-zA-Z\u0080-\uffff][\w\u0080-\uffff-]*(?:[:/.\[\]%()-][\w\u0080-\uffff-]*)*")


class ClassesEditor(LineEditor):
    def empty_words(self) -> str:
        return "card wide"

    def read(self, text: str) -> Json:
        names = text.split()
        for name in names:
            if not _CLASS.fullmatch(name):
                hint = " Leave the dot out." if name.startswith(".") else ""
                raise Invalid(f"{name!r} is no name of a CSS class.{hint}")
        return " ".join(names) if names else UNSET

    def write(self, value: Json) -> str:
        if isinstance(value, dict):
            return " ".join(name for name, on in value.items() if on)
        return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
