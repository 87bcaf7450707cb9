"""Showing a form in a layout, in another one, or in none, and losing no component. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import UNSET, Change, SetKey
from formwright.designer.core.forms.naming import free_component_name
from formwright.designer.core.forms.placement.fitting import slot_of
from formwright.designer.core.forms.reuse.form_uses import forms_inside
from formwright.designer.core.forms.reuse.slots import SlotOffer, offered_slots, slots_of_form
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.spec.app import Json

Nodes = list[dict[str, Json]]
#: Containers whose layout properties mean something to them only.
PANEL = "ColumnPanel"


@dataclass(frozen=True)
class LayoutOffer:
    type: str
    """As a template says it."""
    title: str
    description: str
    slots: tuple[str, ...]
    origin: str = ""
    """The dependency that has it."""


def layouts(catalog: Catalog, form: str) -> tuple[LayoutOffer, ...]:
    """Forms with slots, of the app and of its dependencies, that can be around this form."""
    found = []
    for name in catalog.app.forms:
        template = catalog.template(name)
        if name != form and template.data.get("slots") and not _uses(catalog, name, form):
            found.append(_offer(f"form:{name}", name, template.data, ""))
    for dependency in catalog.app.dependencies:
        app = dependency.app
        for name, data in app.forms.items():
            if data.get("slots") and not _is_internal(data):
                found.append(_offer(f"{app.package}.{name}", name, data, app.manifest.title))
    return tuple(found)


def _uses(catalog: Catalog, layout: str, form: str) -> bool:
    """Whether the layout shows the form itself, in it or as its own layout."""
    return form in forms_inside(catalog, catalog.template, layout)


def _is_internal(data: Mapping[str, Json]) -> bool:
    metadata = data.get("layout_metadata")
    return isinstance(metadata, Mapping) and bool(metadata.get("internal"))


def _offer(kind: str, name: str, data: Mapping[str, Json], origin: str) -> LayoutOffer:
    metadata = data.get("layout_metadata")
    known = metadata if isinstance(metadata, Mapping) else {}
    title = str(known.get("title") or name.rpartition(".")[2])
    slots = tuple(slot.name for slot in offered_slots(data))
    return LayoutOffer(kind, title, str(known.get("description") or ""), slots, origin)


def with_layout(catalog: Catalog, template: Template, kind: str) -> tuple[Change, ...]:
    """The form in this layout: what it has goes into slots of the same name, the rest into the main one."""
    offered = slots_of_form(catalog, kind)
    main = _main(offered)
    filled = _from_layout(template) if template.has_layout else _from_container(template)
    by_slot: dict[str, Nodes] = {}
    names = {slot.name for slot in offered}
    for slot, nodes in filled.items():
        by_slot.setdefault(slot if slot in names else main.name, []).extend(nodes)
    for slot_offer in offered:
        nodes = by_slot.get(slot_offer.name, [])
        if slot_offer.one_component and len(nodes) > 1:
            by_slot[slot_offer.name] = [_panel(template, nodes)]
    changes: list[Change] = [
        SetKey(("container",), UNSET),
        SetKey(("components",), UNSET),
        SetKey(("layout",), _layout(catalog, template, kind)),
    ]
    if by_slot or "components_by_slot" in template.data:
        changes.append(SetKey(("components_by_slot",), by_slot))
    return (*changes, *_retargeted(template, by_slot, main.name))


def without_layout(template: Template) -> tuple[Change, ...]:
    """The form in a ColumnPanel, with all it has in the slots, one below the other."""
    nodes = [node for nodes in _from_layout(template).values() for node in nodes]
    container: dict[str, Json] = {"type": PANEL, "properties": {}}
    events = _mapping(template.node(FORM), "form_event_bindings")
    if events:
        container["event_bindings"] = dict(events)
    return (
        SetKey(("layout",), UNSET),
        SetKey(("components_by_slot",), UNSET),
        SetKey(("container",), container),
        SetKey(("components",), nodes),
        *_retargeted(template, {}, ""),
    )


def _retargeted(template: Template, by_slot: Mapping[str, Nodes], main: str) -> tuple[Change, ...]:
    """Slots that the form itself offers stay among the components that they were among."""
    slots = template.data.get("slots")
    changes: list[Change] = []
    placed = {str(node.get("name")) for nodes in by_slot.values() for node in nodes}
    panel = next((name for name in placed if name not in template), "")
    for slot, definition in slots.items() if isinstance(slots, Mapping) else ():
        target = definition.get("target") if isinstance(definition, Mapping) else None
        target = target if isinstance(target, Mapping) else {}
        of_slot = target.get("type") == "slot"
        if not of_slot and target.get("name"):
            continue  # in a component, which is still there
        wanted: dict[str, Json] = {"type": "slot", "name": str(target.get("name") or "") if of_slot else main}
        if not main:
            wanted = {"type": "container", "name": FORM}
        elif panel:
            wanted = {"type": "container", "name": panel}
        elif wanted["name"] not in by_slot:
            wanted["name"] = main
        if wanted != target:
            changes.append(SetKey(("slots", str(slot), "target"), wanted))
    return tuple(changes)


def _main(offered: Sequence[SlotOffer]) -> SlotOffer:
    for usual in ("content", "default", "body", "main"):
        found = next((slot for slot in offered if slot.name == usual), None)
        if found is not None:
            return found
    roomy = [slot for slot in offered if not slot.one_component]
    return (roomy or list(offered) or [SlotOffer("content")])[0]


def _layout(catalog: Catalog, template: Template, kind: str) -> dict[str, Json]:
    """The layout's own data: of another one only what this one has as well."""
    own = template.node(FORM)
    data: dict[str, Json] = {"type": kind, "properties": {}}
    if not template.has_layout:
        events = _mapping(own, "event_bindings")
        return {**data, "form_event_bindings": dict(events)} if events else data
    spec = catalog.spec(kind)
    known = {prop.name for prop in spec.properties} if spec else set()
    events_known = {event.name for event in spec.events} if spec else set()
    data["properties"] = {k: v for k, v in _mapping(own, "properties").items() if k in known}
    if events := {k: v for k, v in _mapping(own, "event_bindings").items() if k in events_known}:
        data["event_bindings"] = events
    if own.get("form_event_bindings"):
        data["form_event_bindings"] = own["form_event_bindings"]
    bindings = [each for each in own.get("data_bindings") or () if each.get("property") in known]
    if bindings:
        data["data_bindings"] = bindings
    return data


def _from_layout(template: Template) -> dict[str, Nodes]:
    return {
        slot: [dict(template.find(name).node) for name in template.children(FORM, slot)]
        for slot in template.layout_slots
    }


def _from_container(template: Template) -> dict[str, Nodes]:
    """By the slots of an HTML page; else all of it, in a panel where the container makes a difference."""
    names = template.children(FORM)
    nodes = [dict(template.find(name).node) for name in names]
    if template.type_of(FORM) in ("HtmlTemplate", "HtmlPanel"):
        filled: dict[str, Nodes] = {}
        for name, node in zip(names, nodes, strict=True):
            slot = slot_of(template, name) or "default"
            filled.setdefault(slot, []).append(_without(node, "slot"))
        return filled
    own = template.node(FORM)
    matters = bool(own.get("data_bindings")) or bool(_mapping(own, "properties"))
    placed = any(_mapping(node, "layout_properties") for node in nodes)
    if nodes and (matters or placed):
        return {"": [_panel(template, nodes)]}
    return {"": nodes}


def _panel(template: Template, nodes: Nodes) -> dict[str, Json]:
    """What the form's container was, as a component."""
    own = {} if template.has_layout else template.node(FORM)
    kind = template.type_of(FORM) if not template.has_layout else PANEL
    taken = template.names
    name = "content_panel" if "content_panel" not in taken else free_component_name("content_panel", taken)
    panel: dict[str, Json] = {"type": kind, "name": name, "properties": dict(_mapping(own, "properties"))}
    if own.get("data_bindings"):
        panel["data_bindings"] = own["data_bindings"]
    return {**panel, "components": nodes}


def _without(node: dict[str, Json], key: str) -> dict[str, Json]:
    layout = {k: v for k, v in _mapping(node, "layout_properties").items() if k != key}
    rest = {k: v for k, v in node.items() if k != "layout_properties"}
    return {**rest, "layout_properties": layout} if layout else rest


def _mapping(node: Mapping[str, Json], key: str) -> Mapping[str, Json]:
    found = node.get(key)
    return found if isinstance(found, Mapping) else {}
