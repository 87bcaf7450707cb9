"""Moving components by keys, wrapping them in a container, and taking a container away. No Qt.

Pure functions from a template to changes; an empty result means that there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import (
    Change,
    ChangeError,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
)
from formwright.designer.core.forms.naming import with_free_names
from formwright.designer.core.forms.placement.arrangements.landing import layout_of
from formwright.designer.core.forms.placement.fitting import (
    Spot,
    children_in,
    move,
    offers,
    refusal,
    row_of,
    rows_of,
    slot_of,
    spot_at,
)
from formwright.designer.core.forms.placement.putting import followed
from formwright.designer.core.forms.placement.slot_places import applied
from formwright.designer.core.forms.template import FORM, Place, Template
from formwright.runtime.spec.app import Json

Direction = Literal[-1, 1]


def step(catalog: Catalog, template: Template, name: str, direction: Direction) -> tuple[Change, ...]:
    """One place up (-1) or down (1) in the order: past a neighbour, into a container, out of one."""
    spot = _step_spot(catalog, template, name, direction)
    return move(template, name, spot) if spot is not None else ()


def _step_spot(catalog: Catalog, template: Template, name: str, direction: Direction) -> Spot | None:
    kind, parent, slot = template.type_of(name), template.parent(name), slot_of(template, name)
    if (beside := _in_column(template, name, direction)) is not None:
        return beside
    rows = _rows(template, parent, slot)
    at = next(number for number, row in enumerate(rows) if name in row)
    if len(rows[at]) > 1:  # leaves its row for one of its own
        return _alone(template, name, rows[at], direction, slot)
    to = at + direction
    if 0 <= to < len(rows):
        neighbour = rows[to]
        if len(neighbour) == 1:
            inner = _into(catalog, template, name, neighbour[0], direction)
            if inner is not None:
                return inner
        return _alone(template, name, neighbour, direction, slot)
    return _out(catalog, template, name, kind, direction)


def _rows(template: Template, parent: str, slot: str) -> list[tuple[str, ...]]:
    there = set(children_in(template, parent, slot))
    if parent == FORM and template.has_layout:
        return [(name,) for name in template.children(FORM, slot)]
    rows = [tuple(each for each in row if each in there) for row in rows_of(template, parent)]
    return [row for row in rows if row]


def _in_column(template: Template, name: str, direction: Direction) -> Spot | None:
    """Past the neighbour in the same column of a row, when several are one below the other there."""
    position = layout_of(template, name).get("grid_position")
    if not position:
        return None
    parent = template.parent(name)
    same = [
        each
        for each in template.children(parent)
        if layout_of(template, each).get("grid_position") == position
    ]
    to = same.index(name) + direction
    if not 0 <= to < len(same):
        return None
    return Spot(Place(parent, _index_without(template, name, same[to], direction)), layout_of(template, name))


def _alone(template: Template, name: str, row: tuple[str, ...], direction: Direction, slot: str) -> Spot:
    """A row of its own before or after a row of siblings."""
    others = [each for each in row if each != name]
    parent = template.parent(name)
    edge = others[0] if direction < 0 else others[-1]
    index = _index_without(template, name, edge, direction)
    if parent == FORM and template.has_layout:
        return Spot(Place(FORM, index, slot))
    layout = dict(layout_of(template, name))
    if template.type_of(parent) == "ColumnPanel" and row_of(template, name) == row_of(template, edge):
        layout.pop("grid_position", None)
    return Spot(Place(parent, index), layout)


def _index_without(template: Template, name: str, beside: str, direction: Direction) -> int:
    """The place before or after a sibling, counted without the component that moves."""
    place = template.find(beside).place
    mine = template.find(name).place
    index = place.index + (direction > 0)
    same = (mine.parent, mine.slot) == (place.parent, place.slot)
    return index - (same and mine.index < index)


def _into(
    catalog: Catalog, template: Template, name: str, container: str, direction: Direction
) -> Spot | None:
    """The near end of a neighbour that is a container."""
    kind = template.type_of(name)
    slots = [offer.name for offer in offers(catalog, template, container)] or [""]
    for slot in slots if direction > 0 else reversed(slots):
        if refusal(catalog, template, kind, container, slot):
            continue
        there = children_in(template, container, slot)
        if not there or direction > 0:
            index = template.find(there[0]).place.index if there else len(template.children(container))
        else:
            index = template.find(there[-1]).place.index + 1
        return spot_at(catalog, template, container, index, slot)
    return None


def _out(catalog: Catalog, template: Template, name: str, kind: str, direction: Direction) -> Spot | None:
    """Into the next slot of the same container, or before or after the container itself."""
    parent, slot = template.parent(name), slot_of(template, name)
    names = [offer.name for offer in offers(catalog, template, parent)]
    if slot in names:
        rest = names[names.index(slot) + 1 :] if direction > 0 else names[: names.index(slot)][::-1]
        for other in rest:
            if not refusal(catalog, template, kind, parent, other):
                return _end_of_slot(catalog, template, name, parent, other, direction)
    if parent == FORM:
        return None
    outer, outer_slot = template.parent(parent), slot_of(template, parent)
    if refusal(catalog, template, kind, outer, outer_slot):
        return None
    index = template.find(parent).place.index + (direction > 0)
    return spot_at(catalog, template, outer, index, outer_slot, beside=parent)


def _end_of_slot(
    catalog: Catalog, template: Template, name: str, parent: str, slot: str, direction: Direction
) -> Spot:
    there = children_in(template, parent, slot)
    if parent == FORM and template.has_layout:
        return Spot(Place(FORM, 0 if direction > 0 else len(there), slot))
    if not there:
        return spot_at(catalog, template, parent, template.find(name).place.index, slot)
    edge = there[0] if direction > 0 else there[-1]
    index = _index_without(template, name, edge, -direction)
    return spot_at(catalog, template, parent, index, slot)


# --- wrapping ----------------------------------------------------------------------------------------------


def wrap(
    catalog: Catalog, template: Template, names: tuple[str, ...], container: Mapping[str, Json]
) -> tuple[tuple[Change, ...], str]:
    """A new container in the place of the first, with all of them in it; and its name."""
    inner = template.outermost(names)
    if not inner:
        return (), ""
    first = template.find(inner[0])
    node, _names = with_free_names(container, template.names)
    wrapper = str(node["name"])
    if layout := dict(layout_of(template, first.name)):
        node = {**node, "layout_properties": layout}
    changes: list[Change] = [InsertComponent(first.place, node)]
    now = applied(template, changes)
    keep = ("grid_position",) if node["type"] == "ColumnPanel" and len(inner) > 1 else ()
    for index, name in enumerate(inner):
        reason = refusal(catalog, now, template.type_of(name), wrapper)
        if reason:
            raise ChangeError(reason)
        from_columns = template.type_of(template.parent(name)) == "ColumnPanel"
        spot = spot_at(catalog, now, wrapper, index)
        moved = move(now, name, spot, keep if from_columns else ())
        changes += moved
        now = applied(now, moved)
    return tuple(changes), wrapper


def unwrap(catalog: Catalog, template: Template, name: str) -> tuple[Change, ...]:
    """What is in a container takes its place. Raises ChangeError when it cannot be there."""
    if name == FORM:
        raise ChangeError("The form itself cannot be unwrapped.", "Select a container in it.")
    children, parent, slot = template.children(name), template.parent(name), slot_of(template, name)
    if not children:
        raise ChangeError(f"{name} holds nothing that could take its place.")
    changes: list[Change] = []
    now = template
    for offset, child in enumerate(children):
        reason = refusal(catalog, template, template.type_of(child), parent, slot, moving=(name,))
        if reason or (
            offset and refusal(catalog, now, template.type_of(child), parent, slot, moving=(name,))
        ):
            raise ChangeError(reason or f"The slot {slot!r} takes one component only.")
        index = template.find(name).place.index + 1 + offset
        spot = spot_at(catalog, template, parent, index, slot, beside=name)
        moved = move(now, child, spot)
        changes += moved
        now = applied(now, moved)
    return (*changes, RemoveComponent(name))


def can_unwrap(template: Template, name: str) -> bool:
    return name != FORM and bool(template.children(name))


# --- what follows ------------------------------------------------------------------------------------------


def complete(catalog: Catalog, template: Template, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes and what they entail for slots that the form offers and for widths of columns."""
    parents: list[str] = []
    now = template
    for change in changes:
        match change:
            case InsertComponent(place):
                parents.append(place.parent)
            case MoveComponent(name, place):
                parents += (now.parent(name), place.parent)
            case RemoveComponent(name):
                parents.append(now.parent(name))
            case _:
                pass
        now = applied(now, (change,))
    return followed(catalog, template, changes, [name for name in parents if name in template])
