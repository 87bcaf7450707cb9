"""Writes plain data as YAML in a random but valid layout, with comments: what people's files look like.

Every comment is unique (`# c1`, `# c2`, ...), so that a test can say which ones must survive an edit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

KEYS = st.sampled_from(
    ["type", "name", "text", "on", "x-y", "a b", "properties", "components", "Größe", "1", "role", "tag"]
)
TRICKY = """yes no null ~ = 5 0x1F 1.5 2020-01-01 #x ' " it's { [a *a &a !t %x @theme:x.html ` | > ? é a\\b"""
TEXTS = st.one_of(
    st.sampled_from([*TRICKY.split(), "", "- x", "a: b", "x # y", "a, b", " lead", "trail ", "tab\tin"]),
    st.sampled_from(["two\nlines", "ends\n", "\n", "emoji 😀", "self.item['x']"]),
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 3)),
    TEXTS,
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


@dataclass
class Layout:
    """Draws every free choice of a layout from Hypothesis, so that failures shrink."""

    draw: Any
    comments: int = 0
    lines: list[str] = field(default_factory=list)

    def write(self, data: dict[str, Any]) -> str:
        self._mapping(data, 0, "")
        text = "\n".join(self.lines)
        return text if self.draw(st.booleans()) else text + "\n"

    def _chance(self) -> bool:
        return bool(self.draw(st.integers(0, 3)) == 0)

    def _comment(self, indent: int) -> None:
        if self._chance():
            self.comments += 1
            self.lines.append(f"{' ' * indent}# c{self.comments}")
        if self._chance():
            self.lines.append("")

    def _trail(self) -> str:
        if not self._chance():
            return ""
        self.comments += 1
        return f"  # c{self.comments}"

    def _mapping(self, data: dict[str, Any], indent: int, lead: str) -> None:
        """`lead` is what already stands on the first line: the dashes of enclosing items."""
        for key, value in data.items():
            if not lead:
                self._comment(indent)
            start = lead or " " * indent
            lead = ""
            self._value(f"{start}{self._text(key)}:", value, indent, after_key=True)

    def _sequence(self, data: list[Any], indent: int, lead: str) -> None:
        for value in data:
            if not lead:
                self._comment(indent)
            start = lead or " " * indent
            lead = ""
            self._value(f"{start}-", value, indent, after_key=False)

    def _value(self, start: str, value: Any, indent: int, *, after_key: bool) -> None:
        if not isinstance(value, (dict, list)) or not value or self._chance():
            self._inline(start, value, indent)
            return
        step = self.draw(st.sampled_from([2, 2, 2, 3, 4]))
        if isinstance(value, list) and after_key and self.draw(st.booleans()):
            step = 0
        if after_key or self._chance():
            self.lines.append(start + self._trail())
            lead = ""
            inner = indent + (step if after_key else max(step, 1))
        else:
            lead = start + " " * max(1, step - 1)
            inner = len(lead)
        write = self._mapping if isinstance(value, dict) else self._sequence
        write(value, inner, lead)

    def _inline(self, start: str, value: Any, indent: int) -> None:
        if isinstance(value, str) and value.strip() and value[0] not in " \t\n" and self._chance():
            body = value.split("\n")
            if all(
                ord(mark) >= 32 and mark not in "\x7f\x85\u2028\u2029\ufeff" for line in body for mark in line
            ):
                ends = len(value) - len(value.rstrip("\n"))
                self.lines.append(f"{start} |{'-' if ends == 0 else '' if ends == 1 else '+'}")
                kept = body[:-1] if ends else body
                self.lines.extend(f"{' ' * (indent + 2)}{line}" if line else "" for line in kept)
                return
        if value is None and self.draw(st.booleans()):
            self.lines.append(start + self._trail())
            return
        self.lines.append(f"{start} {self._flow(value)}{self._trail()}")

    def _flow(self, value: Any) -> str:
        space = " " if self.draw(st.booleans()) else ""
        if isinstance(value, dict):
            inner = ", ".join(f"{self._text(key)}: {self._flow(item)}" for key, item in value.items())
            return f"{{{space}{inner}{space}}}"
        if isinstance(value, list):
            return f"[{space}{', '.join(self._flow(item) for item in value)}{space}]"
        if isinstance(value, str):
            return self._text(value)
        if value is None:
            return str(self.draw(st.sampled_from(["null", "~"])))
        return json.dumps(value)

    def _text(self, value: str) -> str:
        style = self.draw(st.sampled_from(["plain", "single", "double"]))
        safe = value.isalnum() and value[0].isalpha() and value.isascii()
        if (
            style == "plain"
            and safe
            and value not in ("yes", "no", "on", "off", "null", "true", "false", "y", "n")
        ):
            return value
        if style == "single" and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value)  # escapes emoji as two surrogates: as some exports do
