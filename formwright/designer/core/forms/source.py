"""The text of a template: reading it, and writing changes into it with every other byte kept. No Qt.

One class per format, chosen by `sources.source_for`. A source may remember what it knows of the text it last
read or wrote, so that a change needs no second reading of a long file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from formwright.designer.core.forms.changes import Change, ChangeError, apply, inverse, lower
from formwright.designer.core.forms.template import Template
from formwright.runtime.appfiles.edit import Edit, EditError, edit_text
from formwright.runtime.appfiles.text import Text
from formwright.runtime.appfiles.yaml_text import YamlError, parse


class SourceError(Exception):
    """The text is no template: what is wrong, at which line (from 1)."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Edited:
    text: str
    template: Template
    inverses: tuple[Change, ...]
    exact: bool = True
    """The template is the old one with just these changes; else others followed, such as generated names."""


class Source(Protocol):
    def read(self, text: str) -> Template:
        """Raises SourceError."""

    def edit(self, text: str, template: Template, changes: Sequence[Change]) -> Edited:
        """`template` is what `read` or `edit` last gave for `text`. Raises ChangeError."""


class YamlSource:
    def read(self, text: str) -> Template:
        try:
            data = parse(text).data
        except YamlError as error:
            raise SourceError(f"This is not valid YAML: {error.reason}", error.line, error.column) from None
        if data is None:
            data = {}
        if not isinstance(data, Mapping):
            raise SourceError("A template is a map of keys and values, such as `container:`.", 1, 1)
        return Template(data)

    def edit(self, text: str, template: Template, changes: Sequence[Change]) -> Edited:
        edits: list[Edit] = []
        inverses: list[Change] = []
        for change in changes:
            lowered = lower(template, change)
            inverses.insert(0, inverse(template, change))
            template = apply(template, lowered)
            edits += lowered
        try:
            new = edit_text(Text(text), edits)
        except EditError as error:
            raise ChangeError(error.message, error.remedy) from None
        return Edited(new, template, tuple(inverses))
