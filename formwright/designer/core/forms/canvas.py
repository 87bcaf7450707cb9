"""What the canvas has drawn and where: the one picture that gestures, overlay and keyboard work from. No Qt.

The canvas page reports it (`runtime/client/design`), `wire.py` reads it. Lengths are CSS pixels of the page;
positions are relative to the top left of the page's content, not of what is scrolled into view.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x < self.right and self.y <= y < self.bottom

    def intersects(self, other: Rect) -> bool:
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


@dataclass(frozen=True)
class Ref:
    """A component of a form on the canvas. `form` is the dotted name of the form whose template has it.

    That is the form being designed, or the item template of one of its panels, which is edited in place.
    """

    form: str
    name: str  # "" is the form itself


@dataclass(frozen=True)
class Box:
    """One component as drawn. An item template drawn in two panels has two boxes with the same `ref`."""

    ref: Ref
    rect: Rect
    parent: Ref | None  # the component that it is drawn in; None: the form on the canvas
    visible: bool = True  # False: `visible` is false, so it is drawn faintly
    text: Rect | None = None  # of its text, where that can be edited on the canvas
    font: str = ""  # CSS font of that text, such as "500 14px Roboto"
    align: str = ""  # of that text: left, center, right
    error: str = ""  # why it is a red box


#: How a container arranges what is put into a zone of it.
#: stack: one below the other; columns: rows of columns (ColumnPanel); flow: side by side, wrapping;
#: grid: GridPanel; free: XYPanel; one: a single component; data_row: columns of a DataGrid
Arrangement = Literal["stack", "columns", "flow", "grid", "free", "one", "data_row"]


@dataclass(frozen=True)
class Zone:
    """A part of a container where components can be put."""

    ref: Ref  # the container; with `slot`, a layout slot of the form (`ref.name` is "")
    rect: Rect
    arrangement: Arrangement
    children: tuple[str, ...] = ()  # names, in the order of the template
    slot: str = ""  # of the form's layout: `Place.slot`
    layout: Mapping[str, object] = field(default_factory=dict)  # of its children: {"slot": "left"}
    label: str = ""  # what the empty zone says: "nav", "Drop components here"
    full: bool = False  # takes no more
    columns: tuple[str, ...] = ()  # data_row: ids of the columns, left to right
    cells: tuple[Rect, ...] = ()  # data_row: where they are


@dataclass(frozen=True)
class Picture:
    """Everything on the canvas, outer boxes before inner ones, later siblings after earlier ones."""

    form: str = ""  # dotted name of the form on the canvas
    version: int = 0  # of the document that is drawn
    boxes: tuple[Box, ...] = ()
    zones: tuple[Zone, ...] = ()
    width: float = 0  # of the whole content
    height: float = 0

    @cached_property
    def by_ref(self) -> Mapping[Ref, tuple[Box, ...]]:
        found: dict[Ref, list[Box]] = {}
        for box in self.boxes:
            found.setdefault(box.ref, []).append(box)
        return {ref: tuple(boxes) for ref, boxes in found.items()}

    def box(self, ref: Ref) -> Box | None:
        """The first of its boxes."""
        return next(iter(self.by_ref.get(ref, ())), None)

    def at(self, x: float, y: float) -> Box | None:
        """The innermost box under a point."""
        return next((box for box in reversed(self.boxes) if box.rect.contains(x, y)), None)

    def zones_at(self, x: float, y: float) -> tuple[Zone, ...]:
        """Zones under a point, innermost first."""
        return tuple(zone for zone in reversed(self.zones) if zone.rect.contains(x, y))
