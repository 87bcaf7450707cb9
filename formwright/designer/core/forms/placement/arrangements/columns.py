"""Landing in a ColumnPanel: between rows, beside a component, or in a column of a row. No Qt; pure functions.

The middle of a component means above or below it, its left and right parts mean beside it. In a row of
several columns its upper and lower edges mean a row of its own; what is between them means the column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from formwright.designer.core.forms.canvas import Rect
from formwright.designer.core.forms.changes import Change, SetLayoutProperty
from formwright.designer.core.forms.placement.arrangements.column_rows import (
    Column,
    Pair,
    Row,
    ids,
    position,
    rows,
)
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

SIDE = 0.25  # of a component's width means "beside it", up to
SIDE_LIMIT = 80
BAND = 0.25  # of a row's height at its edges means "between rows", up to
BAND_LIMIT = 12

Entry = Row | str


def land(sight: Sight) -> Landing:
    panel = _Panel.of(sight)
    layouts = sight.all({**sight.zone.layout, "grid_position": ""})
    if not panel.rows:
        spot = Spot(after=sight.zone.children[-1]) if sight.zone.children else Spot()
        landing = Landing(spot, layouts, highlight=sight.zone.rect)
        return panel.as_rows(landing, ())
    return panel.among(list(panel.rows), (), sight.zone.rect)


def rows_of_their_own(template: Template, parent: str, count: int) -> tuple[Mapping[str, Json], ...]:
    taken = set(ids(template, parent))
    layouts: list[Mapping[str, Json]] = []
    for _ in range(count):
        pair = (fresh_id(taken), fresh_id(taken))
        taken.update(pair)
        layouts.append({"grid_position": position((pair,))})
    return tuple(layouts)


@dataclass
class _Panel:
    sight: Sight
    rects: dict[str, Rect]
    rows: list[Row]
    taken: set[str]

    @staticmethod
    def of(sight: Sight) -> _Panel:
        rects = dict(sight.boxes)
        found = rows(sight.template, rects)
        return _Panel(sight, rects, found, set(ids(sight.template, sight.zone.ref.name)))

    # --- looking

    def rect(self, entry: Entry) -> Rect:
        if isinstance(entry, str):
            return self.rects[entry]
        return union([self.rects[name] for name in entry.names])

    def column_rects(self, row: Row) -> list[Rect]:
        """Columns reach from the top to the bottom of their row."""
        whole = self.rect(row)
        found = []
        for column in row.columns:
            own = union([self.rects[name] for name in column.names])
            found.append(Rect(own.x, whole.y, own.width, whole.height))
        return found

    def among(self, body: Sequence[Entry], path: tuple[Pair, ...], area: Rect) -> Landing:
        """Among what stands one below the other, in the panel itself or in a column."""
        y = self.sight.y
        at = min(range(len(body)), key=lambda i: _off(y, self.rect(body[i])))
        entry, rect = body[at], self.rect(body[at])
        if isinstance(entry, Row) and rect.y <= y < rect.bottom:
            if entry.only:
                side = self.side(rect)
                if side:
                    return self.beside_column(entry, 0, side, [rect])
            else:
                band = min(rect.height * BAND, BAND_LIMIT)
                if rect.y + band <= y < rect.bottom - band:
                    return self.in_row(entry)
        below = y >= rect.y + rect.height / 2
        return self.between(body, at + below, path, area)

    def side(self, rect: Rect) -> str:
        part = min(rect.width * SIDE, SIDE_LIMIT)
        if self.sight.x < rect.x + part:
            return "left"
        return "right" if self.sight.x >= rect.right - part else ""

    def in_row(self, row: Row) -> Landing:
        rects = self.column_rects(row)
        x = self.sight.x
        at = min(range(len(rects)), key=lambda i: max(rects[i].x - x, x - rects[i].right, 0))
        column, rect = row.columns[at], rects[at]
        side = self.side(rect)
        several = len(column.body) > 1
        outer = x < rect.x + self.sight.reach * 2 or x >= rect.right - self.sight.reach * 2
        if side and (outer or not several):
            return self.beside_column(row, at, side, rects)
        if side and several:
            inner = next((e for e in column.body if isinstance(e, str) and self.covers(self.rect(e))), None)
            if inner is not None:
                return self.beside_component(str(inner), column, side)
        return self.among(column.body, column.path, rect)

    def covers(self, rect: Rect) -> bool:
        return rect.y <= self.sight.y < rect.bottom

    # --- landing

    def between(self, body: Sequence[Entry], at: int, path: tuple[Pair, ...], area: Rect) -> Landing:
        before = body[at] if at < len(body) else None
        after = body[at - 1] if at else None
        edge = line_between(
            self.rect(after) if after is not None else None, self.rect(before) if before is not None else None
        )
        spot = self.spot(body, before, after, edge < self.sight.y)
        landing = Landing(spot, line=Rect(area.x, edge, area.width, 0))
        if path:
            return self.placed(landing, path)
        return self.as_rows(landing, path)

    def spot(
        self, body: Sequence[Entry], before: Entry | None, after: Entry | None, clings_to_next: bool
    ) -> Spot:
        """Rows appear in the order of their first components, so that is what to stand before."""
        first = self.firsts(before) if before is not None else ""
        if before is None:
            return Spot(after=self.last(list(_names(body))))
        last = self.last(list(_names([after]))) if after is not None else ""
        adjacent = last and self.sight.order.index(last) + 1 == self.sight.order.index(first)
        return Spot(last if adjacent else "", first, clings_to_next)

    def firsts(self, entry: Entry) -> str:
        return min(_names([entry]), key=self.sight.order.index)

    def last(self, names: Sequence[str]) -> str:
        return max(names, key=self.sight.order.index)

    def beside_column(self, row: Row, at: int, side: str, rects: list[Rect]) -> Landing:
        """A column of its own in the row."""
        siblings: list[Change] = []
        row_name = row.name
        if row.made_up:
            row_name = self.fresh()
            path = ((row_name, self.fresh()),)
            siblings.append(SetLayoutProperty(row.only, "grid_position", position(path)))
        new = (*row.path, (row_name, self.fresh()))
        following = at if side == "left" else at + 1
        if following < len(row.columns):
            spot = Spot(before=self.firsts_of(row.columns[following]))
        else:
            spot = Spot(after=self.last(list(row.names)))
        landing = Landing(spot, siblings=tuple(siblings), line=_upright(rects, following))
        return self.placed(landing, new)

    def firsts_of(self, column: Column) -> str:
        return min(column.names, key=self.sight.order.index)

    def beside_component(self, name: str, column: Column, side: str) -> Landing:
        """A row inside the column, for the component and what is dropped beside it."""
        row = self.fresh()
        own = (*column.path, (row, self.fresh()))
        new = (*column.path, (row, self.fresh()))
        spot = Spot(before=name) if side == "left" else Spot(after=name)
        line = _upright([self.rects[name]], 0 if side == "left" else 1)
        change = SetLayoutProperty(name, "grid_position", position(own))
        return self.placed(Landing(spot, siblings=(change,), line=line), new)

    def placed(self, landing: Landing, path: tuple[Pair, ...]) -> Landing:
        """All in one place."""
        layout = {**self.sight.zone.layout, "grid_position": position(path)}
        return _with_layouts(landing, self.sight.all(layout))

    def as_rows(self, landing: Landing, path: tuple[Pair, ...]) -> Landing:
        """Each in a row of its own."""
        layouts = tuple(
            {
                **self.sight.zone.layout,
                "grid_position": position((*path, (self.fresh(), self.fresh()))),
            }
            for _ in self.sight.held
        )
        return _with_layouts(landing, layouts)

    def fresh(self) -> str:
        made = fresh_id(self.taken)
        self.taken.add(made)
        return made


def _with_layouts(landing: Landing, layouts: tuple[Mapping[str, Json], ...]) -> Landing:
    return Landing(landing.spot, layouts, landing.siblings, landing.line, landing.highlight)


def _names(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        else:
            yield from entry.names


def _upright(rects: Sequence[Rect], at: int) -> Rect:
    """The line between the columns `at - 1` and `at`."""
    whole = union(rects)
    if at == 0:
        x = rects[0].x - 3
    elif at == len(rects):
        x = rects[-1].right + 3
    else:
        x = (rects[at - 1].right + rects[at].x) / 2
    return Rect(x, whole.y, 0, whole.height)


def _off(y: float, rect: Rect) -> float:
    return max(rect.y - y, y - rect.bottom, 0)
