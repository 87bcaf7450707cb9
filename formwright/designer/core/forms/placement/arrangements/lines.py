"""Landing among components that follow one another: stacked, side by side and wrapping, or a single one.

What is drawn decides, not what the arrangement is called: a slot of an HTML page may put its components side
by side. No Qt; pure functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from formwright.designer.core.forms.canvas import Rect
from formwright.designer.core.forms.placement.arrangements.landing import Landing, Sight, Spot, union
from formwright.runtime.spec.app import Json

FULL = "This slot takes one component only. Put several into a panel."

Named = tuple[str, Rect]
Layouts = tuple[Mapping[str, Json], ...]


def land(sight: Sight) -> Landing:
    return land_among(sight, sight.boxes, sight.zone.rect, sideways=sight.zone.arrangement == "flow")


def land_alone(sight: Sight) -> Landing:
    """In a place for one component."""
    if sight.boxes or len(sight.held) > 1:
        return Landing(refusal=FULL)
    return Landing(layouts=sight.all(sight.zone.layout), highlight=sight.zone.rect)


def land_among(sight: Sight, boxes: Sequence[Named], area: Rect, *, sideways: bool) -> Landing:
    layouts = sight.all(sight.zone.layout)
    if not boxes:
        spot = Spot(after=sight.zone.children[-1]) if sight.zone.children else Spot()
        return Landing(spot, layouts, highlight=area)
    lines = drawn_lines(boxes)
    nearest = min(lines, key=lambda line: _off(sight.y, union([rect for _, rect in line])))
    if sideways or len(nearest) > 1:
        return _in_line(sight, boxes, nearest, layouts)
    return _between_lines(sight, [line[0] for line in lines], boxes, area, layouts)


def drawn_lines(boxes: Sequence[Named]) -> list[list[Named]]:
    """Boxes that stand beside one another, each line from left to right."""
    lines: list[list[Named]] = []
    for named in boxes:
        rect = named[1]
        last = lines[-1] if lines else []
        if last and all(_overlap(rect, other) for _, other in last) and rect.x >= last[-1][1].right - 1:
            last.append(named)
        else:
            lines.append([named])
    return lines


def _overlap(one: Rect, other: Rect) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.y, other.y)
    return shared > min(one.height, other.height) / 3


def _off(y: float, rect: Rect) -> float:
    return max(rect.y - y, y - rect.bottom, 0)


def _in_line(sight: Sight, boxes: Sequence[Named], line: list[Named], layouts: Layouts) -> Landing:
    whole = union([rect for _, rect in line])
    at = sum(1 for _, rect in line if sight.x > rect.x + rect.width / 2)
    before = line[at] if at < len(line) else None
    after = line[at - 1] if at else None
    if before is None or after is None:
        edge = line[0][1].x - 3 if after is None else line[-1][1].right + 3
    else:
        edge = (after[1].right + before[1].x) / 2
    rect = Rect(edge, whole.y, 0, whole.height)
    return Landing(_spot(boxes, before, after, edge < sight.x), layouts, line=rect)


def _between_lines(
    sight: Sight, firsts: Sequence[Named], boxes: Sequence[Named], area: Rect, layouts: Layouts
) -> Landing:
    at = sum(1 for _, rect in firsts if sight.y > rect.y + rect.height / 2)
    before = firsts[at] if at < len(firsts) else None
    after = firsts[at - 1] if at else None
    edge = line_between(after[1] if after else None, before[1] if before else None)
    rect = Rect(area.x, edge, area.width, 0)
    return Landing(_spot(boxes, before, after, edge < sight.y), layouts, line=rect)


def line_between(above: Rect | None, below: Rect | None) -> float:
    """Where the line stands: in the middle of a gap, or a little outside of the last one."""
    if above is not None and below is not None:
        return (above.bottom + below.y) / 2
    return below.y - 3 if below is not None else above.bottom + 3 if above is not None else 0


def _spot(boxes: Sequence[Named], before: Named | None, after: Named | None, clings_to_next: bool) -> Spot:
    if after is None and before is not None:
        at = boxes.index(before)
        after = boxes[at - 1] if at else None
    if after is not None and before is None:
        at = boxes.index(after)
        before = boxes[at + 1] if at + 1 < len(boxes) else None
    return Spot(after[0] if after else "", before[0] if before else "", clings_to_next and before is not None)
