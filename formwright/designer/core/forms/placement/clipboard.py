"""Components as text on the clipboard: YAML as it stands in a template, and back. No Qt; pure functions.

What is copied can be pasted into a template's text by hand, and what is copied there can be pasted on the
canvas: a list of components, one of them, or a whole template.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import Change, ChangeError
from formwright.designer.core.forms.placement.arrangements import column_rows
from formwright.designer.core.forms.placement.arrangements.landing import fresh_id
from formwright.designer.core.forms.placement.fitting import Spot, offers, refusal, slot_of
from formwright.designer.core.forms.placement.inserting import insert, where_to_insert
from formwright.designer.core.forms.template import Place, Template
from formwright.runtime.appfiles.yaml_emit import block
from formwright.runtime.appfiles.yaml_text import YamlError, parse
from formwright.runtime.spec.app import Json

Node = Mapping[str, Json]


@dataclass(frozen=True)
class NotComponents(Exception):
    """The text is something else; `message` is for the user."""

    message: str


def to_text(template: Template, names: tuple[str, ...]) -> str:
    """The components and all in them, outermost ones only, in document order."""
    nodes = [dict(template.find(name).node) for name in template.outermost(names)]
    return "\n".join(block(nodes)) + "\n" if nodes else ""


def from_text(text: str) -> tuple[Node, ...]:
    """Raises NotComponents."""
    try:
        data = parse(textwrap.dedent(text)).data
    except YamlError as error:
        raise NotComponents(f"The clipboard does not hold components (line {error.line}).") from None
    found = tuple(_nodes(data))
    if not found:
        raise NotComponents("There are no components on the clipboard.")
    return found


def _nodes(data: Any) -> Iterator[Node]:
    """Those of a template come out of it; what is no component is left out."""
    if isinstance(data, list):
        for each in data:
            yield from _nodes(each)
    elif isinstance(data, Mapping):
        slots = data.get("components_by_slot")
        if isinstance(data.get("type"), str) and data["type"]:
            yield data
        elif isinstance(data.get("components"), list):
            yield from _nodes(data["components"])
        elif isinstance(slots, Mapping):
            for nodes in slots.values():
                yield from _nodes(nodes)


def paste(catalog: Catalog, template: Template, selected: str, nodes: Sequence[Node]) -> tuple[Change, ...]:
    """After the selection, or into it when it is an empty container. Raises ChangeError."""
    spot = where_to_insert(catalog, template, selected, _kind(nodes[0]))
    slot = spot.place.slot or str(spot.layout.get("slot") or "")
    for node in nodes[1:]:
        if reason := refusal(catalog, template, _kind(node), spot.place.parent, slot):
            raise ChangeError(reason)
    one = any(
        offer.one_component for offer in offers(catalog, template, spot.place.parent) if offer.name == slot
    )
    if one and len(nodes) > 1:
        raise ChangeError(f"The slot {slot!r} takes one component only.", "Put them into a panel first.")
    return insert(template, spot, fitted(catalog, template, spot, nodes))


def duplicate(catalog: Catalog, template: Template, names: tuple[str, ...]) -> tuple[Change, ...]:
    """Copies of all of them after the last, in its container. Raises ChangeError when that is full."""
    inner = template.outermost(names)
    if not inner:
        return ()
    last = template.find(inner[-1])
    for name in inner:
        kind = template.type_of(name)
        if reason := refusal(catalog, template, kind, last.place.parent, slot_of(template, last.name)):
            raise ChangeError(reason)
    spot = Spot(Place(last.place.parent, last.place.index + 1, last.place.slot))
    nodes = [_beside(template.find(name).node) for name in inner]
    return insert(template, spot, fitted(catalog, template, spot, nodes))


def _beside(node: Node) -> Node:
    """Of a copy in an XYPanel: where it can be seen."""
    layout = node.get("layout_properties")
    if not isinstance(layout, Mapping) or not {"x", "y"} <= set(layout):
        return node
    return {**node, "layout_properties": {**layout, "x": layout["x"] + 16, "y": layout["y"] + 16}}


def fitted(catalog: Catalog, template: Template, spot: Spot, nodes: Sequence[Node]) -> Sequence[Node]:
    """With the layout properties that their new parent knows, and rows that are not there yet."""
    spec = catalog.spec_of(template, spot.place.parent)
    known = {prop.name for prop in spec.layout_properties} if spec else set()
    kept = []
    for node in nodes:
        layout = node.get("layout_properties")
        layout = layout if isinstance(layout, Mapping) and not spot.place.slot else {}
        kept.append({**node, "layout_properties": {k: v for k, v in layout.items() if k in known}})
    return _with_rows(template, spot.place.parent, kept)


def _with_rows(template: Template, parent: str, nodes: Sequence[Node]) -> Sequence[Node]:
    """Rows of the ColumnPanel that they come from get new names, so that they do not join rows here."""
    if template.type_of(parent) != "ColumnPanel":
        return nodes
    taken = set(column_rows.ids(template, parent))
    names: dict[str, str] = {}
    renamed = []
    for node in nodes:
        layout = node.get("layout_properties")
        position = layout.get("grid_position") if isinstance(layout, Mapping) else None
        if not isinstance(layout, Mapping) or not position:
            renamed.append(node)
            continue
        row, comma, rest = str(position).partition(",")
        if row not in names:
            names[row] = fresh_id(taken)
            taken.add(names[row])
        renamed.append({**node, "layout_properties": {**layout, "grid_position": names[row] + comma + rest}})
    return renamed


def _kind(node: Node) -> str:
    return str(node.get("type") or "").removeprefix("anvil.")
