"""Attributes of `self` in Python code: where a form's code speaks of a component. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_SELF = re.compile(r"(?<![\w.])self\.(?P<name>[^\W\d]\w*)")


def attribute_at(line: str, column: int) -> str:
    """`button_1` when the column (from 1) is in `self.button_1`; else ""."""
    for found in _SELF.finditer(line):
        if found.start() <= column - 1 <= found.end():
            return found["name"]
    return ""


def uses_of(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    """Start and end, in characters, of every `self.NAME`."""
    for found in _SELF.finditer(text):
        if found["name"] in names:
            yield found.start("name"), found.end()
