"""Where something that is held over a zone would land, and what an arrangement may look at to say so. No Qt.

One module per arrangement has `land(sight)`; `arrangements.land` chooses. A landing says between which
siblings the new ones go, with which layout properties, and what to draw; it changes nothing itself.
"""

from __future__ import annotations

import secrets
import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from formwright.designer.core.forms.canvas import Picture, Rect, Ref, Zone
from formwright.designer.core.forms.changes import Change
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.spec.app import Json


@dataclass(frozen=True)
class Spot:
    """Between siblings. Neither is given: after the last of the zone.

    `before` wins; `clings_to_next` says on which side of a slot defined in between.
    """

    after: str = ""
    before: str = ""
    clings_to_next: bool = False


@dataclass(frozen=True)
class Landing:
    spot: Spot = Spot()
    layouts: tuple[Mapping[str, Json], ...] = ()
    """Layout properties for each of what is dropped, in order."""
    siblings: tuple[Change, ...] = ()
    """What the ones that are there need so that the new ones fit in."""
    line: Rect | None = None
    highlight: Rect | None = None
    guides: tuple[Rect, ...] = ()
    ghosts: tuple[Rect, ...] = ()
    refusal: str = ""


@dataclass(frozen=True)
class Held:
    """One of what is dragged, as an arrangement sees it."""

    dx: float = 0  # of its top left corner from the pointer
    dy: float = 0
    width: float = 0  # 0: it has not been drawn yet
    height: float = 0


@dataclass(frozen=True)
class Sight:
    picture: Picture
    zone: Zone
    template: Template  # of the form that has the zone
    x: float
    y: float
    held: tuple[Held, ...] = (Held(),)
    leaving: frozenset[str] = frozenset()  # components that move, so are not there any more
    reach: float = 6  # how far, in CSS pixels, a pointer may be off

    @cached_property
    def boxes(self) -> tuple[tuple[str, Rect], ...]:
        """The zone's children as drawn in it, in the order of the template, without those that move."""
        found = []
        for name in self.zone.children:
            if name in self.leaving:
                continue
            rect = drawn_in(self.picture, self.zone, name)
            if rect is not None:
                found.append((name, rect))
        return tuple(found)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """All children of the zone's container, also those in other zones of it."""
        return self.template.children(self.zone.ref.name, self.zone.slot)

    def layout_of(self, name: str) -> Mapping[str, Json]:
        return layout_of(self.template, name)

    def all(self, layout: Mapping[str, Json]) -> tuple[Mapping[str, Json], ...]:
        """The same layout properties for everything that is held."""
        return tuple(layout for _ in self.held)


def layout_of(template: Template, name: str) -> Mapping[str, Json]:
    if name == FORM:
        return {}
    found = template.node(name).get("layout_properties")
    return found if isinstance(found, Mapping) else {}


def drawn_in(picture: Picture, zone: Zone, name: str) -> Rect | None:
    """The box that a child has in this zone: an item template is drawn once for each item."""
    boxes = picture.by_ref.get(Ref(zone.ref.form, name), ())
    inside = (box.rect for box in boxes if _meets(box.rect, zone.rect))
    return next(inside, boxes[0].rect if boxes else None)


def _meets(inner: Rect, outer: Rect) -> bool:
    """Also for boxes without height."""
    return (
        inner.x <= outer.right and outer.x <= inner.right
        and inner.y <= outer.bottom and outer.y <= inner.bottom
    )  # fmt: skip


def union(rects: Collection[Rect]) -> Rect:
    x, y = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y)


def fresh_id(taken: Collection[str]) -> str:
    """A name for a row or a column, in the way of the templates that are out there."""
    while True:
        made = "".join(secrets.choice(string.ascii_uppercase) for _ in range(6))
        if made not in taken:
            return made
