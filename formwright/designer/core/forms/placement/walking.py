"""Which component is next to another: for moving the selection with the keyboard. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from formwright.designer.core.forms.canvas import Box, Picture, Rect, Ref
from formwright.designer.core.forms.placement.dropping import Scene
from formwright.designer.core.forms.template import FORM

Direction = Literal["left", "right", "up", "down"]


def parent(scene: Scene, ref: Ref) -> Ref | None:
    """Of the root of an item template it is the panel that repeats it."""
    template = scene.templates(ref.form)
    if ref.name == FORM:
        box = scene.picture.box(ref)
        return box.parent if box is not None and ref.form != scene.picture.form else None
    return Ref(ref.form, template.parent(ref.name)) if ref.name in template else None


def children(scene: Scene, ref: Ref) -> tuple[Ref, ...]:
    """In the order of the template; of a panel that repeats a form, that form."""
    template = scene.templates(ref.form)
    own = tuple(Ref(ref.form, name) for name in names_in(scene, ref.form, ref.name))
    if own or (ref.name != FORM and ref.name not in template):
        return own
    inner = next((b for b in scene.picture.boxes if b.parent == ref and b.ref.form != ref.form), None)
    return (inner.ref,) if inner is not None else ()


def names_in(scene: Scene, form: str, name: str) -> tuple[str, ...]:
    """Children of a component, or of the form itself: those in all slots of its layout."""
    template = scene.templates(form)
    if name == FORM and template.has_layout:
        return tuple(each for slot in template.layout_slots for each in template.children(FORM, slot))
    return template.children(name)


def siblings(scene: Scene, ref: Ref) -> tuple[Ref, ...]:
    """All children of the parent, this one with them."""
    above = parent(scene, ref)
    return children(scene, above) if above is not None else (ref,)


def beside(scene: Scene, ref: Ref, step: int) -> Ref:
    """The next sibling, or the one before; after the last comes the first."""
    row = siblings(scene, ref)
    return row[(row.index(ref) + step) % len(row)] if ref in row else ref


def neighbour(scene: Scene, ref: Ref, direction: Direction) -> Ref | None:
    """What lies in a direction: a sibling, else what is beside the container, and so on outwards."""
    seen: Ref | None = ref
    while seen is not None and seen.name != FORM:
        box = scene.picture.box(seen)
        if box is not None:
            others = [b for b in _boxes(scene.picture, siblings(scene, seen)) if b.ref != seen]
            found = _nearest(box.rect, others, direction)
            if found is not None:
                return found.ref
        seen = parent(scene, seen)
    return None


def _boxes(picture: Picture, refs: Sequence[Ref]) -> Iterator[Box]:
    for ref in refs:
        box = picture.box(ref)
        if box is not None:
            yield box


def _nearest(rect: Rect, boxes: Sequence[Box], direction: Direction) -> Box | None:
    ranked = [(distance, box) for box in boxes if (distance := _distance(rect, box.rect, direction)) >= 0]
    return min(ranked, key=lambda pair: pair[0], default=(0, None))[1]


def _distance(rect: Rect, other: Rect, direction: Direction) -> float:
    """Further along costs once, aside three times; -1: it does not lie that way."""
    x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
    other_x, other_y = other.x + other.width / 2, other.y + other.height / 2
    if direction in ("left", "right"):
        along = other_x - x if direction == "right" else x - other_x
        aside = max(rect.y - other.bottom, other.y - rect.bottom, 0)
        blocked = other.x < rect.right - 1 and rect.x < other.right - 1
    else:
        along = other_y - y if direction == "down" else y - other_y
        aside = max(rect.x - other.right, other.x - rect.right, 0)
        blocked = other.y < rect.bottom - 1 and rect.y < other.bottom - 1
    return -1 if along <= 0 or blocked else along + 3 * aside


def touched(picture: Picture, form: str, band: Rect) -> tuple[Ref, ...]:
    """Components of a form that a rubber band touches, without those that it lies in, outermost only."""
    found: list[Box] = []
    for box in picture.boxes:
        if box.ref.form != form or box.ref.name == FORM or not box.rect.intersects(band):
            continue
        if _holds(box.rect, band) or any(_inside(picture, box, other) for other in found):
            continue
        found.append(box)
    return tuple(dict.fromkeys(box.ref for box in found))


def _holds(outer: Rect, inner: Rect) -> bool:
    return (
        outer.x <= inner.x and outer.y <= inner.y
        and outer.right >= inner.right and outer.bottom >= inner.bottom
    )  # fmt: skip


def _inside(picture: Picture, box: Box, outer: Box) -> bool:
    above = box.parent
    while above is not None:
        if above == outer.ref:
            return True
        found = picture.box(above)
        above = found.parent if found is not None else None
    return False
