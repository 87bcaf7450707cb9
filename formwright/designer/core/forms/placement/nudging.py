"""Moving components with Alt and the arrow keys: within, into and out of their parents. No Qt.

Up and down are what the commands for that do; in a FlowPanel left and right change places with a sibling,
in a row of columns with the column. Otherwise left is out of the container and right into the one beside it.
In an XYPanel all four move by pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from formwright.designer.core.forms.canvas import Ref, Zone
from formwright.designer.core.forms.changes import Change, SetLayoutProperty, Transaction
from formwright.designer.core.forms.placement.arrangements import column_rows, land_at
from formwright.designer.core.forms.placement.arrangements.column_rows import Column, Row
from formwright.designer.core.forms.placement.arrangements.landing import Spot, layout_of
from formwright.designer.core.forms.placement.arranging import step
from formwright.designer.core.forms.placement.dragged import Components
from formwright.designer.core.forms.placement.dropping import Drop, Scene
from formwright.designer.core.forms.placement.handles import zone_of
from formwright.designer.core.forms.placement.putting import FormChanges, followed, placed, reordered
from formwright.designer.core.forms.placement.slot_places import applied
from formwright.designer.core.forms.placement.walking import Direction
from formwright.designer.core.forms.template import FORM, Template

_WAYS: Mapping[Direction, tuple[int, int]] = {
    "left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1),
}  # fmt: skip


def nudged(scene: Scene, form: str, names: Sequence[str], direction: Direction, *, far: bool = False) -> Drop:
    """`far`: ten pixels instead of one, where pixels count."""
    template = scene.templates(form)
    outermost = template.outermost(tuple(names))
    if not outermost:
        return Drop(refusal="The form itself stays where it is.")
    zone = zone_of(scene, Ref(form, outermost[0]))
    if zone is None:
        return Drop(refusal=f"{outermost[0]} has no place on the page.")
    if any(name not in zone.children for name in outermost):
        return Drop(refusal="These components are in different containers.")
    if zone.arrangement == "free":
        return _by_pixels(template, form, outermost, direction, 10 if far else 1)
    back = direction in ("left", "up")
    mover = _Mover(scene, template, zone, outermost)
    if zone.arrangement in ("flow", "grid"):
        if direction in ("left", "right"):
            return mover.past(back=back)
        return mover.out() if back else mover.into()
    if direction in ("up", "down"):
        return mover.step(back=back)
    if zone.arrangement == "columns":
        return mover.past_column(back=back)
    return mover.out() if back else mover.into()


def _by_pixels(
    template: Template, form: str, names: Sequence[str], direction: Direction, pixels: int
) -> Drop:
    changes = []
    for name in names:
        layout = layout_of(template, name)
        for key, way in zip("xy", _WAYS[direction], strict=True):
            old = layout.get(key)
            value = max(0, (old if isinstance(old, (int, float)) else 0) + way * pixels)
            if way and value != old:
                changes.append(SetLayoutProperty(name, key, value))
    if not changes:
        return Drop(refusal="It is at the edge already.")
    what = names[0] if len(names) == 1 else f"{len(names)} components"
    transaction = Transaction(f"Move {what}", tuple(changes), merge=f"nudge {','.join(names)}")
    return Drop(form=form, make=lambda: FormChanges({form: transaction}, tuple(names)))


@dataclass(frozen=True)
class _Mover:
    scene: Scene
    template: Template
    zone: Zone
    names: tuple[str, ...]

    @property
    def siblings(self) -> tuple[str, ...]:
        return self.zone.children

    # --- among the siblings

    def past(self, *, back: bool) -> Drop:
        """Past the sibling before or after."""
        places = [self.siblings.index(name) for name in self.names]
        beyond = places[0] - 1 if back else places[-1] + 1
        if not 0 <= beyond < len(self.siblings):
            return Drop(refusal=f"It is the {'first' if back else 'last'} one already.")
        return self.past_all([self.siblings[beyond]], back=back)

    def past_all(self, others: Iterable[str], *, back: bool) -> Drop:
        found = reordered(
            self.scene.catalog, self.template, self.names, self.zone, self.spot(others, back=back)
        )
        return Drop(form=self.zone.ref.form, make=lambda: found)

    def spot(self, others: Iterable[str], *, back: bool) -> Spot:
        order = self.siblings.index
        return Spot(before=min(others, key=order)) if back else Spot(after=max(others, key=order))

    # --- out of the parent, into another one

    def out(self) -> Drop:
        """Behind the container that it is in."""
        container = self.zone.ref
        if container.name == FORM:
            return Drop(refusal="It is in the form itself already.")
        outer = zone_of(self.scene, container)
        if outer is None:
            return Drop(refusal=f"{container.name} has no place on the page.")
        return self.at(outer, Spot(after=container.name))

    def into(self) -> Drop:
        """To the end of the container before it, or to the start of the one behind."""
        first, last = self.siblings.index(self.names[0]), self.siblings.index(self.names[-1])
        for name in reversed(self.siblings[:first]):
            zone = self.zone_in(name)
            if zone is not None:
                return self.at(zone, Spot(after=zone.children[-1]) if zone.children else Spot())
        for name in self.siblings[last + 1 :]:
            zone = self.zone_in(name)
            if zone is not None:
                return self.at(zone, Spot(before=zone.children[0]) if zone.children else Spot())
        return Drop(refusal="There is no container beside it to go into.")

    def zone_in(self, name: str) -> Zone | None:
        ref = Ref(self.zone.ref.form, name)
        return next((zone for zone in self.scene.picture.zones if zone.ref == ref and not zone.full), None)

    def at(self, zone: Zone, spot: Spot) -> Drop:
        template = self.scene.templates(zone.ref.form)
        landing = land_at(template, zone, spot, len(self.names))
        if landing.refusal:
            return Drop(refusal=landing.refusal)
        dragged = Components(self.zone.ref.form, self.names)
        found = placed(self.scene.catalog, self.scene.templates, dragged, zone, landing)
        return Drop(form=zone.ref.form, make=lambda: found)

    # --- rows and columns

    def step(self, *, back: bool) -> Drop:
        """One place up or down, as the command does that moves components."""
        changes: list[Change] = []
        now = self.template
        for name in self.names if back else self.names[::-1]:
            made = step(self.scene.catalog, now, name, -1 if back else 1)
            if not made:
                break  # the first is at the end: the others would pass it
            changes += made
            now = applied(now, made)
        if not changes:
            return Drop(refusal=f"It is the {'first' if back else 'last'} one already.")
        parents = {each.parent(name) for each in (self.template, now) for name in self.names}
        complete = followed(self.scene.catalog, self.template, changes, parents)
        form = self.zone.ref.form
        what = self.names[0] if len(self.names) == 1 else f"{len(self.names)} components"
        transaction = Transaction(f"Move {what} {'up' if back else 'down'}", complete)
        return Drop(form=form, make=lambda: FormChanges({form: transaction}, self.names))

    def past_column(self, *, back: bool) -> Drop:
        """Past the column beside it; at the end of its row out of the panel, or into another one."""
        rows = column_rows.rows(self.template, self.siblings)
        row, column = _cell(rows, self.names[0])
        beyond = row.columns.index(column) + (-1 if back else 1)
        if len(self.names) == len(column.body) == 1 and 0 <= beyond < len(row.columns):
            return self.past_all(row.columns[beyond].names, back=back)
        return self.out() if back else self.into()


def _cell(rows: Iterable[Row], name: str) -> tuple[Row, Column]:
    """The row and the column that a component is in itself."""
    return next(
        (row, column) for row in column_rows.every_row(rows) for column in row.columns if name in column.body
    )
