"""What a drop on a row of the outline does: where it goes, and the changes. No Qt; pure functions.

Raises ChangeError when it cannot go there, with words for the user.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import Change, ChangeError
from formwright.designer.core.forms.outline.rows import Kind, Row
from formwright.designer.core.forms.placement.clipboard import fitted
from formwright.designer.core.forms.placement.fitting import (
    children_in,
    holds_itself,
    main_slot,
    move,
    offers,
    refusal,
    row_of,
    slot_of,
    spot_at,
)
from formwright.designer.core.forms.placement.inserting import insert
from formwright.designer.core.forms.placement.slot_places import applied
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.spec.app import Json


class Part(Enum):
    """Of a row, under the pointer."""

    BEFORE = "before"
    INTO = "into"
    AFTER = "after"


@dataclass(frozen=True)
class Target:
    """A place in the tree: before the child `anchor` of a container, or after its last."""

    form: str
    parent: str
    slot: str = ""
    anchor: str = ""
    beside: str = ""
    """A sibling whose column in a row is shared."""


def target(catalog: Catalog, template: Template, row: Row, part: Part, *, is_open: bool) -> Target:
    """`is_open`: the row shows rows below it, so that after it is before the first of them."""
    if row.kind is Kind.COMPONENT and part is not Part.INTO and not (part is Part.AFTER and is_open):
        parent, slot = template.parent(row.name), _kept_slot(catalog, template, row.name)
        if part is Part.BEFORE:
            return Target(row.form, parent, slot, row.name, row.name)
        there = children_in(template, parent, slot)
        following = there[there.index(row.name) + 1 :]
        return Target(row.form, parent, slot, following[0] if following else "", row.name)
    slot = row.slot or main_slot(catalog, template, row.name)
    there = children_in(template, row.name, slot)
    first = there[0] if part is Part.AFTER and is_open and there else ""
    return Target(row.form, row.name, slot, first)


def _kept_slot(catalog: Catalog, template: Template, name: str) -> str:
    slot = slot_of(template, name)
    known = {offer.name for offer in offers(catalog, template, template.parent(name))}
    return slot if slot in known or template.find(name).place.slot else ""


def check(
    catalog: Catalog, template: Template, to: Target, kinds: Sequence[str], moving: tuple[str, ...] = ()
) -> None:
    """Raises ChangeError. `moving`: components of the same form that are moved there."""
    for name in moving:
        if to.parent != FORM and template.inside(to.parent, name):
            raise ChangeError("A component cannot be moved into itself.")
    for number, kind in enumerate(kinds):
        if holds_itself(catalog, kind, to.form):
            raise ChangeError(f"{kind.rpartition(':')[2]} cannot be put into itself.")
        if reason := refusal(catalog, template, kind, to.parent, to.slot, moving):
            raise ChangeError(reason)
        offer = next((each for each in offers(catalog, template, to.parent) if each.name == to.slot), None)
        if number and offer is not None and offer.one_component:
            raise ChangeError(f"The slot {to.slot!r} takes one component only.")


def moved(catalog: Catalog, template: Template, to: Target, names: Sequence[str]) -> tuple[Change, ...]:
    """Components of the form, one after the other, in document order."""
    names = template.outermost(tuple(names))
    check(catalog, template, to, [template.type_of(name) for name in names], names)
    anchor = _still(template, to, names)
    changes: list[Change] = []
    now = template
    for name in names:
        there = [each for each in _siblings(now, to) if each != name]
        index = there.index(anchor) if anchor else len(there)
        beside = to.beside if to.beside not in names else ""
        spot = spot_at(catalog, now, to.parent, index, to.slot, beside)
        own_row = now.type_of(to.parent) == "ColumnPanel" and _alone(now, name) and not spot.layout
        step = move(now, name, spot, ("grid_position",) if own_row and now.parent(name) == to.parent else ())
        changes += step
        now = applied(now, step)
    return tuple(changes)


def inserted(
    catalog: Catalog, template: Template, to: Target, nodes: Sequence[Mapping[str, Json]]
) -> tuple[Change, ...]:
    """New components, or those of another form."""
    check(catalog, template, to, [str(node.get("type") or "") for node in nodes])
    there = list(_siblings(template, to))
    index = there.index(to.anchor) if to.anchor else len(there)
    spot = spot_at(catalog, template, to.parent, index, to.slot, to.beside)
    return insert(template, spot, fitted(catalog, template, spot, nodes))


def _siblings(template: Template, to: Target) -> tuple[str, ...]:
    """All that the index of a place counts: children of all slots, except of a layout."""
    own = to.slot if to.parent == FORM and template.has_layout else ""
    return template.children(to.parent, own)


def _still(template: Template, to: Target, names: Sequence[str]) -> str:
    """The first sibling from the anchor on that does not move itself."""
    there = _siblings(template, to)
    if not to.anchor:
        return ""
    return next((each for each in there[there.index(to.anchor) :] if each not in names), "")


def _alone(template: Template, name: str) -> bool:
    parent = template.parent(name)
    row = row_of(template, name)
    return sum(row_of(template, each) == row for each in template.children(parent)) == 1
