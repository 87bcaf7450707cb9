"""Landing in a GridPanel: a row of its own, or some of the twelve columns of another. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

from formwright.designer.core.forms.canvas import Rect
from formwright.designer.core.forms.changes import Change, SetLayoutProperty
from formwright.designer.core.forms.placement.arrangements.landing import (
    Landing,
    Sight,
    Spot,
    fresh_id,
    union,
)
from formwright.designer.core.forms.placement.arrangements.lines import line_between
from formwright.designer.core.forms.template import Template
from formwright.runtime.spec.app import Json

WHOLE = 12
OWN = ("row", *(f"{part}_{size}" for size in ("xs", "sm", "md", "lg") for part in ("col", "width")))


def land(sight: Sight) -> Landing:
    rects = dict(sight.boxes)
    lines = grid_rows(sight.template, tuple(rects))
    if not lines:
        return Landing(_last(sight), _rows_of_their_own(sight), highlight=sight.zone.rect)
    wholes = [union([rects[name] for name in names]) for names in lines.values()]
    at = min(range(len(wholes)), key=lambda i: max(wholes[i].y - sight.y, sight.y - wholes[i].bottom, 0))
    whole, names = wholes[at], list(lines.values())[at]
    band = min(whole.height / 4, 12)
    if whole.y + band <= sight.y < whole.bottom - band:
        return _in_row(sight, list(lines)[at], names, rects)
    below = int(sight.y >= whole.y + whole.height / 2)
    following = list(lines.values())[at + below] if at + below < len(lines) else None
    edge = line_between(
        wholes[at + below - 1] if at + below else None, wholes[at + below] if following else None
    )
    spot = Spot(before=min(following, key=sight.order.index)) if following else _last(sight)
    line = Rect(sight.zone.rect.x, edge, sight.zone.rect.width, 0)
    return Landing(spot, _rows_of_their_own(sight), line=line)


def grid_rows(template: Template, names: tuple[str, ...]) -> dict[str, list[str]]:
    """Names of children by row, as the panel lays them out."""
    found: dict[str, list[str]] = {}
    for name in names:
        row = str(_layout(template, name).get("row") or f"$auto:{name}")
        found.setdefault(row, []).append(name)
    return found


def width_of(template: Template, name: str) -> int:
    value = _layout(template, name).get("width_xs")
    return int(value) if isinstance(value, (int, float)) and 1 <= value <= WHOLE else WHOLE


def _in_row(sight: Sight, row: str, names: list[str], rects: Mapping[str, Rect]) -> Landing:
    """Takes the room that is left in the row, or else half of the component it lands beside."""
    at = sum(1 for name in names if sight.x > rects[name].x + rects[name].width / 2)
    neighbour = names[at - 1] if at and (at == len(names) or _nearer(sight, rects, names, at)) else names[at]
    siblings: list[Change] = []
    if row.startswith("$auto:"):
        row = fresh_id(set(grid_rows(sight.template, sight.order)))
        siblings.append(SetLayoutProperty(names[0], "row", row))
    room = WHOLE - sum(width_of(sight.template, name) for name in names)
    count = len(sight.held)
    width = room // count if room >= count else 0
    columns: list[dict[str, Json]] = [{} for _ in range(count)]
    if not width:
        whole = width_of(sight.template, neighbour)
        if whole <= count:
            return Landing(refusal="All twelve columns of this row are taken. Make one of them narrower.")
        width = max(1, whole // (count + 1))
        siblings += _narrower(sight.template, neighbour, whole - width * count)
        start = _layout(sight.template, neighbour).get("col_xs")
        if isinstance(start, (int, float)):  # columns count from the edge of the row
            leads = at < len(names) and neighbour == names[at]
            if leads:
                siblings.append(SetLayoutProperty(neighbour, "col_xs", int(start) + width * count))
            first = int(start) + (0 if leads else whole - width * count)
            columns = [{"col_xs": first + width * number} for number in range(count)]
    spot = Spot(before=names[at]) if at < len(names) else Spot(after=names[-1])
    shared = {**sight.zone.layout, "row": row, "width_xs": width}
    layouts = tuple({**shared, **column} for column in columns)
    line = _edge([rects[name] for name in names], at)
    return Landing(spot, layouts, tuple(siblings), line)


def _narrower(template: Template, name: str, width: int) -> list[Change]:
    """For wider screens than phones too, where it says something of them."""
    layout = _layout(template, name)
    sizes = [size for size in ("sm", "md", "lg") if isinstance(layout.get(f"width_{size}"), (int, float))]
    wide = [size for size in sizes if layout[f"width_{size}"] > width]
    return [SetLayoutProperty(name, f"width_{size}", width) for size in ("xs", *wide)]


def _nearer(sight: Sight, rects: Mapping[str, Rect], names: list[str], at: int) -> bool:
    """Whether the pointer is nearer to the component on the left."""
    return sight.x - rects[names[at - 1]].right < rects[names[at]].x - sight.x


def _edge(rects: list[Rect], at: int) -> Rect:
    whole = union(rects)
    if at == 0:
        x = rects[0].x - 3
    elif at == len(rects):
        x = rects[-1].right + 3
    else:
        x = (rects[at - 1].right + rects[at].x) / 2
    return Rect(x, whole.y, 0, whole.height)


def _rows_of_their_own(sight: Sight) -> tuple[Mapping[str, Json], ...]:
    layouts = rows_of_their_own(sight.template, sight.order, len(sight.held))
    return tuple({**sight.zone.layout, **layout} for layout in layouts)


def rows_of_their_own(
    template: Template, names: tuple[str, ...], count: int
) -> tuple[Mapping[str, Json], ...]:
    taken = set(grid_rows(template, names))
    layouts: list[Mapping[str, Json]] = []
    for _ in range(count):
        row = fresh_id(taken)
        taken.add(row)
        layouts.append({"row": row, "width_xs": WHOLE})
    return tuple(layouts)


def _last(sight: Sight) -> Spot:
    return Spot(after=sight.zone.children[-1]) if sight.zone.children else Spot()


def _layout(template: Template, name: str) -> Mapping[str, Json]:
    found = template.node(name).get("layout_properties")
    return found if isinstance(found, Mapping) else {}
