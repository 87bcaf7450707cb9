"""Slots that a form offers stay where they are when components before them come and go. No Qt.

A slot's `index` counts the container's own children that stand before it. Whoever inserts, removes or moves
components passes the changes through `kept_right`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from formwright.designer.core.forms.changes import (
    Change,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    RenameComponent,
    SetKey,
    apply,
    lower,
)
from formwright.designer.core.forms.template import Place, Template
from formwright.runtime.spec.app import Json


def applied(template: Template, changes: Sequence[Change]) -> Template:
    """The template after changes. Raises ChangeError for one that does not fit."""
    for change in changes:
        template = apply(template, lower(template, change))
    return template


@dataclass
class _Slot:
    name: str
    parent: str
    of_layout: str  # the layout's slot that it is in, or ""
    index: int
    before: int


def kept_right(
    template: Template, changes: Sequence[Change], *, before_slots: bool = True
) -> tuple[Change, ...]:
    """The changes, and what they mean for slots. `before_slots`: which side of a slot is meant by its index.

    Insertion at the very place of a slot is before it, so that the slot stays behind what is added.
    """
    slots = list(_slots(template))
    if not slots:
        return tuple(changes)
    for change in changes:
        match change:
            case InsertComponent(place):
                _came(template, slots, place, before_slots)
            case RemoveComponent(name):
                _went(slots, template.find(name).place)
            case MoveComponent(name, place):
                _went(slots, template.find(name).place)
                _came(applied(template, (RemoveComponent(name),)), slots, place, before_slots)
            case RenameComponent(old, new):
                for slot in slots:
                    slot.parent = new if slot.parent == old else slot.parent
            case _:
                pass
        template = applied(template, (change,))
    moved = (SetKey(("slots", s.name, "index"), s.index) for s in slots if s.index != s.before)
    return (*changes, *moved)


def slot_index(definition: Mapping[str, Json]) -> int:
    value = definition.get("index")
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _slots(template: Template) -> Iterator[_Slot]:
    slots = template.data.get("slots")
    for name, definition in slots.items() if isinstance(slots, Mapping) else ():
        if not isinstance(definition, Mapping):
            continue
        target = definition.get("target")
        target = target if isinstance(target, Mapping) else {}
        where = str(target.get("name") or "")
        of_layout = target.get("type") == "slot"
        index = slot_index(definition)
        yield _Slot(str(name), "" if of_layout else where, where if of_layout else "", index, index)


def _came(template: Template, slots: list[_Slot], place: Place, before_slots: bool) -> None:
    length = len(template.children(place.parent, place.slot))
    at = max(0, min(place.index, length))
    for slot in slots:
        if (slot.parent, slot.of_layout) != (place.parent, place.slot):
            continue
        if at < slot.index or (before_slots and at == slot.index):
            slot.index += 1


def _went(slots: list[_Slot], place: Place) -> None:
    for slot in slots:
        if (slot.parent, slot.of_layout) == (place.parent, place.slot) and place.index < slot.index:
            slot.index -= 1
