"""Makes the rows of the outline from templates, quickly enough for every key stroke. No Qt; one thread.

A change shares all data that it does not touch with the template before it, so what is the same data is the
same row again, with all below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.outline.rows import Kind, Row
from formwright.designer.core.forms.reuse.slots import SlotOffer, layout_slots, node_slots
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.spec.app import Json

Node = Mapping[str, Json]
SPARE = 1000
"""Rows are kept until there are twice as many as at first, and so many more."""


@dataclass
class _Walk:
    """Of one form: what names unnamed components get, and whether rows may be used again."""

    form: str
    around: tuple[str, ...]
    unnamed: int = 0
    own: int = 0
    """Counts what makes a row the business of this walk only."""


class OutlineBuilder:
    def __init__(self, catalog: Catalog, errors: Mapping[Ref, str] | None = None) -> None:
        """`errors`: what the canvas says of components that are red boxes."""
        self._catalog = catalog
        self._errors = errors or {}
        self._kept: dict[tuple[str, int], tuple[Node, Row]] = {}
        self._most = 0

    def build(self, form: str) -> Row:
        if len(self._kept) > self._most:
            self._kept.clear()
        fresh = not self._kept
        root = self._form(form, Kind.FORM, ())
        if fresh:
            self._most = 2 * len(self._kept) + SPARE
        return root

    def _form(self, form: str, kind: Kind, around: tuple[str, ...]) -> Row:
        template = self._catalog.template(form)
        type_name = template.type_of(FORM)
        known = self._catalog.spec(type_name) if type_name else None
        error = "" if known is not None else f"The type {type_name!r} is not known."
        walk = _Walk(form, (*around, form))
        children = self._in_layout(walk, template) if template.has_layout else self._inside(
            walk, FORM, type_name, template.node(FORM), template.data.get("components")
        )  # fmt: skip
        title = form.rpartition(".")[2]
        return Row(kind, form, title=title, type=type_name, error=error, children=children)

    def _in_layout(self, walk: _Walk, template: Template) -> tuple[Row, ...]:
        by_slot: Any = template.data.get("components_by_slot")
        by_slot = by_slot if isinstance(by_slot, Mapping) else {}
        # Unnamed components are counted in the order of the template, not in that of the layout's slots.
        filled = {str(slot): self._components(walk, nodes) for slot, nodes in by_slot.items()}
        slots = layout_slots(self._catalog, template)
        return tuple(self._slot(walk, FORM, slot, filled.get(slot.name, ())) for slot in slots)

    def _inside(self, walk: _Walk, name: str, kind: str, node: Node, nodes: Any) -> tuple[Row, ...]:
        slots = node_slots(self._catalog, kind, node)
        if len(slots) < 2:
            return self._components(walk, nodes)
        filled: dict[str, list[Row]] = {slot.name: [] for slot in slots}
        astray: list[Row] = []
        for row, slot_name in self._with_slots(walk, nodes):
            filled.get(slot_name, astray).append(row)
        return (*(self._slot(walk, name, slot, filled[slot.name]) for slot in slots), *astray)

    def _slot(self, walk: _Walk, name: str, slot: SlotOffer, rows: Iterable[Row]) -> Row:
        children = tuple(rows)
        full = slot.one_component and bool(children)
        return Row(Kind.SLOT, walk.form, name, slot.name, title=slot.name, full=full, children=children)

    def _components(self, walk: _Walk, nodes: Any) -> tuple[Row, ...]:
        return tuple(row for row, _slot in self._with_slots(walk, nodes))

    def _with_slots(self, walk: _Walk, nodes: Any) -> Iterator[tuple[Row, str]]:
        seen: set[str] = set()
        for node in nodes if isinstance(nodes, list) else ():
            if not isinstance(node, Mapping):
                continue
            row = self._component(walk, node)
            if row.name not in seen:  # the one that `Template` knows by that name
                seen.add(row.name)
                layout = node.get("layout_properties")
                slot = layout.get("slot") if isinstance(layout, Mapping) else None
                yield row, str(slot or "default")

    def _component(self, walk: _Walk, node: Node) -> Row:
        kept = self._kept.get((walk.form, id(node)))
        if kept is not None and kept[0] is node:
            return kept[1]
        before = walk.own
        name = str(node.get("name") or "")
        if not name:
            walk.unnamed += 1
            walk.own += 1
            name = f"$unnamed_{walk.unnamed}"
        row = self._new(walk, name, node)
        if walk.own == before:
            self._kept[walk.form, id(node)] = (node, row)
        return row

    def _new(self, walk: _Walk, name: str, node: Node) -> Row:
        kind = str(node.get("type") or "").removeprefix("anvil.")
        properties = node.get("properties")
        properties = properties if isinstance(properties, Mapping) else {}
        error = self._errors.get(Ref(walk.form, name), "")
        if self._catalog.spec(kind) is None:
            error = f"The type {kind!r} is not known." if kind else "It has no type."
        children = self._inside(walk, name, kind, node, node.get("components"))
        if kind == "RepeatingPanel" and (wanted := str(properties.get("item_template") or "")):
            walk.own += 1  # the rows of another form, which changes by itself
            found = self._catalog.form_of(wanted)
            if found is None:
                error = error or f"There is no form {wanted!r} to repeat."
            elif found[0] is self._catalog.app and found[1] not in walk.around:
                children = (self._form(found[1], Kind.ITEMS, walk.around), *children)
        hidden = properties.get("visible") is False
        return Row(Kind.COMPONENT, walk.form, name, "", name, kind, hidden, error, children=children)
