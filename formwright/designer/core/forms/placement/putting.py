"""What putting components somewhere changes: the components, their siblings, and what follows. No Qt.

A component keeps the layout properties that its new parent knows; those that say where it stands are the
landing's. What follows is widths of columns, properties of rows, and where slots are.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from formwright.designer.core.forms.canvas import Zone
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import (
    UNSET,
    Change,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    SetLayoutProperty,
    Transaction,
)
from formwright.designer.core.forms.naming import with_free_names
from formwright.designer.core.forms.placement.arrangements import column_rows, grid
from formwright.designer.core.forms.placement.arrangements.landing import Landing, Spot, layout_of
from formwright.designer.core.forms.placement.dragged import (
    Components,
    Dragged,
    FormAsComponent,
    NewComponent,
)
from formwright.designer.core.forms.placement.slot_places import applied, in_front_of_slots
from formwright.designer.core.forms.template import FORM, Place, Template
from formwright.runtime.appfiles.html_fragments import ZONE_PREFIX
from formwright.runtime.spec.app import Json

#: Layout properties that say where a component stands: they belong to one place only.
PLACES = frozenset((*grid.OWN, "grid_position", "x", "y", "slot", "dropzone", "column", "index"))
#: What containers know, for zones that lead into a container of another form.
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "columns": ("full_width_row", "row_background", "grid_position"),
    "flow": ("width", "expand"),
    "grid": grid.OWN,
    "free": ("x", "y", "width"),
    "data_row": ("column",),
}

Templates = Callable[[str], Template]


@dataclass(frozen=True)
class FormChanges:
    by_form: Mapping[str, Transaction]
    names: tuple[str, ...]
    stays: bool = False  # among the components nothing moves
    crosses_slot: bool = False  # but a slot is before it now, or after it


def placed(
    catalog: Catalog, templates: Templates, dragged: Dragged, zone: Zone, landing: Landing
) -> FormChanges:
    form = zone.ref.form
    template = templates(form)
    if isinstance(dragged, Components) and dragged.form == form and not dragged.copies:
        return _moved(catalog, template, dragged, zone, landing)
    nodes = _nodes(templates, dragged)
    names, changes = _inserted(catalog, template, nodes, zone, landing)
    verb = "Copy" if isinstance(dragged, Components) and dragged.copies else "Add"
    by_form = {form: Transaction(f"{verb} {_list(names)}", tuple(changes))}
    if isinstance(dragged, Components) and not dragged.copies:
        by_form[form] = Transaction(f"Move {_list(names)} here", tuple(changes))
        source = templates(dragged.form)
        removals = removed(catalog, source, dragged.names)
        by_form[dragged.form] = Transaction(f"Move {_list(dragged.names)} to {form}", removals)
    return FormChanges(by_form, tuple(names))


def removed(catalog: Catalog, template: Template, names: Sequence[str]) -> tuple[Change, ...]:
    """Taking components out, with what follows for those that stay."""
    outermost = template.outermost(tuple(names))
    parents = {template.parent(name) for name in outermost}
    changes: list[Change] = [RemoveComponent(name) for name in outermost]
    return followed(catalog, template, changes, parents)


def followed(
    catalog: Catalog,
    template: Template,
    changes: Sequence[Change],
    parents: Iterable[str],
    *,
    before_slots: bool = True,
) -> tuple[Change, ...]:
    """Changes and what they entail. `parents`: whose children come, go, or stand elsewhere."""
    complete = list(in_front_of_slots(template, changes) if before_slots else changes)
    after = applied(template, complete)
    for parent in dict.fromkeys(parents):
        if parent in after and _has_columns(catalog, after, parent):
            complete += column_rows.settle(template, after, parent)
    return tuple(complete)


def _has_columns(catalog: Catalog, template: Template, name: str) -> bool:
    spec = catalog.spec_of(template, name)
    if name == FORM and template.has_layout:
        return False
    return spec is not None and spec.property("col_widths") is not None


# --- new ones ----------------------------------------------------------------------------------------------


def _nodes(templates: Templates, dragged: Dragged) -> list[dict[str, Json]]:
    if isinstance(dragged, NewComponent):
        return [copy.deepcopy(dict(dragged.node))]
    if isinstance(dragged, FormAsComponent):
        return [{"type": f"form:{dragged.form}", "properties": {}}]
    template = templates(dragged.form)
    return [copy.deepcopy(dict(template.node(name))) for name in template.outermost(dragged.names)]


def _inserted(
    catalog: Catalog, template: Template, nodes: Sequence[dict[str, Json]], zone: Zone, landing: Landing
) -> tuple[list[str], tuple[Change, ...]]:
    at = index_of(template, zone, landing.spot, frozenset())
    taken = set(template.names)
    names: list[str] = []
    changes: list[Change] = [*landing.siblings]
    for offset, (node, wanted) in enumerate(zip(nodes, landing.layouts, strict=False)):
        named, renamed = with_free_names(node, taken)
        taken.update(renamed.values(), (named["name"],))
        old = named.pop("layout_properties", None)
        kept = {k: v for k, v in (old or {}).items() if k in _kept(catalog, template, zone)}
        layout = {**kept, **wanted}
        if layout:
            named["layout_properties"] = layout
        names.append(str(named["name"]))
        place = Place(zone.ref.name, at + offset, zone.slot, behind=_is_behind(zone, landing.spot, offset))
        changes.append(InsertComponent(place, _ordered(named)))
    clings = landing.spot.clings_to_next
    return names, followed(catalog, template, changes, [zone.ref.name], before_slots=not clings)


def _ordered(node: Mapping[str, Json]) -> dict[str, Json]:
    """Children last, as templates are read best."""
    return {key: node[key] for key in sorted(node, key=lambda key: key == "components")}


def _kept(catalog: Catalog, template: Template, zone: Zone) -> frozenset[str]:
    """Layout properties that a component may keep when it comes from elsewhere."""
    known: set[str] = set()
    if not zone.slot:
        spec = catalog.spec_of(template, zone.ref.name)
        known.update(prop.name for prop in (spec.layout_properties if spec else ()))
    if zone.slot or zone.layout:
        known.update(_KNOWN.get(zone.arrangement, ()))
    return frozenset(known) - PLACES


# --- those that are there ----------------------------------------------------------------------------------


def _moved(
    catalog: Catalog, template: Template, dragged: Components, zone: Zone, landing: Landing
) -> FormChanges:
    names = template.outermost(dragged.names)
    parent = zone.ref.name
    dropped: list[Change] = []
    layouts: list[Change] = []
    for name, wanted in zip(names, landing.layouts, strict=False):
        loses, gains = _new_layout(catalog, template, name, zone, wanted)
        dropped += loses
        layouts += gains
    moves = _moves(template, names, zone, landing.spot)
    parents = [*(template.parent(name) for name in names), parent]
    # In a form that is HTML the place itself says the zone; then there is nothing left to do after the move.
    late = [each for each in dropped if isinstance(each, SetLayoutProperty) and each.name == "dropzone"]
    early = [each for each in dropped if each not in late]
    changes = [*early, *landing.siblings, *moves, *late, *layouts]
    clings = landing.spot.clings_to_next
    complete = followed(catalog, template, changes, parents, before_slots=not clings)
    transaction = Transaction(f"Move {_list(names)}", complete)
    at_home = all(name in zone.children for name in names)
    stays = at_home and _looks_same(template, applied(template, complete), parents, zone)
    crosses = template.data.get("slots") != applied(template, complete).data.get("slots")
    return FormChanges({zone.ref.form: transaction}, names, stays, crosses)


def reordered(
    catalog: Catalog, template: Template, names: tuple[str, ...], zone: Zone, spot: Spot
) -> FormChanges:
    """Elsewhere among their siblings, with the layout properties they have."""
    changes = followed(catalog, template, _moves(template, names, zone, spot), [zone.ref.name])
    by_form = {zone.ref.form: Transaction(f"Move {_list(names)}", changes)} if changes else {}
    return FormChanges(by_form, names)


def _new_layout(
    catalog: Catalog, template: Template, name: str, zone: Zone, wanted: Mapping[str, Json]
) -> tuple[list[Change], list[Change]]:
    """Layout properties that go before the component moves, and those that come after."""
    old = layout_of(template, name)
    place = template.find(name).place
    at_home = (place.parent, place.slot) == (zone.ref.name, zone.slot)
    kept = frozenset(old) - PLACES if at_home else _kept(catalog, template, zone)
    if at_home and zone.arrangement == "columns" and _leaves_others_in_row(template, name, zone, wanted):
        kept -= {"full_width_row", "row_background"}
    wanted = {key: value for key, value in wanted.items() if not _is_generated(key, value)}
    loses: list[Change] = [
        SetLayoutProperty(name, key, UNSET)
        for key, value in old.items()
        if key not in wanted and key not in kept and not _is_generated(key, value)
    ]
    gains: list[Change] = [
        SetLayoutProperty(name, key, value) for key, value in wanted.items() if old.get(key, UNSET) != value
    ]
    return loses, gains


def _is_generated(key: str, value: Json) -> bool:
    """Zones of HTML that nobody named are called anew whenever the HTML changes."""
    return key == "dropzone" and str(value).startswith(ZONE_PREFIX)


def _is_behind(zone: Zone, spot: Spot, offset: int) -> bool:
    """In HTML the zone goes with the component that it stands beside."""
    if "dropzone" not in zone.layout:
        return False
    return offset > 0 or spot.after in zone.children


def _leaves_others_in_row(template: Template, name: str, zone: Zone, wanted: Mapping[str, Json]) -> bool:
    """They keep what the row looks like."""
    row = column_rows.pairs(template, name)[0][0]
    if str(wanted.get("grid_position") or "").partition(",")[0] == row:
        return False
    siblings = template.children(zone.ref.name, zone.slot)
    return any(column_rows.pairs(template, each)[0][0] == row for each in siblings if each != name)


def index_of(template: Template, zone: Zone, spot: Spot, leaving: frozenset[str]) -> int:
    """Among all children of the zone's container but those that leave."""
    order = [n for n in template.children(zone.ref.name, zone.slot) if n not in leaving]
    if spot.before in order:
        return order.index(spot.before)
    if spot.after in order:
        return order.index(spot.after) + 1
    in_zone = [order.index(name) for name in zone.children if name in order]
    return max(in_zone) + 1 if in_zone else len(order)


def _moves(template: Template, names: Sequence[str], zone: Zone, spot: Spot) -> list[Change]:
    """One after the other behind the sibling that stays in front of them."""
    leaving = frozenset(names)
    order = list(template.children(zone.ref.name, zone.slot))
    at = index_of(template, zone, spot, leaving)
    staying = [name for name in order if name not in leaving]
    previous = staying[at - 1] if at else ""
    changes: list[Change] = []
    for name in names:
        rest = [each for each in order if each != name]
        index = rest.index(previous) + 1 if previous else 0
        if name not in zone.children or order.index(name) != index:
            behind = _is_behind(zone, spot, names.index(name))
            changes.append(MoveComponent(name, Place(zone.ref.name, index, zone.slot, behind)))
        order = [*rest[:index], name, *rest[index:]]
        previous = name
    return changes


def _looks_same(before: Template, after: Template, parents: Sequence[str], zone: Zone) -> bool:
    if any(before.parent(name) != after.parent(name) for name in before.names):
        return False
    for parent in {*parents}:
        slot = zone.slot if parent == zone.ref.name else ""
        if _shown(before, parent, slot) != _shown(after, parent, slot):
            return False
    return True


def _shown(template: Template, parent: str, slot: str) -> Json:
    """Children, their places and their layout; names of rows do not matter."""
    names = template.children(parent, slot)
    rows = {row: at for at, row in enumerate(dict.fromkeys(_row(template, name) for name in names))}
    layouts = [
        {k: v for k, v in layout_of(template, name).items() if k not in ("grid_position", "row")}
        for name in names
    ]
    return [
        list(names), layouts, [rows[_row(template, name)] for name in names],
        column_rows.shape(template, names),
    ]  # fmt: skip


def _row(template: Template, name: str) -> str:
    return str(layout_of(template, name).get("row") or f"$auto:{name}")


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} components"
