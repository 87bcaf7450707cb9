"""Landing in an XYPanel: where it is let go, drawn to the edges of others near by. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formwright.designer.core.forms.canvas import Rect
from formwright.designer.core.forms.placement.arrangements.landing import Landing, Sight, Spot, union
from formwright.runtime.spec.app import Json


@dataclass(frozen=True)
class Snapped:
    dx: float
    dy: float
    guides: tuple[Rect, ...] = ()


def land(sight: Sight) -> Landing:
    zone = sight.zone.rect
    rects = [Rect(sight.x + h.dx, sight.y + h.dy, h.width, h.height) for h in sight.held]
    whole = union(rects)
    snapped = snap(whole, [rect for _, rect in sight.boxes], zone, sight.reach)
    dx = snapped.dx + max(0, zone.x - whole.x - snapped.dx)
    dy = snapped.dy + max(0, zone.y - whole.y - snapped.dy)
    moved = [Rect(r.x + dx, r.y + dy, r.width, r.height) for r in rects]
    layouts = tuple(
        {**sight.zone.layout, "x": round(rect.x - zone.x), "y": round(rect.y - zone.y)} for rect in moved
    )
    return Landing(
        Spot(after=sight.zone.children[-1]) if sight.zone.children else Spot(),
        layouts,
        highlight=zone,
        guides=snapped.guides,
        ghosts=tuple(moved),
    )


def below_one_another(count: int, step: int = 48) -> tuple[Mapping[str, Json], ...]:
    return tuple({"x": 0, "y": at * step} for at in range(count))


def snap(rect: Rect, others: Sequence[Rect], area: Rect, reach: float) -> Snapped:
    """How far to shift `rect` so that it lines up with others, and the lines to show."""
    near = [*others, area]
    dx, at_x = _nearest(_stops(rect.x, rect.width), [s for o in near for s in _stops(o.x, o.width)], reach)
    dy, at_y = _nearest(_stops(rect.y, rect.height), [s for o in near for s in _stops(o.y, o.height)], reach)
    guides = []
    if at_x is not None:
        along = union([rect, *(o for o in near if at_x in _stops(o.x, o.width))])
        guides.append(Rect(at_x, along.y, 0, along.height))
    if at_y is not None:
        along = union([rect, *(o for o in near if at_y in _stops(o.y, o.height))])
        guides.append(Rect(along.x, at_y, along.width, 0))
    return Snapped(dx, dy, tuple(guides))


def _stops(start: float, length: float) -> tuple[float, ...]:
    return (start, start + length / 2, start + length) if length else (start,)


def _nearest(own: Sequence[float], stops: Sequence[float], reach: float) -> tuple[float, float | None]:
    pairs = [(stop - edge, stop) for edge in own for stop in stops if abs(stop - edge) <= reach]
    return min(pairs, key=lambda pair: abs(pair[0]), default=(0.0, None))
