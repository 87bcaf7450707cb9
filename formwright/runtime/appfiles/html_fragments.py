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

Target = dict[str, Json]  # what a slot's content goes to

__all__ = ["Fragments", "PlaceKey", "within"]


def within(container: str) -> Target:
    """A container by name; the form itself has none."""
    return {"type": "container", "name": container}


class Fragments:
    def __init__(self, names: Names, places: Places) -> None:
        self.places = places
        self.slots: dict[str, Json] = {}
        self._names = names
        self._zones: set[str] = set()

    # Children of containers that are no HTML --------------------------------------------------------------

    def children(self, parent: Element, path: PlaceKey, target: Target) -> list[Json]:
        """Components of a container; each other element becomes an HtmlComponent of its own."""
        found: list[Json] = []
        for element, before in _with_text(parent.children):
            where = (*path, len(found))
            if element is None:
                found.append(self._anonymous(before, where))
            elif element.tag == "anvil-slot":
                self._slot(element, target, len(found), None)
            elif is_component(element):
                found.append(self._component(element, where))
            else:
                # An element that is promoted is the component; any other is wrapped in one.
                found.append(
                    self._promoted(element, where)
                    if is_promoted(element)
                    else self._anonymous([*before, element], where)
                )
        return found

    def _anonymous(self, content: Sequence[Element | str], path: PlaceKey) -> Json:
        name = self._names.next("component")
        text, inside = self.fragment(content, (*path, "components"), within(name))
        first = next((each for each in content if isinstance(each, Element)), None)
        if first is not None:
            self.places[path] = (first.line, first.column)
        return {"type": HTML_COMPONENT, "name": name, "properties": {"html": text}, "components": inside}

    def _component(self, element: Element, path: PlaceKey) -> dict[str, Json]:
        kind = (element.get("type") or "").removeprefix("anvil.")
        node: dict[str, Json] = {"type": kind, "name": element.get("name") or self._names.next("component")}
        attach(element, node, path, self.places)
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
            zone = self._zone(piece)
            self._slot(piece, target, len(found), zone)
            return _place(zone)
        if piece.tag == "anvil-dropzone":
            return _place(piece.get("name") or "")
        if not is_component(piece) and not is_promoted(piece):
            return self._element(piece, path, target, found)
        where = (*path, len(found))
        zone = self._zone(piece)
        node = self._component(piece, where) if is_component(piece) else self._promoted(piece, where)
        node["layout_properties"] = {**node.get("layout_properties", {}), "dropzone": zone}
        found.append(node)
        return _place(zone)

    def _element(self, element: Element, path: PlaceKey, target: Target, found: list[Json]) -> str:
        inside = "".join(self._piece(child, path, target, found) for child in element.children)
        return _opening(element) + inside + element.closing

    def _slot(self, element: Element, target: Target, index: int, zone: str | None) -> None:
        name = element.get("name") or self._names.next("slot")
        layout = {
            each.name[len("container:") :]: json_value(each.value)
            for each in element.attributes
            if each.key.startswith("container:")
        }
        if zone is not None:
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
        self.slots[name] = definition

    def _zone(self, element: Element) -> str:
        """A name that stays the same as long as the HTML does."""
        salt = 0
        while True:
            text = f"{element.opening}|{element.line}|{element.column}|{salt}"
            number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")
            name = "$dz_"
            for _ in range(6):
                number, digit = divmod(number, 36)
                name += _DIGITS[digit]
            if name not in self._zones:
                self._zones.add(name)
                return name
            salt += 1


def _place(zone: str) -> str:
    return f'<template anvil-dropzone="{html.escape(zone)}"></template>'


def _opening(element: Element) -> str:
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


def _with_text(content: Sequence[Element | str]) -> list[tuple[Element | None, list[Element | str]]]:
    """Each element with the text before it; text that is left over stands alone, unless it is blank."""
    found: list[tuple[Element | None, list[Element | str]]] = []
    text: list[Element | str] = []

    def loose() -> None:
        if any(isinstance(each, str) and each.strip() and not each.startswith("<!--") for each in text):
            found.append((None, list(text)))
        text.clear()

    for each in content:
        if isinstance(each, str):
            text.append(each)
        elif each.tag == "anvil-slot" or is_component(each) or is_promoted(each):
            loose()
            found.append((each, []))
        else:
            found.append((each, list(text)))
            text.clear()
    loose()
    return found
