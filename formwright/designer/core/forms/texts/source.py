"""The text of a template: reading it, and writing changes into it with every other byte kept. No Qt.

One class per format, chosen by `sources.source_for`. A source may remember what it knows of the text it last
read or wrote, so that a change needs no second reading of a long file.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from formwright.designer.core.forms.changes import (
    Change,
    ChangeError,
    MoveComponent,
    apply,
    inverse,
    lower,
    moves_slots,
)
from formwright.designer.core.forms.template import Template
from formwright.runtime.appfiles.edit import Edit, EditError, edit_text
from formwright.runtime.appfiles.template_text import TemplateText
from formwright.runtime.appfiles.text import Text
from formwright.runtime.appfiles.yaml_places import NotPlain
from formwright.runtime.appfiles.yaml_text import Document, YamlError, parse


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
    """Keeps the last texts cut into pieces: a change reads and writes the piece of its component only.

    What is unusual in a text (anchors, duplicate keys, ...) is edited as a whole.
    """

    KEPT = 64  # of a session of undoing and redoing

    def __init__(self) -> None:
        self._cut: OrderedDict[Template, tuple[str, TemplateText | None]] = OrderedDict()

    def read(self, text: str) -> Template:
        try:
            document = parse(text)
        except YamlError as error:
            raise SourceError(f"This is not valid YAML: {error.reason}", error.line, error.column) from None
        data = {} if document.data is None else document.data
        if not isinstance(data, Mapping):
            raise SourceError("A template is a map of keys and values, such as `container:`.", 1, 1)
        template = Template(data)
        self._keep(template, text, _cut(document))
        return template

    def edit(self, text: str, template: Template, changes: Sequence[Change]) -> Edited:
        inverses: list[Change] = []
        exact = True
        pieces = self._pieces(text, template)
        for change in changes:
            edits = lower(template, change)
            inverses.insert(0, inverse(template, change))
            exact = exact and not moves_slots(change, edits)
            try:
                text, pieces = _written(text, pieces, change, edits)
            except EditError as error:
                raise ChangeError(error.message, error.remedy) from None
            template = apply(template, edits)
        text = pieces.text if pieces is not None else text
        self._keep(template, text, pieces)
        return Edited(text, template, tuple(inverses), exact)

    def _pieces(self, text: str, template: Template) -> TemplateText | None:
        known = self._cut.get(template)
        if known is None or known[0] != text:
            try:
                return _cut(parse(text))
            except YamlError:
                return None
        self._cut.move_to_end(template)
        return known[1]

    def _keep(self, template: Template, text: str, pieces: TemplateText | None) -> None:
        self._cut[template] = (text, pieces)
        while len(self._cut) > self.KEPT:
            self._cut.popitem(last=False)


def _cut(document: Document) -> TemplateText | None:
    try:
        return TemplateText.of(document)
    except NotPlain:
        return None


def _written(
    text: str, pieces: TemplateText | None, change: Change, edits: Sequence[Edit]
) -> tuple[str, TemplateText | None]:
    """One change made. The text is that of the pieces, where there are any."""
    if pieces is not None:
        try:
            return text, _in_pieces(pieces, change, edits)
        except (NotPlain, EditError):
            text = pieces.text
    text = edit_text(Text(text), edits)
    return text, _cut(parse(text))


def _in_pieces(pieces: TemplateText, change: Change, edits: Sequence[Edit]) -> TemplateText:
    if isinstance(change, MoveComponent):
        removal, insertion, *edits = edits
        pieces = pieces.moved(tuple(removal.path), tuple(insertion.path))
    for edit in edits:
        pieces = pieces.edited(edit)
    return pieces
