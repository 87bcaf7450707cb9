"""The rows and columns that a ColumnPanel makes of its children's `grid_position`s. No Qt; pure functions.

Responsible for reading them, as `runtime/client/components/column_panel.py` lays them out, and for what must
follow when columns come and go: `col_widths`, and the properties of a row that its first child carries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from formwright.designer.core.forms.changes import Change, SetLayoutProperty, SetProperty
from formwright.designer.core.forms.placement.arrangements.landing import layout_of
from formwright.designer.core.forms.template import Template
from formwright.runtime.spec.app import Json

Pair = tuple[str, str]  # a row and a column in it
UNITS = 60  # of a row, shared by its columns
SHARE = 20  # of a column that has no width of its own
_AUTO = "$auto:"  # row of a child without a position
_OF_ROW = ("full_width_row", "row_background")


@dataclass
class Column:
    name: str
    path: tuple[Pair, ...]  # up to this column
    body: list[Row | str] = field(default_factory=list)  # what stands in it, one below the other

    @property
    def names(self) -> Iterator[str]:
        for entry in self.body:
            if isinstance(entry, str):
                yield entry
            else:
                yield from entry.names


@dataclass
class Row:
    name: str
    path: tuple[Pair, ...]  # of the column that it is in
    columns: list[Column] = field(default_factory=list)

    @property
    def names(self) -> Iterator[str]:
        for column in self.columns:
            yield from column.names

    @property
    def made_up(self) -> bool:
        """Of a child without a position."""
        return self.name.startswith(_AUTO)

    @property
    def only(self) -> str:
        """The component that has the row to itself, or ""."""
        entry = self.columns[0].body[0]
        alone = len(self.columns) == 1 and len(self.columns[0].body) == 1 and isinstance(entry, str)
        return str(entry) if alone else ""


def position(path: Iterable[Pair]) -> str:
    return " ".join(f"{row},{column}" for row, column in path)


def pairs(template: Template, name: str) -> tuple[Pair, ...]:
    text = str(layout_of(template, name).get("grid_position") or "")
    found = tuple((row, column) for row, _, column in (pair.partition(",") for pair in text.split()))
    return found or ((_AUTO + name, "only"),)


def rows(template: Template, names: Iterable[str]) -> list[Row]:
    """Of children in the order of the template."""
    top: list[Row] = []
    known_rows: dict[tuple[tuple[Pair, ...], str], Row] = {}
    known_columns: dict[tuple[Pair, ...], Column] = {}
    for name in names:
        path: tuple[Pair, ...] = ()
        column: Column | None = None
        for pair in pairs(template, name):
            row = known_rows.get((path, pair[0]))
            if row is None:
                row = known_rows[path, pair[0]] = Row(pair[0], path)
                if column is None:
                    top.append(row)
                else:
                    column.body.append(row)
            path = (*path, pair)
            column = known_columns.get(path)
            if column is None:
                column = known_columns[path] = Column(pair[1], path)
                row.columns.append(column)
        if column is not None:
            column.body.append(name)
    return top


def every_row(top: Iterable[Row]) -> Iterator[Row]:
    for row in top:
        yield row
        for column in row.columns:
            yield from every_row(entry for entry in column.body if isinstance(entry, Row))


def ids(template: Template, parent: str) -> frozenset[str]:
    """Names of rows and columns that are in use in a panel."""
    found: set[str] = set()
    for name in template.children(parent):
        for pair in pairs(template, name):
            found.update(pair)
    return frozenset(found) | widths(template, parent).keys()


def widths(template: Template, parent: str) -> dict[str, float]:
    """`col_widths`, without what is no width."""
    properties = template.node(parent).get("properties")
    value = properties.get("col_widths") if isinstance(properties, Mapping) else None
    try:
        read = json.loads(value) if isinstance(value, str) and value.strip() else value
    except ValueError:
        return {}
    if not isinstance(read, Mapping):
        return {}
    return {str(k): w for k, w in read.items() if isinstance(w, (int, float)) and w > 0}


def set_widths(parent: str, weights: Mapping[str, float]) -> SetProperty:
    shown = {name: int(w) if w == int(w) else w for name, w in weights.items()}
    return SetProperty(parent, "col_widths", json.dumps(shown, separators=(",", ":")))


def whole_units(weights: Mapping[str, float], total: int = UNITS) -> dict[str, float]:
    """The same proportions in whole numbers that add up to `total`, none of them 0."""
    if not weights:
        return {}
    factor = total / sum(weights.values())
    shares = {name: max(1, int(weight * factor)) for name, weight in weights.items()}
    rest = total - sum(shares.values())
    by_loss = sorted(weights, key=lambda name: shares[name] - weights[name] * factor)
    for name in by_loss[: max(0, rest)]:
        shares[name] += 1
    return dict(shares)


# --- what follows from a change ----------------------------------------------------------------------------


def settle(before: Template, after: Template, parent: str) -> list[Change]:
    """What else must change in a panel whose children were other ones, or elsewhere, before."""
    old = rows(before, before.children(parent))
    new = rows(after, after.children(parent))
    return [*_row_properties(before, after, old, new), *_new_widths(before, parent, old, new)]


def _row_properties(before: Template, after: Template, old: list[Row], new: list[Row]) -> Iterator[Change]:
    """They are those of the row's first child: another first one takes them over."""
    former = {row.name: next(row.names) for row in old}
    made_up = {row.only: row for row in old if row.made_up}
    for row in new:
        former.setdefault(row.name, next((name for name in row.names if name in made_up), next(row.names)))
    now = {row.name: next(row.names) for row in new}
    for row_name, first in now.items():
        previous = former[row_name]
        if previous == first:
            continue
        for name in _OF_ROW:
            wanted = layout_of(before, previous).get(name)
            if wanted and layout_of(after, first).get(name) != wanted:
                yield SetLayoutProperty(first, name, wanted)


def _new_widths(before: Template, parent: str, old: list[Row], new: list[Row]) -> list[Change]:
    weights: dict[str, float] = dict(widths(before, parent))
    if not weights:
        return []  # equal shares, before and after
    known = dict(weights)
    former = {_key(row): [c.name for c in row.columns] for row in every_row(old)}
    all_new = list(every_row(new))
    shared = _shared(all_new)
    for row in all_new:
        columns = [column.name for column in row.columns]
        previous = former.get(_key(row))
        if previous is None or set(previous) == set(columns) or not weights.keys() & set(previous):
            continue
        total = sum(weights.get(name, SHARE) for name in previous)
        weights.update(_shares(columns, previous, weights, total, shared))
        if len(columns) == 1 and columns[0] not in shared:
            weights.pop(columns[0], None)
    used = {column.name for row in all_new for column in row.columns}
    gone = {name for columns in former.values() for name in columns} - used
    weights = {name: weight for name, weight in weights.items() if name not in gone}
    return [] if weights == known else [set_widths(parent, weights)]


def _shares(
    columns: list[str], previous: list[str], weights: Mapping[str, float], total: float, shared: set[str]
) -> dict[str, float]:
    stay = [name for name in columns if name in previous]
    fresh = [name for name in columns if name not in previous]
    if not stay or shared.intersection(stay):  # other rows go by these names too
        return {name: SHARE if not stay else _mean(weights, stay) for name in fresh}
    fair = total / len(columns)
    kept = (total - fair * len(fresh)) / sum(weights.get(name, SHARE) for name in stay)
    wanted = {name: fair if name in fresh else weights.get(name, SHARE) * kept for name in columns}
    return whole_units(wanted, max(round(total), len(columns)))


def _mean(weights: Mapping[str, float], names: list[str]) -> float:
    return round(sum(weights.get(name, SHARE) for name in names) / len(names))


def _key(row: Row) -> tuple[tuple[Pair, ...], str]:
    return row.path, row.name


def _shared(all_rows: list[Row]) -> set[str]:
    """Columns of the same name in several rows have the same width."""
    seen: set[str] = set()
    twice: set[str] = set()
    for row in all_rows:
        for column in row.columns:
            (twice if column.name in seen else seen).add(column.name)
    return twice


def shape(template: Template, names: Iterable[str]) -> Json:
    """Rows and columns without their names: what people see of them."""

    def of_row(row: Row) -> Json:
        return [of_body(column.body) for column in row.columns]

    def of_body(body: list[Row | str]) -> Json:
        return [entry if isinstance(entry, str) else of_row(entry) for entry in body]

    return [of_row(row) for row in rows(template, names)]
