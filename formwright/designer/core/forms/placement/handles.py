"""What of a component can be pulled at with the pointer, and what that changes. No Qt; pure functions.

A handle is there only where a property can take what it does: `height`, the width in an XYPanel or FlowPanel,
the columns of a GridPanel. Boundaries between columns of a ColumnPanel change its `col_widths`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from formwright.designer.core.forms.canvas import Rect, Ref, Zone
from formwright.designer.core.forms.changes import Change, SetLayoutProperty, SetProperty, Transaction
from formwright.designer.core.forms.placement.arrangements import column_rows, grid
from formwright.designer.core.forms.placement.arrangements.landing import drawn_in, layout_of, union
from formwright.designer.core.forms.placement.dropping import Scene
from formwright.designer.core.forms.template import FORM, Template

Edge = Literal["left", "right", "bottom"]
SMALLEST = 8


@dataclass(frozen=True)
class Handle:
    ref: Ref
    edge: Edge
    rect: Rect  # of the component, as it is drawn
    takes: Literal["width", "layout_width", "height", "columns"]
    unit: float = 1  # of what it takes, in CSS pixels


@dataclass(frozen=True)
class Pulled:
    rect: Rect
    label: str  # what it will be
    transaction: Transaction | None = None


@dataclass(frozen=True)
class Boundary:
    """Between two columns of a row."""

    panel: Ref
    row: tuple[str, ...]  # names of all columns of the row
    at: int  # index of the column on its left
    left: Rect  # what the two columns cover
    right: Rect

    @property
    def rect(self) -> Rect:
        x = (self.left.right + self.right.x) / 2
        top = min(self.left.y, self.right.y)
        return Rect(x, top, 0, max(self.left.bottom, self.right.bottom) - top)


def handles(scene: Scene, ref: Ref, rect: Rect) -> tuple[Handle, ...]:
    template = scene.templates(ref.form)
    if ref.name not in template:
        return ()
    return tuple(_handles(scene, template, ref, rect))


def _handles(scene: Scene, template: Template, ref: Ref, rect: Rect) -> Iterator[Handle]:
    spec = scene.catalog.spec_of(template, ref.name)
    zone = zone_of(scene, ref)
    arrangement = zone.arrangement if zone is not None else ""
    if arrangement == "free":
        yield Handle(ref, "left", rect, "layout_width")
        yield Handle(ref, "right", rect, "layout_width")
    elif arrangement == "flow":
        yield Handle(ref, "right", rect, "layout_width")
    elif arrangement == "grid" and zone is not None:
        yield Handle(ref, "right", rect, "columns", zone.rect.width / grid.WHOLE)
    elif spec is not None and (width := spec.property("width")) is not None and width.type == "number":
        yield Handle(ref, "right", rect, "width")
    if spec is not None and spec.property("height") is not None:
        yield Handle(ref, "bottom", rect, "height")


def zone_of(scene: Scene, ref: Ref) -> Zone | None:
    """The zone that a component stands in."""
    if ref.name == FORM:
        return None
    template = scene.templates(ref.form)
    found = template.get(ref.name)
    if found is None:
        return None
    parent = Ref(ref.form, found.place.parent)
    return next((z for z in scene.picture.zones if z.ref == parent and ref.name in z.children), None)


def pulled(scene: Scene, handle: Handle, dx: float, dy: float) -> Pulled:
    """What pulling a handle by so many CSS pixels makes."""
    rect, name = handle.rect, handle.ref.name
    if handle.edge == "bottom":
        height = max(SMALLEST, round(rect.height + dy))
        shown = Rect(rect.x, rect.y, rect.width, height)
        return _pulled(shown, f"{height}", name, "height", (SetProperty(name, "height", height),))
    if handle.takes == "columns":
        return _pulled_columns(scene, handle, dx)
    width = max(SMALLEST, round(rect.width - dx if handle.edge == "left" else rect.width + dx))
    changes: list[Change] = []
    x = rect.x
    if handle.edge == "left":
        x = rect.right - width
        layout = layout_of(scene.templates(handle.ref.form), name)
        old = layout.get("x")
        here = old if isinstance(old, (int, float)) else 0
        moved = max(0, round(here + x - rect.x))
        changes.append(SetLayoutProperty(name, "x", moved))
    if handle.takes == "layout_width":
        changes.append(SetLayoutProperty(name, "width", width))
    else:
        changes.append(SetProperty(name, "width", width))
    return _pulled(Rect(x, rect.y, width, rect.height), f"{width}", name, "width", tuple(changes))


def _pulled_columns(scene: Scene, handle: Handle, dx: float) -> Pulled:
    template, name = scene.templates(handle.ref.form), handle.ref.name
    old = grid.width_of(template, name)
    zone = zone_of(scene, handle.ref)
    row = next((r for r in grid.grid_rows(template, zone.children).values() if name in r), []) if zone else []
    others = sum(grid.width_of(template, each) for each in row if each != name)
    most = max(old, grid.WHOLE - others)
    width = min(max(1, old + round(dx / handle.unit)), most)
    layout = layout_of(template, name)
    sizes = [s for s in ("sm", "md", "lg") if isinstance(layout.get(f"width_{s}"), (int, float))]
    changes = tuple(SetLayoutProperty(name, f"width_{size}", width) for size in ("xs", *sizes))
    rect = handle.rect
    shown = Rect(rect.x, rect.y, rect.width + (width - old) * handle.unit, rect.height)
    return _pulled(shown, f"{width} of {grid.WHOLE}", name, "width", changes)


def _pulled(rect: Rect, label: str, name: str, what: str, changes: tuple[Change, ...]) -> Pulled:
    return Pulled(rect, label, Transaction(f"Change the {what} of {name or 'the form'}", changes))


# --- columns -----------------------------------------------------------------------------------------------


def boundaries(scene: Scene, ref: Ref) -> tuple[Boundary, ...]:
    """Between the columns of a panel, or of the row that a component stands in."""
    template = scene.templates(ref.form)
    if ref.name not in template:
        return ()
    found = [zone for zone in scene.picture.zones if zone.ref == ref]
    within = zone_of(scene, ref)
    rows: list[Boundary] = []
    for zone in found:
        rows += _boundaries(scene, template, zone, "")
    if within is not None:
        rows += _boundaries(scene, template, within, ref.name)
    return tuple(rows)


def _boundaries(scene: Scene, template: Template, zone: Zone, only: str) -> Iterator[Boundary]:
    if zone.arrangement != "columns" or zone.slot or zone.layout:
        return
    spec = scene.catalog.spec_of(template, zone.ref.name)
    if spec is None or spec.property("col_widths") is None:
        return
    rects = {n: r for n in zone.children if (r := drawn_in(scene.picture, zone, n)) is not None}
    for row in column_rows.every_row(column_rows.rows(template, rects)):
        if len(row.columns) < 2 or (only and only not in row.names):
            continue
        covered = [union([rects[name] for name in column.names]) for column in row.columns]
        names = tuple(column.name for column in row.columns)
        for at, (left, right) in enumerate(pairwise(covered)):
            if left.right <= right.x + 1:  # not wrapped below one another
                yield Boundary(zone.ref, names, at, left, right)


def boundary_moved(scene: Scene, boundary: Boundary, dx: float) -> Pulled:
    template = scene.templates(boundary.panel.form)
    panel = boundary.panel.name
    known = column_rows.widths(template, panel)
    row = {name: known.get(name, column_rows.SHARE) for name in boundary.row}
    if not known.keys() & row.keys() or sum(row.values()) < column_rows.UNITS / 2:
        row = column_rows.whole_units(row)
    left, right = boundary.row[boundary.at], boundary.row[boundary.at + 1]
    both = row[left] + row[right]
    room = boundary.left.width + boundary.right.width
    share = (boundary.left.width + dx) / room if room else 0.5
    new = min(max(1, round(both * share)), max(1, round(both - 1)))
    row[left], row[right] = new, both - new
    x = boundary.rect.x + room * new / both - boundary.left.width
    total = sum(row.values())
    label = " : ".join(f"{100 * weight / total:.0f} %" for weight in row.values())
    shown = Rect(x, boundary.rect.y, 0, boundary.rect.height)
    change = column_rows.set_widths(panel, {**known, **row})
    return Pulled(shown, label, Transaction("Change the widths of columns", (change,)))
