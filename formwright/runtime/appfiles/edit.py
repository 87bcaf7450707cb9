"""Edits YAML files in place: what is not edited keeps every byte.

Responsible for: applying edits (set, insert, delete at a key path) and proving each result by reading it
again: the data must be the old data with exactly this edit. Cutting and pasting (`yaml_patch`) comes first;
where a text uses what that cannot handle, ruamel.yaml's round trip does it; where neither gives the right
data, EditError, and the file stays as it is.
May not: touch the disk. Process: designer, host, command line; pure functions.
"""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError as RoundTripError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from formwright.runtime.appfiles.text import Text, decode
from formwright.runtime.appfiles.yaml_patch import NotPlain, delete_value, insert_value, set_value
from formwright.runtime.appfiles.yaml_places import KeyPath
from formwright.runtime.appfiles.yaml_text import Document, YamlError, parse
from formwright.runtime.spec.app import Json


@dataclass(frozen=True)
class Set:
    """Make `value` the value at `path` (keys and list indices); missing maps on the way are made."""

    path: KeyPath
    value: Json


@dataclass(frozen=True)
class Insert:
    """Put `value` into a list before the item `path[-1]`; the length of the list appends."""

    path: KeyPath
    value: Json


@dataclass(frozen=True)
class Delete:
    path: KeyPath


Edit = Set | Insert | Delete


class EditError(Exception):
    """The edit does not fit the file; `message` and `remedy` are for the user."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def edit_yaml(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes of a YAML file with `edits` applied in order; byte order mark and line ends as found."""
    text = decode(data)
    return text.encode(edit_text(text, edits))


def edit_text(text: Text, edits: Iterable[Edit], *, flow_leaves: bool = False) -> str:
    """`flow_leaves`: new collections of single values are written on one line."""
    content = text.content
    for edit in edits:
        content = _apply(content, edit, flow_leaves)
    return content


def _apply(content: str, edit: Edit, flow_leaves: bool) -> str:
    try:
        document = parse(content)
    except YamlError as error:
        place = f"line {error.line}, column {error.column}"
        raise EditError(f"The file is not valid YAML ({place}: {error.reason}).", _AS_TEXT) from None
    try:
        wanted = _expected(document.data, edit)
    except (KeyError, IndexError, TypeError):
        raise EditError(f"There is nothing at {_spell(edit.path)}.", "Reload the file.") from None
    if _same(document.data, wanted):
        return content
    for attempt in (partial(_patched, flow_leaves=flow_leaves), _round_tripped):
        result = attempt(document, edit)
        if result is not None and _reads_as(result, wanted):
            return result
    raise EditError(f"{_spell(edit.path)} cannot be changed without touching the rest of the file.", _AS_TEXT)


_AS_TEXT = "Open the file as text and change it there."


def _patched(document: Document, edit: Edit, flow_leaves: bool) -> str | None:
    try:
        if isinstance(edit, Set):
            return set_value(document, edit.path, edit.value, flow_leaves)
        if isinstance(edit, Insert):
            return insert_value(document, edit.path, edit.value, flow_leaves)
        return delete_value(document, edit.path)
    except (NotPlain, yaml.YAMLError, UnicodeEncodeError):
        return None


def _round_tripped(document: Document, edit: Edit) -> str | None:
    """Aliases, tags, complex keys: lines may be laid out anew here, but comments and order stay."""
    round_trip = YAML()
    round_trip.preserve_quotes = True
    round_trip.width = 2**30
    try:
        data = round_trip.load(document.text)
        data = _changed(data, edit if isinstance(edit, Delete) else replace(edit, value=_quoted(edit.value)))
        stream = io.StringIO(newline="")
        round_trip.dump(data, stream)
    except (RoundTripError, KeyError, IndexError, TypeError, AttributeError, ValueError, NotImplementedError):
        return None
    newline = "\r\n" if "\r\n" in document.text else "\n"
    return stream.getvalue().replace("\r\n", "\n").replace("\n", newline)


def _quoted(value: Json) -> Json:
    """ruamel.yaml writes YAML 1.2, where `yes` is a text; readers of YAML 1.1 need it in quotes."""
    if isinstance(value, dict):
        return {key: _quoted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_quoted(item) for item in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value


def _reads_as(text: str, wanted: Json) -> bool:
    try:
        return _same(parse(text).data, wanted)
    except YamlError:
        return False


def _same(left: Json, right: Json) -> bool:
    spell: Callable[[Json], str] = lambda value: json.dumps(value, sort_keys=True)  # noqa: E731
    return spell(left) == spell(right)


def _expected(data: Json, edit: Edit) -> Json:
    return _changed(copy.deepcopy(data), edit)


def _changed(data: Any, edit: Edit) -> Any:
    """`data` with the edit made in it; works on plain data and on ruamel's."""
    if not edit.path:
        raise KeyError
    if data is None:
        data = {}
    parent = data
    steps: Sequence[str | int] = edit.path
    for position, step in enumerate(steps[:-1]):
        if isinstance(parent, dict) and parent.get(step) is None and not isinstance(edit, Delete):
            empty: Json = [] if isinstance(edit, Insert) and position == len(steps) - 2 else {}
            parent[step] = empty
        parent = parent[step]
    last = steps[-1]
    _check_step(parent, last, edit)
    if isinstance(edit, Set):
        parent[last] = copy.deepcopy(edit.value)
    elif isinstance(edit, Insert):
        parent.insert(last, copy.deepcopy(edit.value))
    else:
        del parent[last]
    return data


def _check_step(parent: Any, step: str | int, edit: Edit) -> None:
    if isinstance(parent, dict):
        if not isinstance(step, str) or isinstance(edit, Insert):
            raise TypeError
    elif isinstance(parent, list):
        limit = len(parent) + (1 if isinstance(edit, Insert) else 0)
        if isinstance(step, str) or not 0 <= step < limit:
            raise IndexError
    else:
        raise TypeError


def _spell(path: KeyPath) -> str:
    return ".".join(str(step) for step in path) or "the file"
