"""Fragments of HTML forms: HTML with places for components, and the components that go there.

Responsible for: taking components, slots and promoted elements out of HTML and leaving a `<template>` with
the name of a dropzone where each was. (A `template` may stand anywhere, also in tables, and draws nothing.)
May not: touch the disk. Process: designer, host, command line.
"""

from __future__ import annotations

import hashlib
import html
import textwrap
from collections.abc import Sequence

from formwright.runtime.appfiles.html_nodes import (
    Names,
    Part,
    Parts,
    PlaceKey,
    Places,
    attach,
    is_component,
    is_promoted,
    is_promoting,
    json_value,
)
from formwright.runtime.appfiles.html_tree import Element
from formwright.runtime.spec.app import Json

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
HTML_COMPONENT = "HtmlComponent"
ZONE_PREFIX = "$dz_"  # of names that nobody chose

Target = dict[str, Json]  # what a slot's content goes to

__all__ = ["Fragments", "PlaceKey", "within"]


def within(container: str) -> Target:
    """A container by name; the form itself has none."""
    return {"type": "container", "name": container}


class Fragments:
    def __init__(self, names: Names, places: Places, parts: Parts) -> None:
        self.places = places
        self.parts = parts  # also ("zones", NAME) of zones that somebody named
        self.slots: dict[str, Json] = {}
        self._names = names
        self._zones: set[str] = set()

    # Children of containers that are no HTML --------------------------------------------------------------

    def children(self, parent: Element, path: PlaceKey, target: Target) -> list[Json]:
        """Components of a container; each other element becomes an HtmlComponent of its own."""
        found: list[Json] = []
        for element, before, start in _with_text(parent):
            where = (*path, len(found))
            if element is None:
                found.append(self._anonymous(before, where, start))
            elif element.tag == "anvil-slot":
                self._slot(element, target, len(found), in_html=False)
            elif is_component(element):
                found.append(self._component(element, where))
            else:
                # An element that is promoted is the component; any other is wrapped in one.
                found.append(
                    self._promoted(element, where)
                    if is_promoted(element)
                    else self._anonymous([*before, element], where, start)
                )
        return found

    def _anonymous(self, content: Sequence[Element | str], path: PlaceKey, start: int) -> Json:
        name = self._names.next("component")
        text, inside = self.fragment(content, (*path, "components"), within(name))
        first = next((each for each in content if isinstance(each, Element)), None)
        if first is not None:
            self.places[path] = (first.line, first.column)
        end = start + len("".join(each for each in content if isinstance(each, str)).strip())
        self.parts[path] = Part("anonymous", first, start, first.end if first is not None else end)
        return {"type": HTML_COMPONENT, "name": name, "properties": {"html": text}, "components": inside}

    def _component(self, element: Element, path: PlaceKey) -> dict[str, Json]:
        kind = (element.get("type") or "").removeprefix("anvil.")
        node: dict[str, Json] = {"type": kind, "name": element.get("name") or self._names.next("component")}
        attach(element, node, path, self.places)
        self.parts[path] = Part.of("component", element)
        inside = (*path, "components")
        if kind == HTML_COMPONENT:
            text, components = self.fragment(element.children, inside, within(node["name"]))
            if text.strip():
                node.setdefault("properties", {})["html"] = text
        else:
            components = self.children(element, inside, within(node["name"]))
        if components:
            node["components"] = components
        return node

    def _promoted(self, element: Element, path: PlaceKey) -> dict[str, Json]:
        node: dict[str, Json] = {
            "type": HTML_COMPONENT,
            "name": element.get("anvil:name") or self._names.next("component"),
        }
        attach(element, node, path, self.places, prefix="anvil:")
        self.parts[path] = Part.of("promoted", element)
        components: list[Json] = []
        text = self._element(element, (*path, "components"), within(node["name"]), components)
        node.setdefault("properties", {})["html"] = _tidy(text)
        if components:
            node["components"] = components
        return node

    # HTML -------------------------------------------------------------------------------------------------

    def fragment(
        self, content: Sequence[Element | str], path: PlaceKey, target: Target
    ) -> tuple[str, list[Json]]:
        """The HTML with dropzones, and the components for them. `target` is where its slots are."""
        components: list[Json] = []
        text = "".join(self._piece(each, path, target, components) for each in content)
        return _tidy(text), components

    def _piece(self, piece: Element | str, path: PlaceKey, target: Target, found: list[Json]) -> str:
        if isinstance(piece, str):
            return piece
        if piece.tag == "anvil-slot":
            return _place(self._slot(piece, target, len(found), in_html=True))
        if piece.tag == "anvil-dropzone":
            self.parts["zones", piece.get("name") or ""] = Part.of("zone", piece)
            return _place(piece.get("name") or "")
        if not is_component(piece) and not is_promoted(piece):
            return self._element(piece, path, target, found)
        where = (*path, len(found))
        node = self._component(piece, where) if is_component(piece) else self._promoted(piece, where)
        zone = self._zone(f"component {node['name']}")
        node["layout_properties"] = {**node.get("layout_properties", {}), "dropzone": zone}
        found.append(node)
        return _place(zone)

    def _element(self, element: Element, path: PlaceKey, target: Target, found: list[Json]) -> str:
        inside = "".join(self._piece(child, path, target, found) for child in element.children)
        return opening_of(element) + inside + element.closing

    def _slot(self, element: Element, target: Target, index: int, *, in_html: bool) -> str:
        """The name of its zone, if it is in HTML."""
        name = element.get("name") or self._names.next("slot")
        layout = {
            each.name[len("container:") :]: json_value(each.value)
            for each in element.attributes
            if each.key.startswith("container:")
        }
        zone = self._zone(f"slot {name}") if in_html else ""
        if zone:
            layout["dropzone"] = zone
        definition: dict[str, Json] = {"target": target, "index": index}
        if layout:
            definition["set_layout_properties"] = layout
        if any(each.key in ("one-component", "one_component") for each in element.attributes):
            definition["one_component"] = True
        placeholder = element.get("placeholder")
        if placeholder:
            definition["placeholder_text"] = placeholder
        self.places["slots", name] = (element.line, element.column)
        self.parts["slots", name] = Part.of("slot", element)
        self.slots[name] = definition
        return zone

    def _zone(self, content: str) -> str:
        """A name that is the same as long as what goes there has the same name, whatever else is edited."""
        salt = 0
        while True:
            text = f"{content}|{salt}"
            number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")
            name = ZONE_PREFIX
            for _ in range(6):
                number, digit = divmod(number, 36)
                name += _DIGITS[digit]
            if name not in self._zones:
                self._zones.add(name)
                return name
            salt += 1


def _place(zone: str) -> str:
    """What stands in the HTML where a component goes."""
    return f'<template anvil-dropzone="{html.escape(zone)}"></template>'


def opening_of(element: Element) -> str:
    """The start tag as typed, without the attributes that made the element a component."""
    text = element.opening
    for each in reversed(element.attributes):
        if is_promoting(each):
            text = text[: each.start].rstrip() + text[each.end :]
    listens = any(each.key.startswith("anvil:on-dom:") for each in element.attributes)
    if listens and element.get("anvil:dom-node") is None:
        at = len(element.tag) + 1
        text = f'{text[:at]} anvil:dom-node=""{text[at:]}'
    return text


def _tidy(text: str) -> str:
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return textwrap.dedent("\n".join(lines))


def _with_text(parent: Element) -> list[tuple[Element | None, list[Element | str], int]]:
    """Each element with the text before it; text that is left over stands alone, unless it is blank.

    The number is the offset at which they begin, without the space before.
    """
    found: list[tuple[Element | None, list[Element | str], int]] = []
    text: list[Element | str] = []
    start = -1

    def loose() -> None:
        nonlocal start
        if any(isinstance(each, str) and each.strip() and not each.startswith("<!--") for each in text):
            found.append((None, list(text), start))
        text.clear()
        start = -1

    for each, offset in zip(parent.children, parent.offsets, strict=True):
        if isinstance(each, str):
            text.append(each)
            if start < 0 and each.strip():
                start = offset + len(each) - len(each.lstrip())
        elif each.tag == "anvil-slot" or is_component(each) or is_promoted(each):
            loose()
            found.append((each, [], offset))
        else:
            found.append((each, list(text), offset if start < 0 else start))
            text.clear()
            start = -1
    loose()
    return found
