"""Slots that a form offers to the forms that use it, as entries to be edited. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import UNSET, Change, SetKey, Unset
from formwright.designer.core.forms.reuse.declarations import Entry, Field, free_declared_name
from formwright.designer.core.forms.reuse.slots import layout_slots
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.spec.app import Json

THE_FORM = "The form"
SLOT_FIELDS = (
    Field("name", "Name", "name", in_table=True),
    Field("target", "Inside", "choice", in_table=True),
    Field("one_component", "Takes one", "flag", default=False, in_table=True),
    Field("placeholder_text", "Says while it is empty", "text", in_table=True),
    Field("index", "Components before it", "number", default=0, hint="How many of the container's own"),
)


def slot_entries(data: Mapping[str, Json]) -> tuple[Entry, ...]:
    slots = data.get("slots")
    found: list[Entry] = []
    for name, definition in slots.items() if isinstance(slots, Mapping) else ():
        known = definition if isinstance(definition, Mapping) else {}
        found.append({**known, "name": str(name), "target": target_words(known.get("target"))})
    return tuple(found)


def target_words(target: Json) -> str:
    if not isinstance(target, Mapping):
        return THE_FORM
    name = str(target.get("name") or "")
    return f"slot {name}" if target.get("type") == "slot" else name or THE_FORM


def targets(catalog: Catalog, template: Template) -> tuple[str, ...]:
    """Where a slot can be: containers of the form, slots of the layout that it uses itself."""
    found = [] if template.has_layout else [THE_FORM]
    found += [f"slot {slot.name}" for slot in layout_slots(catalog, template)]
    for name in template.names:
        spec = catalog.spec(template.type_of(name))
        if spec is not None and spec.container and template.type_of(name) != "RepeatingPanel":
            found.append(name)
    return tuple(found)


def _target(words: str) -> dict[str, Json]:
    if words.startswith("slot "):
        return {"type": "slot", "name": words.removeprefix("slot ")}
    return {"type": "container", "name": "" if words == THE_FORM else words}


def slot_added(template: Template, where: str) -> Change:
    """At the end of a container: after all that is in it."""
    known = [str(entry["name"]) for entry in slot_entries(template.data)]
    name = free_declared_name("content" if not known else "slot", known)
    target = _target(where)
    own = str(target["name"]) if target["type"] == "container" else FORM
    slot = str(target["name"]) if target["type"] == "slot" else ""
    definition = {"target": target, "index": len(template.children(own, slot))}
    return SetKey(("slots", name), definition)


def slot_change(data: Mapping[str, Json], index: int, field: Field, value: Json | Unset) -> Change | None:
    entry = slot_entries(data)[index]
    name = str(entry["name"])
    if field.key == "name":
        return None if value == name else _renamed(data, name, str(value))
    if field.key == "target":
        wanted = _target(str(value))
        return None if entry["target"] == value else SetKey(("slots", name, "target"), wanted)
    if field.key == "index":
        value = max(0, int(value)) if isinstance(value, (int, float)) else 0
    return None if entry.get(field.key, UNSET) == value else SetKey(("slots", name, field.key), value)


def _renamed(data: Mapping[str, Json], old: str, new: str) -> Change:
    slots: Any = data["slots"]
    return SetKey(("slots",), {new if name == old else name: value for name, value in slots.items()})


def slot_removed(data: Mapping[str, Json], index: int) -> Change:
    known = slot_entries(data)
    if len(known) == 1:
        return SetKey(("slots",), UNSET)
    return SetKey(("slots", str(known[index]["name"])), UNSET)


def slot_moved(data: Mapping[str, Json], index: int, by: int) -> Change | None:
    slots: Any = data.get("slots")
    names = list(slots)
    if not 0 <= index + by < len(names):
        return None
    names.insert(index + by, names.pop(index))
    return SetKey(("slots",), {name: slots[name] for name in names})


def filled_by(catalog: Catalog, form: str, slot: str) -> tuple[str, ...]:
    """Forms of the app that have something for this slot of the form."""
    found = []
    for other in catalog.app.forms:
        template = catalog.template(other)
        own = catalog.form_of(template.type_of(FORM)) if template.has_layout else None
        if own == (catalog.app, form) and template.children(FORM, slot):
            found.append(other)
    return tuple(found)
