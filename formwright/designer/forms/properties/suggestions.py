"""Values that are likely for a property: what the form already says elsewhere. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Iterator

from formwright.designer.core.forms.placement.fitting import grid_columns, offers
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.properties.subject import Entry, Subject
from formwright.runtime.spec.app import Json

Suggestion = tuple[str, Json]
"""What is shown, and the value."""


def suggestions(subject: Subject, entry: Entry) -> tuple[Suggestion, ...]:
    """Each once, in the order of the form."""
    found: dict[str, Suggestion] = {}
    for title, value in _find(subject, entry):
        if title:
            found.setdefault(title, (title, value))
    return tuple(found.values())


def _find(subject: Subject, entry: Entry) -> Iterator[Suggestion]:
    template, name = subject.template, subject.primary
    if not entry.classic:
        return
    if entry.layout:
        if name == FORM:
            return
        parent = template.parent(name)
        if entry.spec.name == "slot":
            yield from ((slot.name, slot.name) for slot in offers(subject.design.catalog, template, parent))
        elif entry.spec.name == "column":
            for column in grid_columns(subject.design.catalog, template, parent):
                yield str(column.get("title") or column.get("id") or ""), str(column.get("id") or "")
        elif entry.spec.name == "row":
            yield from _used(subject, template.children(parent), "layout_properties", "row")
    elif entry.spec.name == "selected_value":
        items = (template.node(name).get("properties") or {}).get("items")
        for item in items if isinstance(items, list) else ():
            pair = item if isinstance(item, list) and len(item) == 2 else [item, item]
            yield str(pair[0]), pair[1]
    elif entry.spec.name == "group_name":
        yield from _used(subject, template.names, "properties", "group_name")


def _used(subject: Subject, names: tuple[str, ...], section: str, key: str) -> Iterator[Suggestion]:
    """What other components have."""
    for name in names:
        held = subject.template.node(name).get(section)
        value = held.get(key) if isinstance(held, dict) else None
        if isinstance(value, str):
            yield value, value
