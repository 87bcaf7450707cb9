"""A form as a tree of rows: its components, slots, and the forms that its panels repeat. No Qt; pure.

`outline_builder.py` makes them, after each change; `Row.key` stays the same for the same thing among its
siblings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.template import FORM


class Kind(Enum):
    FORM = "form"
    ITEMS = "items"
    """The form that a RepeatingPanel repeats; edited in place."""
    COMPONENT = "component"
    SLOT = "slot"


@dataclass(frozen=True)
class Row:
    kind: Kind
    form: str
    name: str = FORM
    """Of the component; of the container for a slot."""
    slot: str = ""
    title: str = ""
    type: str = ""
    hidden: bool = False
    error: str = ""
    full: bool = False
    children: tuple[Row, ...] = ()

    @cached_property
    def key(self) -> tuple[str, str, str, str]:
        return (self.kind.value, self.form, self.name, self.slot)

    @property
    def ref(self) -> Ref:
        return Ref(self.form, self.name)

    def walk(self) -> Iterator[Row]:
        yield self
        for child in self.children:
            yield from child.walk()


def filtered(row: Row, text: str) -> Row:
    """Rows whose name or type holds the text, with the way to them; the form itself always stays."""
    wanted = text.strip().lower()
    if not wanted:
        return row
    return replace(row, children=_kept(row, wanted))


def _kept(row: Row, wanted: str) -> tuple[Row, ...]:
    kept = []
    for child in row.children:
        inner = _kept(child, wanted)
        own = child.kind is Kind.COMPONENT and (wanted in child.title.lower() or wanted in child.type.lower())
        if own or inner:
            kept.append(replace(child, children=inner))
    return tuple(kept)
