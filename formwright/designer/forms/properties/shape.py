"""What container a form is. No Qt; pure functions. Layouts are `core/forms/reuse/layout_choice.py`'s.

What the new container has no use for (properties, places of components) goes, in one step to undo.
"""

from __future__ import annotations

from collections.abc import Mapping

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import Change, SetKey, Transaction
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.client.components import CLASSES
from formwright.runtime.spec.app import Json
from formwright.runtime.spec.components import ComponentSpec

#: Containers that a form can be; others need a parent around them.
_NOT_FORMS = ("Link", "RichText", "RepeatingPanel", "DataGrid", "DataRowPanel", "GoogleMap")


def container_types() -> tuple[str, ...]:
    specs = [kind._fw_spec for kind in CLASSES]
    return tuple(spec.name for spec in specs if spec.container and spec.name not in _NOT_FORMS)


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
