"""Reads YAML as Anvil's editor writes it, and tolerates what older versions of it wrote.

Responsible for: text to plain JSON data plus the node tree (with positions) that `edit` patches by, and for
naming the place of what cannot be read. Speaks YAML 1.1 (as Anvil does) through PyYAML, whose C parser is
twenty times faster than a round-trip parser; writing is `edit`'s business.
May not: construct Python objects from tags, or touch the disk. Process: designer, host, command line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.constructor import ConstructorError, SafeConstructor

from formwright.runtime.spec.app import Json

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TYPED = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float")}
_MERGE = "tag:yaml.org,2002:merge"
# A surrogate pair written as two escapes: some exports contain emoji this way. YAML wants \U0001F600.
_SURROGATES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_LONE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


class YamlError(Exception):
    """The text is not YAML; `line` and `column` are 1-based."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Notice:
    """Something readable but doubtful, such as a key given twice."""

    line: int
    column: int
    message: str


@dataclass(frozen=True)
class Document:
    """One parsed YAML text: its data, and the nodes with their positions in `text`."""

    text: str
    root: yaml.Node | None
    data: Json
    notices: tuple[Notice, ...] = ()
    shifts: tuple[int, ...] = ()  # ends, in the repaired text, of repairs that made it 2 characters shorter

    def offset(self, index: int) -> int:
        """Place in `text` of a node's mark."""
        return index + 2 * bisect_right(self.shifts, index)


def parse(text: str) -> Document:
    """Parse one document; raises YamlError."""
    shifts: tuple[int, ...] = ()
    try:
        root = _compose(text)
    except yaml.YAMLError as error:
        repaired = _LONE_SURROGATE.sub(r"\\uFFFD", _SURROGATES.sub(_join_surrogates, text))
        if repaired == text:
            raise _readable(error) from None
        found = enumerate(_SURROGATES.finditer(text), start=1)
        shifts = tuple(match.end() - 2 * count for count, match in found)
        try:
            root = _compose(repaired)
        except yaml.YAMLError as second:
            raise _readable(second) from None
    reader = _Reader()
    try:
        data = None if root is None else reader.read(root)
    except RecursionError:
        raise YamlError("values are nested too deeply, or contain themselves", 1, 1) from None
    return Document(text, root, data, tuple(reader.notices), shifts)


def _compose(text: str) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose(text, _LOADER)
    return node


def _join_surrogates(match: re.Match[str]) -> str:
    high, low = (int(part, 16) for part in match.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def _readable(error: yaml.YAMLError) -> YamlError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    context = getattr(error, "context", None)
    if context:
        reason = f"{reason} ({context})"
    if mark is None:
        return YamlError(str(reason), 1, 1)
    return YamlError(str(reason), mark.line + 1, mark.column + 1)


@dataclass
class _Reader:
    """Nodes to plain data. Dates stay text as written: a template is JSON for the browser."""

    notices: list[Notice] = field(default_factory=list)
    scalars: SafeConstructor = field(default_factory=SafeConstructor)

    def read(self, node: yaml.Node) -> Json:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child) for child in node.value]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Json]:
        result: dict[str, Json] = {}
        for key, value in node.value:
            if key.tag == _MERGE:
                for merged in self._merged(value):
                    for name, inherited in merged.items():
                        result.setdefault(name, inherited)
                continue
            name = self._key(key)
            if name in result and any(
                name == self._key(other) for other, _ in node.value if other is not key
            ):
                self._notice(key, f"key {name!r} appears twice; the last one counts")
            result[name] = self.read(value)
        return result

    def _merged(self, node: yaml.Node) -> Iterator[dict[str, Json]]:
        for child in node.value if isinstance(node, yaml.SequenceNode) else [node]:
            data = self.read(child)
            if isinstance(data, dict):
                yield data

    def _key(self, node: yaml.Node) -> str:
        # `on:` and `1:` are names of events, columns and tables here, never booleans or numbers.
        return node.value if isinstance(node, yaml.ScalarNode) else str(self.read(node))

    def _scalar(self, node: yaml.Node) -> Json:
        if node.tag not in _TYPED:
            return node.value
        construct: Callable[..., Any] = self.scalars.construct_object
        try:
            return construct(node)
        except (ConstructorError, ValueError):
            return node.value

    def _notice(self, node: yaml.Node, message: str) -> None:
        self.notices.append(Notice(node.start_mark.line + 1, node.start_mark.column + 1, message))
