"""From what is dragged and where the pointer is to what would be dropped: what to draw and change. No Qt.

Pure functions over a `Scene`: the picture on the canvas and the templates it shows. Choosing the zone and
saying why something cannot go there is done here; where it lands in a zone is `arrangements`, what the change
is `placing.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from formwright.designer.core.forms.canvas import Box, Picture, Rect, Ref, Zone
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import SetProperty, Transaction
from formwright.designer.core.forms.placement import arrangements
from formwright.designer.core.forms.placement.arrangements.landing import Held, Landing, Sight, Spot
from formwright.designer.core.forms.placement.dragged import Components, Dragged, FormAsComponent
from formwright.designer.core.forms.placement.putting import FormChanges, placed
from formwright.designer.core.forms.placement.refusals import cannot_hold, kinds_of
from formwright.designer.core.forms.template import FORM, Template

EDGE = 0.25  # of a container at its outer edge means "beside it", up to `Scene.reach`
SHY_EDGE = 0.3


def _nothing() -> FormChanges:
    return FormChanges({}, ())


@dataclass(frozen=True)
class Scene:
    picture: Picture
    catalog: Catalog
    templates: Callable[[str], Template]
    """Of a form by its dotted name. Raises KeyError for one that is not there."""
    reach: float = 6
    """How far, in CSS pixels, a pointer may be off: less when zoomed in."""


@dataclass(frozen=True)
class Drop:
    """What is shown is known at once, the change only when somebody asks: pointers move often."""

    refusal: str = ""
    """Why nothing can be dropped here; then there is nothing else."""
    words: str = ""
    """What will happen, where that cannot be seen."""
    line: Rect | None = None
    """Where it goes between others: a rectangle without width or without height."""
    highlight: Rect | None = None
    guides: tuple[Rect, ...] = ()
    ghosts: tuple[Rect, ...] = ()
    form: str = ""
    """The form that it goes into."""
    make: Callable[[], FormChanges] = field(default=_nothing, compare=False)

    @cached_property
    def _made(self) -> FormChanges:
        return self.make()

    @property
    def changes(self) -> Mapping[str, Transaction]:
        """By form; empty: everything stays where it is."""
        return self._made.by_form

    @property
    def stays(self) -> bool:
        """Among the components nothing moves."""
        return self._made.stays

    @property
    def names(self) -> tuple[str, ...]:
        """Of the components dropped, after it."""
        return self._made.names


def drop(scene: Scene, dragged: Dragged, x: float, y: float) -> Drop:
    unknown = _not_there(scene, dragged)
    if unknown:
        return Drop(refusal=unknown)
    template_drop = _as_item_template(scene, dragged, x, y)
    if template_drop is not None:
        return template_drop
    if not _visual(scene, dragged):
        return drop_unseen(scene, dragged)
    leaving = _leaving(dragged)
    zone = find_zone(scene, leaving, x, y)
    if zone is None:
        return Drop(refusal="There is no container here that takes components.")
    return drop_into(scene, dragged, zone, x, y)


def drop_into(scene: Scene, dragged: Dragged, zone: Zone, x: float, y: float) -> Drop:
    template = scene.templates(zone.ref.form)
    refusal = cannot_hold(scene.catalog, scene.templates, dragged, zone)
    if refusal:
        return Drop(refusal=refusal)
    moved = dragged.names if isinstance(dragged, Components) and dragged.form == zone.ref.form else ()
    staying = isinstance(dragged, Components) and dragged.copies
    gone = frozenset() if staying else frozenset(moved)
    if zone.full and not gone.intersection(zone.children):
        return Drop(refusal=arrangements.FULL)
    sight = Sight(scene.picture, zone, template, x, y, _held(dragged), gone, scene.reach)
    landing = arrangements.land(sight)
    if landing.refusal:
        return Drop(refusal=landing.refusal)

    def make() -> FormChanges:
        found = placed(scene.catalog, scene.templates, dragged, zone, landing)
        stays = found.stays and (not found.crosses_slot or _on_itself(scene, dragged, x, y))
        return FormChanges({}, found.names, found.stays) if stays else found

    made = Drop(
        line=landing.line,
        highlight=landing.highlight,
        guides=landing.guides,
        ghosts=landing.ghosts,
        form=zone.ref.form,
        make=make,
    )
    if _is_in_itself(scene, dragged, x, y) and made.stays:
        return Drop(refusal="A component cannot be moved into itself.")
    return made


def drop_in_tray(scene: Scene, dragged: Dragged) -> Drop:
    """Where only components that cannot be seen are kept."""
    if unknown := _not_there(scene, dragged):
        return Drop(refusal=unknown)
    if _visual(scene, dragged):
        return Drop(refusal=f"A {_kind(scene, dragged)} can be seen: drop it on the canvas.")
    return drop_unseen(scene, dragged)


def drop_unseen(scene: Scene, dragged: Dragged) -> Drop:
    """Of components that cannot be seen: they go to the end of the form."""
    form = scene.picture.form
    own = dragged.form if isinstance(dragged, Components) else form
    if isinstance(dragged, Components) and own == form and not dragged.copies:
        return Drop(form=form, make=lambda: FormChanges({}, dragged.names))
    zone = home_zone(scene, form)
    if zone is None:
        return Drop(refusal="The form's layout has no slot in which this could be kept.")
    landing = Landing(Spot(), tuple(zone.layout for _ in _held(dragged)))
    return Drop(
        words=f"A {_kind(scene, dragged)} cannot be seen: it goes below the canvas.",
        form=form,
        make=lambda: placed(scene.catalog, scene.templates, dragged, zone, landing),
    )


def home_zone(scene: Scene, form: str) -> Zone | None:
    """Where a form keeps what has no place on it."""
    template = scene.templates(form)
    if not template.has_layout:
        return Zone(Ref(form, FORM), Rect(0, 0, 0, 0), "stack", template.children(FORM))
    of_form = [zone for zone in scene.picture.zones if zone.ref == Ref(form, FORM) and zone.slot]
    slot = next((zone.slot for zone in of_form if not zone.full), "")
    slot = slot or next(iter(template.layout_slots), "")
    return (
        Zone(Ref(form, FORM), Rect(0, 0, 0, 0), "stack", template.children(FORM, slot), slot)
        if slot
        else None
    )


def find_zone(scene: Scene, leaving: frozenset[Ref], x: float, y: float) -> Zone | None:
    """The innermost that is meant: the outer edge of a container means the one around it."""
    for zone in scene.picture.zones_at(x, y):
        if not _holds_components(scene, zone.ref) or any(_within(scene, zone.ref, ref) for ref in leaving):
            continue
        box = _box_of(scene.picture, zone, x, y)
        outermost = box is None or (box.ref.name == FORM and box.parent is None)
        if outermost or (box is not None and not _at_edge(scene, zone, box.rect, x, y)):
            return zone
    roots = [zone for zone in scene.picture.zones if zone.ref == Ref(scene.picture.form, FORM)]
    return min(roots, key=lambda zone: _distance(zone.rect, x, y), default=None)


def _holds_components(scene: Scene, ref: Ref) -> bool:
    """What could not be drawn, or is of no known type, is only something to stand beside."""
    template = scene.templates(ref.form)
    if ref.name not in template:
        return False
    spec = scene.catalog.spec_of(template, ref.name) if ref.name != FORM else None
    return ref.name == FORM or (spec is not None and spec.container)


def _box_of(picture: Picture, zone: Zone, x: float, y: float) -> Box | None:
    return next((box for box in picture.by_ref.get(zone.ref, ()) if box.rect.contains(x, y)), None)


def _at_edge(scene: Scene, zone: Zone | None, rect: Rect, x: float, y: float) -> bool:
    """A zone that does not ask for components while it is empty, such as a Link's, is only its middle."""
    shy = zone is not None and zone.arrangement == "columns" and not zone.children and not zone.label
    reach = max(rect.width, rect.height) if shy else scene.reach
    share = SHY_EDGE if shy else EDGE
    upright, sideways = (min(reach, length * share) for length in (rect.height, rect.width))
    return (
        y < rect.y + upright or y >= rect.bottom - upright
        or x < rect.x + sideways or x >= rect.right - sideways
    )  # fmt: skip


def _distance(rect: Rect, x: float, y: float) -> float:
    return max(rect.x - x, x - rect.right, 0) + max(rect.y - y, y - rect.bottom, 0)


def _within(scene: Scene, ref: Ref, outer: Ref) -> bool:
    """Whether a component is another one or drawn in it, also as part of an item template."""
    seen: Ref | None = ref
    while seen is not None:
        if seen == outer:
            return True
        if seen.form == outer.form and seen.name and seen.name in scene.templates(seen.form):
            return scene.templates(seen.form).inside(seen.name, outer.name)
        root = scene.picture.box(Ref(seen.form, FORM))
        seen = root.parent if root is not None else None
    return False


# --- what is dragged ---------------------------------------------------------------------------------------


def _not_there(scene: Scene, dragged: Dragged) -> str:
    if isinstance(dragged, Components):
        try:
            template = scene.templates(dragged.form)
        except KeyError:
            return f"The form {dragged.form} is not in this app."
        if FORM in dragged.names or any(name not in template for name in dragged.names):
            return "What is dragged is not there any more."
    if isinstance(dragged, FormAsComponent):
        try:
            scene.templates(dragged.form)
        except KeyError:
            return f"The form {dragged.form} is not in this app."
    return ""


def _kind(scene: Scene, dragged: Dragged) -> str:
    return kinds_of(scene.templates, dragged)[0].rpartition(":")[2].rpartition(".")[2]


def _visual(scene: Scene, dragged: Dragged) -> bool:
    specs = [scene.catalog.spec(name) for name in kinds_of(scene.templates, dragged)]
    return any(spec is None or spec.visual for spec in specs)


def _leaving(dragged: Dragged) -> frozenset[Ref]:
    if not isinstance(dragged, Components):
        return frozenset()
    return frozenset(Ref(dragged.form, name) for name in dragged.names)


def _held(dragged: Dragged) -> tuple[Held, ...]:
    if isinstance(dragged, Components):
        return dragged.held or tuple(Held() for _ in dragged.names)
    return (Held(),)


def _on_itself(scene: Scene, dragged: Dragged, x: float, y: float) -> bool:
    refs = () if not isinstance(dragged, Components) or dragged.copies else _leaving(dragged)
    return any(box.rect.contains(x, y) for ref in refs for box in scene.picture.by_ref.get(ref, ()))


def _is_in_itself(scene: Scene, dragged: Dragged, x: float, y: float) -> bool:
    leaving = _leaving(dragged)
    inner = scene.picture.zones_at(x, y)
    return bool(inner) and any(_within(scene, inner[0].ref, ref) for ref in leaving)


def _as_item_template(scene: Scene, dragged: Dragged, x: float, y: float) -> Drop | None:
    """A form let go on a panel that repeats a form becomes the form it repeats."""
    box = scene.picture.at(x, y)
    if not isinstance(dragged, FormAsComponent) or box is None or not box.ref.name:
        return None
    template = scene.templates(box.ref.form)
    if box.ref.name not in template or template.type_of(box.ref.name) != "RepeatingPanel":
        return None
    if _at_edge(scene, None, box.rect, x, y):
        return None
    change = SetProperty(box.ref.name, "item_template", dragged.form)
    transaction = Transaction(f"Repeat {dragged.form} in {box.ref.name}", (change,))
    names = (box.ref.name,)
    return Drop(
        words=f"{box.ref.name} will show {dragged.form} for each of its items.",
        highlight=box.rect,
        form=box.ref.form,
        make=lambda: FormChanges({box.ref.form: transaction}, names),
    )
