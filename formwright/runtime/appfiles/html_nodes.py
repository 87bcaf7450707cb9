"""Attributes of HTML forms: names, properties, bindings, handlers and layout properties of one element.

Responsible for: what `prop:`, `bind:`, `writeback:`, `on:` and `container:` mean, and for names that nobody
else has. May not: know about fragments of HTML. Process: designer, host, command line.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Literal

from formwright.runtime.appfiles.html_tree import Attribute, Element
from formwright.runtime.spec.app import Json

PlaceKey = tuple[str | int, ...]
Places = dict[PlaceKey, tuple[int, int]]
PartKind = Literal["component", "promoted", "anonymous", "slot", "zone", "block", "loose", "form"]
_JSON_START = re.compile(r"[{\[\"\-tfn0-9]")
#: On an ordinary element these make it a component of its own.
PROMOTING = ("anvil:prop:", "anvil:on:", "anvil:bind:", "anvil:writeback:", "anvil:container:")


@dataclass(frozen=True)
class Part:
    """Where something of the template stands in the text.

    component: `<anvil-component>`; promoted: an ordinary element with `anvil:name` and the like;
    anonymous: HTML between components; slot, zone, block, form: those elements; loose: what is in no block.
    """

    kind: PartKind
    element: Element | None  # None: text without an element
    start: int
    end: int

    @classmethod
    def of(cls, kind: PartKind, element: Element) -> Part:
        return cls(kind, element, element.start, element.end)


Parts = dict[PlaceKey, Part]


def json_value(text: str) -> Json:
    """`12`, `true`, `{"a": 1}` are JSON; everything else is the text itself."""
    if _JSON_START.match(text):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def is_component(element: Element) -> bool:
    return element.tag == "anvil-component"


def is_promoted(element: Element) -> bool:
    return any(each.key == "anvil:name" or each.key.startswith(PROMOTING) for each in element.attributes)


def is_promoting(attribute: Attribute) -> bool:
    return attribute.key == "anvil:name" or attribute.key.startswith(PROMOTING)


def element_of(part: Part) -> Element:
    assert part.element is not None
    return part.element


def attribute_of(element: Element, key: str) -> Attribute | None:
    """The attribute that counts. A property may be bound in one of two ways."""
    if binds(key):
        prefix, _, name = key.rpartition("bind:" if "bind:" in key else "writeback:")
        names = (f"{prefix}bind:{name}", f"{prefix}writeback:{name}")
        return next((each for each in element.attributes if each.name in names), None)
    found = [each for each in element.attributes if each.name == key]
    if not found and ":" not in key.removeprefix("anvil:"):
        found = [each for each in element.attributes if each.key == key][:1]
    return found[-1] if found else None


def binds(key: str) -> bool:
    return key.removeprefix("anvil:").startswith(("bind:", "writeback:"))


def attach(element: Element, node: dict[str, Json], path: PlaceKey, places: Places, prefix: str = "") -> None:
    """Puts what the attributes say into a component node."""
    places[path] = (element.line, element.column)
    for attribute in element.attributes:
        if not attribute.key.startswith(prefix):
            continue
        kind, _, name = attribute.name[len(prefix) :].partition(":")
        kind = kind.lower()
        if not name or (kind == "on" and name.startswith("layout:")):
            continue
        where = _place(element, attribute)
        if kind == "prop":
            node.setdefault("properties", {})[name] = json_value(attribute.value)
            places[(*path, "properties", name)] = where
        elif kind == "container":
            node.setdefault("layout_properties", {})[name] = json_value(attribute.value)
            places[(*path, "layout_properties", name)] = where
        elif kind == "on":
            node.setdefault("event_bindings", {})[name] = attribute.value.removeprefix("self.")
            places[(*path, "event_bindings", name)] = where
        elif kind in ("bind", "writeback"):
            bindings = node.setdefault("data_bindings", [])
            places[(*path, "data_bindings", len(bindings))] = where
            bindings.append({"property": name, "code": attribute.value, "writeback": kind == "writeback"})


def _place(element: Element, attribute: Attribute) -> tuple[int, int]:
    before = element.opening[: attribute.start]
    lines = before.count("\n")
    column = len(before) - before.rfind("\n") if lines else element.column + len(before)
    return element.line + lines, column


@dataclass
class Names:
    """Names for components without one. Names that somebody chose are taken from the start."""

    taken: set[str] = field(default_factory=set)

    @classmethod
    def reserve(cls, root: Element) -> Names:
        chosen = set[str]()
        for element in root.walk():
            name = element.get("name" if element.tag.startswith("anvil-") else "anvil:name")
            if name:
                chosen.add(name)
        return cls(chosen)

    def next(self, kind: str) -> str:
        number = 1
        while f"${kind}_{number}" in self.taken:
            number += 1
        name = f"${kind}_{number}"
        self.taken.add(name)
        return name
