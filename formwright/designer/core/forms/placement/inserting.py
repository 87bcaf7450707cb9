"""Where something new goes when it was not dropped at a place: after the selection, or into it. No Qt.

Pure functions, for the toolbox, the clipboard and commands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import Change, ChangeError, InsertComponent
from formwright.designer.core.forms.naming import with_free_names
from formwright.designer.core.forms.placement.fitting import (
    Spot,
    children_in,
    main_slot,
    offers,
    refusal,
    slot_of,
    spot_at,
)
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.spec.app import Json


def where_to_insert(catalog: Catalog, template: Template, selected: str, kind: str) -> Spot:
    """Into the selection when it is an empty container, else after it, else after what it is in.

    Raises ChangeError when there is no place for such a component.
    """
    if selected == FORM:
        return _in_form(catalog, template, kind)
    inside, reason = _end_of(catalog, template, selected, kind)
    if inside is not None and not template.children(selected):
        return inside
    for name in (selected, *template.ancestors(selected)):
        if name == FORM:
            break
        spot = after(catalog, template, name, kind)
        if spot is not None:
            return spot
    if inside is not None:
        return inside
    try:
        return _in_form(catalog, template, kind)
    except ChangeError as error:
        raise ChangeError(reason if kind.startswith("GoogleMap.") else error.message, error.remedy) from None


def after(catalog: Catalog, template: Template, name: str, kind: str) -> Spot | None:
    """The spot right after a component; None when its container does not take that."""
    place = template.find(name).place
    slot = slot_of(template, name)
    if refusal(catalog, template, kind, place.parent, slot):
        return None
    return spot_at(catalog, template, place.parent, place.index + 1, slot, beside=name)


def _in_form(catalog: Catalog, template: Template, kind: str) -> Spot:
    """At the end of the form; of a page with one panel in its main place, into that panel."""
    slot = main_slot(catalog, template, FORM)
    there = children_in(template, FORM, slot) if slot else ()
    if len(there) == 1:
        inside, _reason = _end_of(catalog, template, there[0], kind)
        if inside is not None:
            return inside
    found, reason = _end_of(catalog, template, FORM, kind)
    if found is None:
        raise ChangeError(reason, "Select a place where it can go first.")
    return found


def _end_of(catalog: Catalog, template: Template, parent: str, kind: str) -> tuple[Spot | None, str]:
    """The spot after the last child, in the first slot that takes it; or why there is none."""
    names = [main_slot(catalog, template, parent)]
    names += [offer.name for offer in offers(catalog, template, parent) if offer.name not in names]
    first = ""
    for slot in names:
        reason = refusal(catalog, template, kind, parent, slot)
        if not reason:
            own_slot = slot if parent == FORM and template.has_layout else ""
            last = children_in(template, parent, slot)[-1:]
            index = len(template.children(parent, own_slot))
            return spot_at(
                catalog, template, parent, index, slot, beside=_of_flow(template, parent, last)
            ), ""
        first = first or reason
    return None, first


def _of_flow(template: Template, parent: str, last: tuple[str, ...]) -> str:
    """At the end of a ColumnPanel a row of its own begins; an XYPanel goes on from its last."""
    return "" if template.type_of(parent) == "ColumnPanel" or not last else last[0]


def insert(template: Template, spot: Spot, nodes: Sequence[Mapping[str, Json]]) -> tuple[Change, ...]:
    """Changes that put new components there, one after the other, with names that are free."""
    taken = set(template.names)
    changes: list[Change] = []
    for offset, node in enumerate(nodes):
        named, _names = with_free_names(node, taken)
        taken |= set(_names_in(named))
        layout = {**_layout(named), **_further(spot.layout, offset)}
        named = {key: value for key, value in named.items() if key != "layout_properties"}
        if layout:
            named["layout_properties"] = layout
        changes.append(InsertComponent(replace(spot.place, index=spot.place.index + offset), named))
    return tuple(changes)


def inserted_names(changes: Sequence[Change]) -> tuple[str, ...]:
    return tuple(str(each.node["name"]) for each in changes if isinstance(each, InsertComponent))


def _further(layout: Mapping[str, Json], offset: int) -> Mapping[str, Json]:
    """Several at once: below each other in an XYPanel, and only the first in a cell of a DataRowPanel."""
    if not offset:
        return layout
    if "x" in layout and "y" in layout:
        return {**layout, "x": layout["x"] + 16 * offset, "y": layout["y"] + 16 * offset}
    return {key: value for key, value in layout.items() if key != "column"}


def _layout(node: Mapping[str, Json]) -> Mapping[str, Json]:
    found = node.get("layout_properties")
    return found if isinstance(found, Mapping) else {}


def _names_in(node: Mapping[str, Json]) -> list[str]:
    found = [str(node.get("name") or "")]
    for child in node.get("components") or ():
        found += _names_in(child)
    return found
