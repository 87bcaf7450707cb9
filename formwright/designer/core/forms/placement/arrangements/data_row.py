"""Landing in a row of a DataGrid: in the cell under the pointer. No Qt; pure functions."""

from __future__ import annotations

from dataclasses import replace

from formwright.designer.core.forms.placement.arrangements.landing import Landing, Sight
from formwright.designer.core.forms.placement.arrangements.lines import land_among


def land(sight: Sight) -> Landing:
    zone = sight.zone
    if not zone.columns:
        return land_among(sight, sight.boxes, zone.rect, sideways=True)
    at = min(
        range(len(zone.cells)),
        key=lambda i: max(zone.cells[i].x - sight.x, sight.x - zone.cells[i].right, 0),
    )
    column, cell = zone.columns[at], zone.cells[at]
    boxes = [(n, r) for n, r in sight.boxes if str(sight.layout_of(n).get("column") or "") == column]
    landing = land_among(sight, boxes, cell, sideways=False)
    return replace(landing, layouts=sight.all({**zone.layout, "column": column}), highlight=cell)
