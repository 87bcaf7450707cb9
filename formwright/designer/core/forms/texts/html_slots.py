"""Writes the slots that an HTML form offers: `<anvil-slot>` elements that come, go, move and get attributes.

No Qt; pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from formwright.designer.core.forms.changes import InsertComponent, lower
from formwright.designer.core.forms.template import FORM, KeyPath, Place, Template
from formwright.runtime.appfiles import html_patch as patch
from formwright.runtime.appfiles.edit import Insert
from formwright.runtime.appfiles.html_emit import attribute, value_text
from formwright.runtime.appfiles.html_form import HtmlForm
from formwright.runtime.appfiles.html_nodes import Part, attribute_of, element_of
from formwright.runtime.spec.app import Json

Slots = Mapping[str, Mapping[str, Json]]


class Writer(Protocol):
    """What writes components of the same form."""

    text: str
    form: HtmlForm
    template: Template

    def put(self, path: KeyPath, new: list[str] | str) -> str: ...

    def on(self, text: str) -> Writer: ...


def write_slots(writer: Writer, wanted: Slots) -> str:
    present: Slots = writer.template.data.get("slots") or {}
    for old, new in _renamed(present, wanted):
        element = element_of(writer.form.parts["slots", old])
        at = attribute_of(element, "name")
        writer = writer.on(patch.set_attribute(writer.text, element, "name", new, at))
        present = {new if name == old else name: value for name, value in present.items()}
    for name in [*present, *(name for name in wanted if name not in present)]:
        if present.get(name) != wanted.get(name):
            writer = _write_slot(writer, name, present.get(name), wanted.get(name))
    return writer.text


def slot_at(form: HtmlForm, owner: KeyPath, index: int) -> Part | None:
    """The last slot that stands there among the components of a container."""
    found = [
        form.parts["slots", slot]
        for slot, definition in (form.template.get("slots") or {}).items()
        if definition["index"] == index
        and _owner(form.template, definition) == owner
        and "dropzone" not in (definition.get("set_layout_properties") or {})
    ]
    return max(found, key=lambda part: part.start, default=None)


def slot_element(name: str, definition: Mapping[str, Json]) -> str:
    words = ["<anvil-slot", *([] if name.startswith("$") else [attribute("name", name)])]
    for key, value in _attributes(definition).items():
        words.append(attribute(key, value) if value else key)
    return " ".join(words) + "></anvil-slot>"


def _renamed(present: Slots, wanted: Slots) -> list[tuple[str, str]]:
    """Those that are as they were under another name."""
    new = [name for name in wanted if name not in present]
    pairs = []
    for old in (name for name in present if name not in wanted):
        match = next((name for name in new if wanted[name] == present[old]), None)
        if match is not None:
            new.remove(match)
            pairs.append((old, match))
    return pairs


def _write_slot(
    writer: Writer, name: str, old: Mapping[str, Json] | None, new: Mapping[str, Json] | None
) -> Writer:
    part = writer.form.parts.get(("slots", name))
    if new is None:
        return writer if part is None else writer.on(patch.cut(writer.text, part.start, part.end))
    if part is None or old is None:
        return writer.on(writer.put(_path(writer.template, new), [slot_element(name, new)]))
    if any(old.get(key) != new.get(key) for key in ("target", "index")):
        moved = patch.piece(writer.text, part.start, part.end)
        without = writer.on(patch.cut(writer.text, part.start, part.end))
        writer = writer.on(without.put(_path(without.template, new), moved))
    return _with_attributes(writer, name, _attributes(old), _attributes(new))


def _with_attributes(writer: Writer, name: str, old: dict[str, str], new: dict[str, str]) -> Writer:
    for key in (*old, *(key for key in new if key not in old)):
        element = element_of(writer.form.parts["slots", name])
        at = attribute_of(element, key)
        if key not in new and at is not None:
            writer = writer.on(patch.remove_attribute(writer.text, element, at))
        elif key in new and old.get(key) != new[key]:
            writer = writer.on(patch.set_attribute(writer.text, element, key, new[key], at))
    return writer


def _path(template: Template, definition: Mapping[str, Json]) -> KeyPath:
    target: Mapping[str, Any] = definition.get("target") or {}
    name, index = str(target.get("name") or ""), definition.get("index")
    place = Place(name, index if isinstance(index, int) else 10**6)
    if target.get("type") == "slot":
        place = Place(FORM, place.index, name)
    edit = lower(template, InsertComponent(place, {"type": "Spacer"}))[0]
    assert isinstance(edit, Insert)
    return tuple(edit.path)


def _owner(template: Mapping[str, Json], definition: Mapping[str, Json]) -> KeyPath:
    """The list of components that a slot stands in."""
    kind, name = definition["target"]["type"], str(definition["target"]["name"])
    if kind == "slot":
        return ("components_by_slot", name)
    return ("components",) if not name else (*Template(template).path(name), "components")


def _attributes(definition: Mapping[str, Json]) -> dict[str, str]:
    found = {
        f"container:{name}": value_text(value)
        for name, value in (definition.get("set_layout_properties") or {}).items()
        if name != "dropzone"
    }
    if definition.get("one_component"):
        found["one-component"] = ""
    if definition.get("placeholder_text"):
        found["placeholder"] = str(definition["placeholder_text"])
    return found
