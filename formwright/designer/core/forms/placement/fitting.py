"""What can be put where in a form, and with which layout properties. No Qt; pure functions.

Shared by everything that puts components somewhere: the toolbox and the clipboard (`inserting.py`), the
keyboard (`arranging.py`), the outline and drops on the canvas. Words of refusals are for the user.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import UNSET, Change, MoveComponent, SetLayoutProperty
from formwright.designer.core.forms.placement.arrangements.landing import fresh_id, layout_of
from formwright.designer.core.forms.reuse.form_uses import forms_inside
from formwright.designer.core.forms.reuse.slots import SlotOffer, component_slots, layout_slots
from formwright.designer.core.forms.template import FORM, Place, Template
from formwright.runtime.spec.app import Json

ROWS_ONLY = ("DataRowPanel",)
OVERLAY = "GoogleMap."


@dataclass(frozen=True)
class Spot:
    """A place and what the component says to its new parent about it."""

    place: Place
    layout: Mapping[str, Json] = field(default_factory=dict)


def slot_of(template: Template, name: str) -> str:
    """Name of the slot in which a component stands, of whichever kind, or ""."""
    found = template.find(name)
    if found.place.slot:
        return found.place.slot
    return str(layout_of(template, name).get("slot") or "")


def children_in(template: Template, parent: str, slot: str) -> tuple[str, ...]:
    """Names of what is in a slot; of all children for the slot ""."""
    if parent == FORM and template.has_layout:
        return template.children(FORM, slot)
    return tuple(
        name
        for name in template.children(parent)
        if not slot or (slot_of(template, name) or "default") == slot
    )


def offers(catalog: Catalog, template: Template, name: str) -> tuple[SlotOffer, ...]:
    """Slots of a container, of a layout or its own."""
    return layout_slots(catalog, template) if _is_layout(template, name) else component_slots(
        catalog, template, name
    )  # fmt: skip


def refusal(
    catalog: Catalog, template: Template, kind: str, parent: str, slot: str = "", moving: tuple[str, ...] = ()
) -> str:
    """Why a component of this type cannot be put there, or "". `moving`: those that are there and go."""
    title = parent or "The form"
    own = template.type_of(parent)
    if _is_layout(template, parent):
        if not slot:
            return "Components go into a slot of the form's layout."
        if not any(offer.name == slot for offer in layout_slots(catalog, template)):
            return f"The layout has no slot {slot!r}."
    else:
        spec = catalog.spec_of(template, parent)
        if spec is None:
            return f"{title} is of a type that is not known, so nothing can be put into it."
        if not spec.container:
            return f"{title} is a {spec.name}, which holds no components."
        if own == "RepeatingPanel":
            return f"{title} makes its components from its item template. Open that to add something."
        if kind.startswith(OVERLAY) != (own == "GoogleMap"):
            what = kind.removeprefix(OVERLAY)
            return f"{what} belongs into a GoogleMap." if own != "GoogleMap" else (
                f"{title} is a map: it takes markers, lines and other things of maps only."
            )  # fmt: skip
    full = next((each for each in offers(catalog, template, parent) if each.name == slot), None)
    if full is not None and full.one_component:
        there = [name for name in children_in(template, parent, slot) if name not in moving]
        if there:
            return f"The slot {slot!r} takes one component only, and has {there[0]}."
    return ""


def holds_itself(catalog: Catalog, kind: str, form: str) -> bool:
    """Whether a component of this type is the form, or has it in it, so that it would never end."""
    found = catalog.form_of(kind) if kind else None
    if found is None or found[0] is not catalog.app:
        return False
    return found[1] == form or form in forms_inside(catalog, catalog.template, found[1])


def main_slot(catalog: Catalog, template: Template, parent: str) -> str:
    """The slot that is meant when none was named."""
    names = [offer.name for offer in offers(catalog, template, parent)]
    for usual in ("default", "content"):
        if usual in names:
            return usual
    return names[0] if names else ""


def spot_at(
    catalog: Catalog, template: Template, parent: str, index: int, slot: str = "", beside: str = ""
) -> Spot:
    """The spot before child `index` of a container. `beside`: a sibling whose column to share."""
    if _is_layout(template, parent):
        return Spot(Place(FORM, index, slot))
    near = layout_of(template, beside) if beside and beside in template and beside != FORM else {}
    return Spot(Place(parent, index), _layout_in(catalog, template, parent, slot, near))


def _layout_in(
    catalog: Catalog, template: Template, parent: str, slot: str, near: Mapping[str, Json]
) -> Mapping[str, Json]:
    kind = template.type_of(parent)
    match kind:
        case "ColumnPanel":
            position = near.get("grid_position")
            return (
                {"grid_position": position}
                if position and _shares_row(template, parent, str(position))
                else {}
            )
        case "XYPanel":
            return (
                {"x": _number(near.get("x")) + 16, "y": _number(near.get("y")) + 16}
                if near
                else {"x": 0, "y": 0}
            )
        case "GridPanel":
            return {"row": free_row(template, parent), "width_xs": 12}
        case "DataRowPanel":
            column = free_column(catalog, template, parent)
            return {"column": column} if column else {}
    if offers(catalog, template, parent):
        slot = slot or str(near.get("slot") or "") or main_slot(catalog, template, parent)
        return {"slot": slot}
    return {}


def move(template: Template, name: str, spot: Spot, keep: tuple[str, ...] = ()) -> tuple[Change, ...]:
    """Changes that put a component there, with layout properties of its new parent only.

    `keep`: names of layout properties that stay as they are.
    """
    changes: list[Change] = []
    if template.find(name).place != spot.place:
        changes.append(MoveComponent(name, spot.place))
    old = layout_of(template, name)
    same = template.parent(name) == spot.place.parent
    stays = {*keep, "dropzone"}  # where a component stands in the HTML says which zone it is in
    if same:
        stays |= {"full_width_row", "row_background", "width", "expand", "pinned"}
    for key in old:
        if key not in spot.layout and key not in stays:
            changes.append(SetLayoutProperty(name, key, UNSET))
    for key, value in spot.layout.items():
        if old.get(key) != value or key not in old:
            changes.append(SetLayoutProperty(name, key, value))
    return tuple(changes)


# --- rows and columns --------------------------------------------------------------------------------------


def row_of(template: Template, name: str) -> str:
    """Of a child of a ColumnPanel: the name of its row; one that only it has when it says none."""
    position = str(layout_of(template, name).get("grid_position") or "").split()
    return position[0].partition(",")[0] if position else f"\0{name}"


def rows_of(template: Template, parent: str) -> tuple[tuple[str, ...], ...]:
    """Children of a container, those side by side together, in the order in which they are drawn."""
    if template.type_of(parent) != "ColumnPanel":
        return tuple((name,) for name in template.children(parent))
    rows: dict[str, list[str]] = {}
    for name in template.children(parent):
        rows.setdefault(row_of(template, name), []).append(name)
    return tuple(tuple(names) for names in rows.values())


def _shares_row(template: Template, parent: str, position: str) -> bool:
    """Whether what stands at this position has something beside it."""
    row = position.partition(",")[0]
    return sum(row_of(template, name) == row for name in template.children(parent)) > 1


def free_row(template: Template, parent: str) -> str:
    """A name for a row of a GridPanel that no child has yet."""
    return fresh_id({str(layout_of(template, name).get("row") or "") for name in template.children(parent)})


def grid_columns(catalog: Catalog, template: Template, row_panel: str) -> tuple[Mapping[str, Json], ...]:
    """Columns of the grid that a DataRowPanel is a row of, here or where its form is an item template."""
    for name in template.ancestors(row_panel) if row_panel != FORM else ():
        if template.type_of(name) == "DataGrid":
            return _columns(template, name)
    for form in catalog.app.forms:
        other = catalog.template(form)
        for name in other.names:
            properties = other.node(name).get("properties")
            wanted = properties.get("item_template") if isinstance(properties, Mapping) else None
            found = catalog.form_of(str(wanted)) if wanted else None
            if found is None or found[0] is not catalog.app:
                continue
            if catalog.template(found[1]).data == template.data:
                for outer in other.ancestors(name):
                    if other.type_of(outer) == "DataGrid":
                        return _columns(other, outer)
    return ()


def free_column(catalog: Catalog, template: Template, row_panel: str) -> str:
    """The first column of the grid for which a DataRowPanel has nothing yet, or ""."""
    taken = {layout_of(template, name).get("column") for name in template.children(row_panel)}
    ids = [str(column.get("id") or "") for column in grid_columns(catalog, template, row_panel)]
    return next((each for each in ids if each and each not in taken), "")


def _columns(template: Template, grid: str) -> tuple[Mapping[str, Json], ...]:
    properties = template.node(grid).get("properties")
    columns = properties.get("columns") if isinstance(properties, Mapping) else None
    return tuple(each for each in columns if isinstance(each, Mapping)) if isinstance(columns, list) else ()


def _is_layout(template: Template, name: str) -> bool:
    return name == FORM and template.has_layout


def _number(value: Json) -> float:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else 0
