"""On which side of a slot something new is, where the form offers one at that very place. No Qt.

A slot's `index` counts the container's own children before it. `changes.lower` keeps it right and leaves what
is inserted at its place behind the slot; dropped before it, the slot must move on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from formwright.designer.core.forms.changes import (
    Change,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    SetKey,
    apply,
    lower,
)
from formwright.designer.core.forms.template import Place, Template


def applied(template: Template, changes: Iterable[Change]) -> Template:
    """The template after changes. Raises ChangeError for one that does not fit."""
    for change in changes:
        template = apply(template, lower(template, change))
    return template


def in_front_of_slots(template: Template, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes, with everything that comes to the place of a slot in front of that slot."""
    if not isinstance(template.data.get("slots"), Mapping):
        return tuple(changes)
    complete: list[Change] = []
    for change in changes:
        complete.append(change)
        behind: tuple[SetKey, ...] = ()
        if isinstance(change, InsertComponent):
            behind = tuple(_moved_on(template, change.place))
        elif isinstance(change, MoveComponent):
            rest = applied(template, (RemoveComponent(change.component),))
            behind = tuple(_moved_on(rest, change.place))
        complete += behind
        template = applied(template, (change, *behind))
    return tuple(complete)


def _moved_on(template: Template, place: Place) -> Iterator[SetKey]:
    at = max(0, min(place.index, len(template.children(place.parent, place.slot))))
    wanted = ("slot", place.slot) if place.slot else ("container", place.parent)
    for name, definition in template.data["slots"].items():
        target = definition.get("target") if isinstance(definition, Mapping) else None
        if not isinstance(target, Mapping):
            continue
        found = (str(target.get("type") or "container"), str(target.get("name") or ""))
        if found == wanted and definition.get("index") == at:
            yield SetKey(("slots", str(name), "index"), at + 1)
