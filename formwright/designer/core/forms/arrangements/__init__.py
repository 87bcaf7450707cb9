"""Where things land in a zone, one module per arrangement. No Qt; pure functions."""

from __future__ import annotations

from formwright.designer.core.forms.arrangements import columns, data_row, free, grid, lines
from formwright.designer.core.forms.arrangements.landing import Landing, Sight
from formwright.designer.core.forms.arrangements.lines import FULL

__all__ = ["FULL", "land"]


def land(sight: Sight) -> Landing:
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
