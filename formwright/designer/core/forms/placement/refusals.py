"""Why something cannot go where it is held, in words for the user. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from formwright.designer.core.forms.canvas import Zone
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.placement.dragged import (
    Components,
    Dragged,
    FormAsComponent,
    NewComponent,
    types_in,
)
from formwright.designer.core.forms.placement.fitting import refusal
from formwright.designer.core.forms.reuse.form_uses import forms_inside, own_forms
from formwright.designer.core.forms.template import Template

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


def _forms_in(catalog: Catalog, templates: Templates, dragged: Dragged) -> Iterator[str]:
    if isinstance(dragged, FormAsComponent):
        yield dragged.form
    elif isinstance(dragged, NewComponent):
        yield from own_forms(catalog, types_in(dragged.node))
    else:
        template = templates(dragged.form)
        for name in dragged.names:
            yield from own_forms(catalog, types_in(template.node(name)))


def kinds_of(templates: Templates, dragged: Dragged) -> tuple[str, ...]:
    """Types of what is dragged, without what is in it."""
    if isinstance(dragged, NewComponent):
        return (str(dragged.node.get("type") or "").removeprefix("anvil."),)
    if isinstance(dragged, FormAsComponent):
        return (f"form:{dragged.form}",)
    template = templates(dragged.form)
    return tuple(template.type_of(name) for name in dragged.names)
