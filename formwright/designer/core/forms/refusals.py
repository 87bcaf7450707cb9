"""Why something cannot go where it is held, in words for the user. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from formwright.designer.core.forms.canvas import Zone
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.dragged import (
    Components,
    Dragged,
    FormAsComponent,
    NewComponent,
    types_in,
)
from formwright.designer.core.forms.fitting import refusal
from formwright.designer.core.forms.template import FORM, Template

Templates = Callable[[str], Template]


def cannot_hold(catalog: Catalog, templates: Templates, dragged: Dragged, zone: Zone) -> str:
    """Or "". A component in itself is what `MoveComponent` refuses too; a form in itself would never end."""
    template = templates(zone.ref.form)
    here = isinstance(dragged, Components) and dragged.form == zone.ref.form
    moving = dragged.names if isinstance(dragged, Components) and here and not dragged.copies else ()
    if any(template.inside(zone.ref.name, name) for name in moving):
        return "A component cannot be moved into itself."
    slot = zone.slot or str(zone.layout.get("slot") or "")
    for kind in kinds_of(templates, dragged):
        if words := refusal(catalog, template, kind, zone.ref.name, slot, moving):
            return words
    if here:
        return ""
    for form in _forms_in(catalog, templates, dragged):
        if form == zone.ref.form:
            return f"The form {form} cannot be put into itself."
        if zone.ref.form in forms_inside(catalog, templates, form):
            return f"{form} has {zone.ref.form} in it, so it cannot be put into {zone.ref.form}."
    return ""


def forms_inside(catalog: Catalog, templates: Templates, form: str) -> frozenset[str]:
    """Forms of the app that are part of a form, at any depth. Item templates are not: a list may be empty."""
    seen: set[str] = set()
    waiting = [form]
    while waiting:
        try:
            template = templates(waiting.pop())
        except KeyError:
            continue
        types = [template.type_of(name) for name in (FORM, *template.names)]
        found = {*_own_forms(catalog, types)} - seen
        seen |= found
        waiting += found
    return frozenset(seen)


def _forms_in(catalog: Catalog, templates: Templates, dragged: Dragged) -> Iterator[str]:
    if isinstance(dragged, FormAsComponent):
        yield dragged.form
    elif isinstance(dragged, NewComponent):
        yield from _own_forms(catalog, types_in(dragged.node))
    else:
        template = templates(dragged.form)
        for name in dragged.names:
            yield from _own_forms(catalog, types_in(template.node(name)))


def kinds_of(templates: Templates, dragged: Dragged) -> tuple[str, ...]:
    """Types of what is dragged, without what is in it."""
    if isinstance(dragged, NewComponent):
        return (str(dragged.node.get("type") or "").removeprefix("anvil."),)
    if isinstance(dragged, FormAsComponent):
        return (f"form:{dragged.form}",)
    template = templates(dragged.form)
    return tuple(template.type_of(name) for name in dragged.names)


def _own_forms(catalog: Catalog, types: Iterator[str] | list[str]) -> Iterator[str]:
    """Those of the app itself: a dependency knows nothing of the app's forms."""
    for name in types:
        found = catalog.form_of(name) if name else None
        if found is not None and found[0] is catalog.app:
            yield found[1]
