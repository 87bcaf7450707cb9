"""`Classes` and `Style`: values of HtmlComponent's properties that apps may change in place.

Responsible for their behaviour as a set of names and a mapping of CSS properties. Runs in the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

#: CSS properties whose plain numbers are no lengths.
_UNITLESS_NAMES = """
animation-iteration-count aspect-ratio column-count columns fill-opacity flex flex-grow flex-shrink
font-weight grid-column grid-row line-height opacity order orphans scale stroke-opacity tab-size widows
z-index zoom
"""
_UNITLESS = frozenset(_UNITLESS_NAMES.split())


class Classes:
    """Names of CSS classes: `c.add("a")`, `c["a"] = True`, `"a" in c`, `str(c)`."""

    def __init__(self, value: Any = None) -> None:
        self._names: dict[str, None] = dict.fromkeys(_names(value))
        self._applied: set[str] = set()
        self.changed: Callable[[], None] | None = None

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._names))

    def __getitem__(self, name: str) -> bool:
        return name in self._names

    def __setitem__(self, name: str, on: bool) -> None:
        self.update({name: on})

    def add(self, *names: str) -> None:
        """Puts these names on the element."""
        self.update(dict.fromkeys((part for name in names for part in _names(name)), True))

    def remove(self, *names: str) -> None:
        """Takes these names away."""
        self.update(dict.fromkeys((part for name in names for part in _names(name)), False))

    def update(self, states: Mapping[str, bool]) -> None:
        """Switches names on (True) or off (False)."""
        for name, on in states.items():
            if on:
                self._names[name] = None
            else:
                self._names.pop(name, None)
        self._tell()

    def clear(self) -> None:
        """Takes all names away."""
        self._names.clear()
        self._tell()

    def _tell(self) -> None:
        if self.changed is not None:
            self.changed()

    def apply(self, dom: Any, node: Any) -> None:
        for name in self._applied - set(self._names):
            dom.toggle_class(node, name, False)
        for name in self._names:
            dom.toggle_class(node, name, True)
        self._applied = set(self._names)

    def remove_from(self, dom: Any, node: Any) -> None:
        for name in self._applied:
            dom.toggle_class(node, name, False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Classes) and set(self) == set(other)

    __hash__ = None  # type: ignore[assignment]  # it can change

    def __str__(self) -> str:
        return " ".join(self._names)

    def __repr__(self) -> str:
        return f"Classes({str(self)!r})"


class Style(MutableMapping[str, Any]):
    """CSS properties by name: `backgroundColor`, `background_color` and `background-color` are the same."""

    def __init__(self, value: Any = None) -> None:
        self._values: dict[str, Any] = {}
        self._applied: set[str] = set()
        self.changed: Callable[[], None] | None = None
        if isinstance(value, str):
            pairs = (part.partition(":") for part in re.split(r";(?![^()]*\))", value))
            self._values = {css_name(name): text.strip() for name, _, text in pairs if text.strip()}
        elif value:
            self._values = {css_name(name): value[name] for name in value if value[name] is not None}

    def __getitem__(self, name: str) -> Any:
        return self._values[css_name(name)]

    def __setitem__(self, name: str, value: Any) -> None:
        if value is None:
            self._values.pop(css_name(name), None)
        else:
            self._values[css_name(name)] = value
        self._tell()

    def __delitem__(self, name: str) -> None:
        del self._values[css_name(name)]
        self._tell()

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._values))

    def __len__(self) -> int:
        return len(self._values)

    def _tell(self) -> None:
        if self.changed is not None:
            self.changed()

    def apply(self, dom: Any, node: Any) -> None:
        for name in self._applied - set(self._values):
            dom.style(node, name, "")
        for name, value in self._values.items():
            dom.style(node, name, css_value(name, value))
        self._applied = set(self._values)

    def remove_from(self, dom: Any, node: Any) -> None:
        for name in self._applied:
            dom.style(node, name, "")

    def __str__(self) -> str:
        return " ".join(f"{name}: {css_value(name, value)};" for name, value in self._values.items())

    def __repr__(self) -> str:
        return f"Style({str(self)!r})"


def css_name(name: str) -> str:
    if name.startswith("--"):
        return name
    return re.sub(r"[A-Z]", lambda found: f"-{found[0].lower()}", name.strip()).replace("_", "-")


def css_value(name: str, value: Any) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        plain = not value or name in _UNITLESS or name.startswith("--")
        return f"{value:g}" if plain else f"{value:g}px"
    return str(value)


def _names(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return value.split()
    if isinstance(value, Mapping):
        return [part for name, on in value.items() if on for part in str(name).split()]
    return [part for name in value for part in str(name).split()]
