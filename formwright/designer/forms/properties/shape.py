"""What a form is made on: a container of its own, or the layout of another form. No Qt; pure functions.

What the new container has no use for (properties, places of components) goes, in one step to undo.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import UNSET, Change, SetKey, Transaction
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.client.components import CLASSES
from formwright.runtime.spec.app import Json
from formwright.runtime.spec.components import ComponentSpec

#: Containers that a form can be; others need a parent around them.
_NOT_FORMS = ("Link", "RichText", "RepeatingPanel", "DataGrid", "DataRowPanel", "GoogleMap")
OWN = ""
"""Stands for no layout."""


def container_types() -> tuple[str, ...]:
    specs = [kind._fw_spec for kind in CLASSES]
    return tuple(spec.name for spec in specs if spec.container and spec.name not in _NOT_FORMS)


def layouts(catalog: Catalog, form: str) -> tuple[tuple[str, str], ...]:
    """Title and type of each form that offers slots."""
    found = []
    apps = [(catalog.app, "")] + [(each.app, f"{each.app.package}.") for each in catalog.app.dependencies]
    for app, prefix in apps:
        for name, data in app.forms.items():
            meta = data.get("layout_metadata")
            internal = isinstance(meta, Mapping) and bool(meta.get("internal"))
            if data.get("slots") and (app is not catalog.app or name != form) and not internal:
                title = str(meta.get("title") or "") if isinstance(meta, Mapping) else ""
                kind = f"form:{name}" if not prefix else f"{prefix}{name}"
                found.append((title or name.rpartition(".")[2], kind))
    return tuple(found)


def change_container(template: Template, catalog: Catalog, kind: str) -> Transaction:
    changes: list[Change] = [SetKey(("container", "type"), kind)]
    spec = catalog.spec(kind)
    node = template.node(FORM)
    kept = _known(node.get("properties"), spec)
    if kept != node.get("properties"):
        changes.append(SetKey(("container", "properties"), kept))
    nodes = _fitting(template.data.get("components"), spec)
    if nodes != template.data.get("components"):
        changes.append(SetKey(("components",), nodes))
    return Transaction(f"Make the form a {kind}", tuple(changes))


def use_layout(template: Template, catalog: Catalog, kind: str) -> Transaction:
    """What the form has goes into the layout's first slot; slots of the same name keep what they have."""
    layout: dict[str, Json] = {"type": kind, "properties": {}}
    slots = _slots(catalog, kind)
    old = template.node(FORM)
    if template.has_layout:
        bindings = old.get("form_event_bindings")
        held: Mapping[str, Json] = template.data.get("components_by_slot") or {}
        filled: dict[str, list[Json]] = {}
        for slot, nodes in held.items():
            at = slot if slot in slots or not slots else slots[0]
            filled.setdefault(at, []).extend(nodes or [])
    else:
        bindings = old.get("event_bindings")
        components = _fitting(template.data.get("components"), None) or []
        filled = {slots[0] if slots else "default": components} if components else {}
    if bindings:
        layout["form_event_bindings"] = dict(bindings)
    changes: list[Change] = [
        SetKey(("layout",), layout),
        SetKey(("components_by_slot",), filled),
        SetKey(("container",), UNSET),
        SetKey(("components",), UNSET),
    ]
    return Transaction(f"Use the layout {kind.rpartition('.')[2].removeprefix('form:')}", tuple(changes))


def leave_layout(template: Template, kind: str = "ColumnPanel") -> Transaction:
    """All that was in slots becomes the form's own, one after the other."""
    old = template.node(FORM)
    container: dict[str, Json] = {"type": kind, "properties": {}}
    if old.get("form_event_bindings"):
        container["event_bindings"] = dict(old["form_event_bindings"])
    held: Mapping[str, Any] = template.data.get("components_by_slot") or {}
    nodes = [node for slot in held.values() for node in slot or []]
    changes: list[Change] = [
        SetKey(("container",), container),
        SetKey(("components",), nodes),
        SetKey(("layout",), UNSET),
        SetKey(("components_by_slot",), UNSET),
    ]
    return Transaction("Use no layout", tuple(changes))


def _slots(catalog: Catalog, kind: str) -> tuple[str, ...]:
    found = catalog.form_of(kind)
    slots = found[0].forms[found[1]].get("slots") if found else None
    return tuple(map(str, slots)) if isinstance(slots, Mapping) else ()


def _known(properties: Json, spec: ComponentSpec | None) -> Json:
    if spec is None or not isinstance(properties, Mapping):
        return properties
    return {name: value for name, value in properties.items() if spec.property(name) is not None}


def _fitting(nodes: Json, spec: ComponentSpec | None) -> Json:
    """Components without the places that only their old container understood."""
    if not isinstance(nodes, list):
        return nodes
    known = {prop.name for prop in spec.layout_properties} if spec is not None else set()
    fitted = []
    for node in nodes:
        places = node.get("layout_properties") if isinstance(node, Mapping) else None
        if not isinstance(places, Mapping) or all(name in known for name in places):
            fitted.append(node)
            continue
        kept = {name: value for name, value in places.items() if name in known}
        fitted.append(
            {
                key: kept if key == "layout_properties" else value
                for key, value in node.items()
                if key != "layout_properties" or kept
            }
        )
    return fitted
