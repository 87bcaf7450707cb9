"""Where things land in a zone, one module per arrangement. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Mapping

from formwright.designer.core.forms.canvas import Zone
from formwright.designer.core.forms.placement.arrangements import columns, data_row, free, grid, lines
from formwright.designer.core.forms.placement.arrangements.landing import Landing, Sight, Spot
from formwright.designer.core.forms.placement.arrangements.lines import FULL
from formwright.designer.core.forms.template import Template
from formwright.runtime.spec.app import Json

__all__ = ["FULL", "land", "land_at"]


def land(sight: Sight) -> Landing:
    """Under a pointer."""
    match sight.zone.arrangement:
        case "columns":
            return columns.land(sight)
        case "grid":
            return grid.land(sight)
        case "free":
            return free.land(sight)
        case "one":
            return lines.land_alone(sight)
        case "data_row":
            return data_row.land(sight)
        case _:
            return lines.land(sight)


def land_at(template: Template, zone: Zone, spot: Spot, count: int = 1) -> Landing:
    """Between two siblings, without a pointer."""
    layouts: tuple[Mapping[str, Json], ...] = tuple({} for _ in range(count))
    if zone.full:
        return Landing(refusal=FULL)
    match zone.arrangement:
        case "columns":
            layouts = columns.rows_of_their_own(template, zone.ref.name, count)
        case "grid":
            layouts = grid.rows_of_their_own(template, template.children(zone.ref.name, zone.slot), count)
        case "free":
            layouts = free.below_one_another(count)
        case "data_row":
            layouts = tuple({"column": column} for column in zone.columns[:1] for _ in range(count))
            layouts = layouts or tuple({} for _ in range(count))
        case "one" if count > 1:
            return Landing(refusal=FULL)
        case _:
            pass
    return Landing(spot, tuple({**zone.layout, **layout} for layout in layouts))
