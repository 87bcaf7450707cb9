"""Changes of a form: frozen data, lowered to edits of its template. No Qt; pure functions.

Every change of a form, whoever asks for it, is a `Transaction` of these; `lower` says what it means for the
template, `inverse` what takes it back. They travel to the canvas and into the journal as JSON (`wire.py`).
A change that does not fit raises ChangeError, with words for the user, before anything has happened.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, assert_never

from formwright.designer.core.forms.template import FORM, KeyPath, Place, Template
from formwright.runtime.appfiles.edit import Delete, Edit, Insert, Set
from formwright.runtime.spec.app import Json


class Unset(Enum):
    """No value: the property is not in the template and so has its default."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


@dataclass(frozen=True)
class SetProperty:
    component: str  # "" is the form itself, here and below
    name: str
    value: Json | Unset


@dataclass(frozen=True)
class SetLayoutProperty:
    component: str
    name: str
    value: Json | Unset


@dataclass(frozen=True)
class SetEvent:
    """Binds an event to a method of the form; `None` unbinds it. `of_layout`: the event is the layout's."""

    component: str
    event: str
    method: str | None
    of_layout: bool = False


@dataclass(frozen=True)
class Binding:
    code: str
    writeback: bool = False


@dataclass(frozen=True)
class SetBinding:
    component: str
    property: str
    binding: Binding | None


@dataclass(frozen=True)
class InsertComponent:
    """`node` is the component's data as it stands in a template, with all in it."""

    place: Place
    node: Mapping[str, Json]


@dataclass(frozen=True)
class RemoveComponent:
    component: str


@dataclass(frozen=True)
class MoveComponent:
    """`place.index` counts without the component that moves."""

    component: str
    place: Place


@dataclass(frozen=True)
class RenameComponent:
    component: str
    name: str


@dataclass(frozen=True)
class SetKey:
    """Anything else of the template: `custom_component`, `slots`, the container's `type`, ...

    The number after the last of a list adds to it.
    """

    path: tuple[str | int, ...]
    value: Json | Unset


Change = (
    SetProperty | SetLayoutProperty | SetEvent | SetBinding | InsertComponent | RemoveComponent
    | MoveComponent | RenameComponent | SetKey
)  # fmt: skip


@dataclass(frozen=True)
class Transaction:
    """What one gesture of the user does, to be undone as one.

    `label` stands in the Edit menu after "Undo". Consecutive transactions with the same `merge`, not empty,
    are one step: typing in one field, dragging one handle.
    """

    label: str
    changes: tuple[Change, ...]
    merge: str = ""


class ChangeError(Exception):
    """The change does not fit the form; `message` and `remedy` are for the user."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def lower(template: Template, change: Change) -> tuple[Edit, ...]:
    """The edits of the template that make a change. Raises ChangeError."""
    match change:
        case SetProperty(component, name, value):
            return _set(template, (*_path(template, component), "properties", name), value)
        case SetLayoutProperty(component, name, value):
            if component == FORM:
                raise ChangeError("A form has no layout properties of its own.")
            return _set(template, (*_path(template, component), "layout_properties", name), value)
        case SetEvent(component, event, method):
            path = (*_path(template, component), _event_key(template, change), event)
            return _set(template, path, UNSET if method is None else method)
        case SetBinding(component, property_name, binding):
            return _bind(template, component, property_name, binding)
        case InsertComponent(place, node):
            name = str(node.get("name") or "")
            if name and name in template:
                raise ChangeError(f"There is a component {name!r} already.")
            insertion = Insert(_insertion(template, place), copy.deepcopy(dict(node)))
            return (insertion, *_slots_shifted(template, place, 1))
        case RemoveComponent(component):
            removal = Delete(_component(template, component))
            gone = _slots_within(template, component)
            shifted = _slots_shifted(template, template.find(component).place, -1)
            return (removal, *gone, *shifted)
        case MoveComponent(component, place):
            return _move(template, component, place)
        case RenameComponent(component, name):
            return _rename(template, component, name)
        case SetKey(path, value):
            return _set(template, path, value)
    assert_never(change)


def apply(template: Template, edits: Sequence[Edit]) -> Template:
    """The template after edits that `lower` made. What they do not touch is shared with the old one."""
    data: Json = template.data
    for edit in edits:
        data = _edited(data, tuple(edit.path), edit)
    touched = [_touched(template, tuple(edit.path)) for edit in edits]
    names = [name for name in touched if name is not None]
    return template.following(data, names) if len(names) == len(touched) else template.replaced(data)


def with_node(template: Template, name: str, node: Mapping[str, Json]) -> Template:
    """The template in which one component, or the form itself, has other data but the same components."""
    path = template.path(name)
    return template.following(_edited(template.data, path, Set(path, node)), [name])


def _touched(template: Template, path: KeyPath) -> str | None:
    """The component that has what an edit changes. None: components come, go or get names by it."""
    name, at = FORM, 0
    while (depth := _depth(path, at)) is not None:
        item = path[: at + depth]
        if len(path) <= len(item):
            return None
        node: Json = value_at(template.data, item)
        name = str(node.get("name") or "") if isinstance(node, Mapping) else ""
        found = template.get(name)
        if found is None or found.path != item:
            return None
        at += depth
    return None if path[at] == "name" or (not at and len(path) == 1) else name


def _depth(path: KeyPath, at: int) -> int | None:
    """How many steps lead to the next component."""
    if path[at : at + 1] == ("components",):
        return 2
    return 3 if not at and path[:1] == ("components_by_slot",) else None


def inverse(template: Template, change: Change) -> Change:
    """What takes the change back once it is made. `template` is the one before it."""
    match change:
        case SetProperty(component, name):
            return SetProperty(component, name, _value(template.node(component), "properties", name))
        case SetLayoutProperty(component, name):
            found = _value(template.node(component), "layout_properties", name)
            return SetLayoutProperty(component, name, found)
        case SetEvent(component, event, _method, of_layout):
            old = _value(template.node(component), _event_key(template, change), event)
            return SetEvent(component, event, None if old is UNSET else str(old), of_layout)
        case SetBinding(component, property_name):
            return SetBinding(component, property_name, binding_of(template.node(component), property_name))
        case InsertComponent(_, node):
            return RemoveComponent(str(node.get("name") or ""))
        case RemoveComponent(component):
            found_component = template.find(component)
            return InsertComponent(found_component.place, found_component.node)
        case MoveComponent(component):
            return MoveComponent(component, template.find(component).place)
        case RenameComponent(component, name):
            return RenameComponent(name, component)
        case SetKey(path):
            return SetKey(path, value_at(template.data, path))
    assert_never(change)


def binding_of(node: Mapping[str, Json], property_name: str) -> Binding | None:
    for each in node.get("data_bindings") or ():
        if isinstance(each, Mapping) and each.get("property") == property_name:
            return Binding(str(each.get("code") or ""), bool(each.get("writeback")))
    return None


def value_at(data: Json, path: KeyPath) -> Json | Unset:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return UNSET
    return data


# --- lowering ----------------------------------------------------------------------------------------------


def _path(template: Template, component: str) -> KeyPath:
    if component not in template:
        raise ChangeError(f"There is no component {component!r} in this form.", "It may have been deleted.")
    return template.path(component)


def _component(template: Template, component: str) -> KeyPath:
    if component == FORM:
        raise ChangeError("A form cannot be removed or moved from within itself.")
    return _path(template, component)


def _event_key(template: Template, change: SetEvent) -> str:
    own_of_layout_form = change.component == FORM and template.has_layout and not change.of_layout
    return "form_event_bindings" if own_of_layout_form else "event_bindings"


def _set(template: Template, path: KeyPath, value: Json | Unset) -> tuple[Edit, ...]:
    if value is not UNSET:
        owner = value_at(template.data, path[:-1]) if isinstance(path[-1], int) else None
        if isinstance(owner, list) and path[-1] == len(owner):
            return (Insert(path, copy.deepcopy(value)),)
        return (Set(path, copy.deepcopy(value)),)
    return () if value_at(template.data, path) is UNSET else (Delete(path),)


def _bind(template: Template, component: str, name: str, binding: Binding | None) -> tuple[Edit, ...]:
    path = (*_path(template, component), "data_bindings")
    present = template.node(component).get("data_bindings") or []
    at = next(
        (i for i, e in enumerate(present) if isinstance(e, Mapping) and e.get("property") == name), None
    )
    if binding is None:
        return () if at is None else (Delete((*path, at)),)
    if at is not None:
        old = present[at]
        edits: list[Edit] = []
        if old.get("code") != binding.code:
            edits.append(Set((*path, at, "code"), binding.code))
        if bool(old.get("writeback")) != binding.writeback:
            edits.append(Set((*path, at, "writeback"), binding.writeback))
        return tuple(edits)
    data: dict[str, Json] = {"property": name, "code": binding.code}
    if binding.writeback:
        data["writeback"] = True
    return (Insert((*path, len(present)), data),)


def _insertion(template: Template, place: Place) -> KeyPath:
    if place.parent not in template:
        raise ChangeError(f"There is no component {place.parent!r} to put it into.")
    if place.parent != FORM:
        owner: KeyPath = (*template.path(place.parent), "components")
    elif template.has_layout:
        owner = ("components_by_slot", place.slot)
    else:
        owner = ("components",)
    present = value_at(template.data, owner)
    length = len(present) if isinstance(present, list) else 0
    return (*owner, max(0, min(place.index, length)))


def _move(template: Template, component: str, place: Place) -> tuple[Edit, ...]:
    path = _component(template, component)
    if place.parent not in template:
        raise ChangeError(f"There is no component {place.parent!r} to put it into.")
    if template.inside(place.parent, component):
        raise ChangeError("A component cannot be moved into itself.")
    node = template.find(component).node
    removal = Delete(path)
    shifted = _slots_shifted(template, template.find(component).place, -1)
    rest = apply(template, (removal, *shifted))
    insertion = Insert(_insertion(rest, place), copy.deepcopy(dict(node)))
    # Where a slot ends up is said once, after both.
    slots = {edit.path: edit for edit in (*shifted, *_slots_shifted(rest, place, 1))}
    moved = [edit for edit in slots.values() if value_at(template.data, tuple(edit.path)) != edit.value]
    return (removal, insertion, *moved)


def _slots_shifted(template: Template, place: Place, by: int) -> tuple[Set, ...]:
    """The form's own slots keep their place between the same components."""
    slots = template.data.get("slots")
    wanted = ("slot", place.slot) if place.slot else ("container", place.parent)
    edits = []
    for slot, definition in slots.items() if isinstance(slots, Mapping) else ():
        target = definition.get("target") if isinstance(definition, Mapping) else None
        index = definition.get("index") if isinstance(definition, Mapping) else None
        if not isinstance(target, Mapping) or not isinstance(index, int):
            continue
        found = (target.get("type", "container"), str(target.get("name") or ""))
        if found == wanted and index > place.index:
            edits.append(Set(("slots", str(slot), "index"), index + by))
    return tuple(edits)


def _slots_within(template: Template, component: str) -> tuple[Delete, ...]:
    """The form's own slots that go with a component: they have no place any more."""
    slots = template.data.get("slots")
    gone = set(template.subtree(component))
    found = []
    for slot, definition in slots.items() if isinstance(slots, Mapping) else ():
        target = definition.get("target") if isinstance(definition, Mapping) else None
        if isinstance(target, Mapping) and target.get("type") != "slot" and target.get("name") in gone:
            found.append(Delete(("slots", str(slot))))
    return tuple(found)


def moves_slots(change: Change, edits: Sequence[Edit]) -> bool:
    """Whether more follows from a change than it says: slots behind it have other numbers."""
    rest = edits[2:] if isinstance(change, MoveComponent) else edits[1:]
    structural = (InsertComponent, RemoveComponent, MoveComponent)
    return isinstance(change, structural) and bool(rest)


def _rename(template: Template, component: str, name: str) -> tuple[Edit, ...]:
    path = _component(template, component)
    if name != component and name in template:
        raise ChangeError(f"There is a component {name!r} already.", "Choose another name.")
    edits: list[Edit] = [Set((*path, "name"), name)]
    slots = template.data.get("slots")
    for slot, definition in slots.items() if isinstance(slots, Mapping) else ():
        target = definition.get("target") if isinstance(definition, Mapping) else None
        if isinstance(target, Mapping) and target.get("type") != "slot" and target.get("name") == component:
            edits.append(Set(("slots", slot, "target", "name"), name))
    return tuple(edits)


def _value(node: Mapping[str, Json], section: str, name: str) -> Json | Unset:
    return value_at(node, (section, name))


# --- applying ----------------------------------------------------------------------------------------------


def _edited(data: Json, path: KeyPath, edit: Edit) -> Json:
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(data) if isinstance(data, list) else []
        if rest:
            items[step] = _edited(items[step], rest, edit)
        elif isinstance(edit, Insert):
            items.insert(step, edit.value)
        elif isinstance(edit, Set):
            items[step] = edit.value
        else:
            del items[step]
        return items
    entries = dict(data) if isinstance(data, Mapping) else {}
    if rest:
        entries[step] = _edited(entries.get(step), rest, edit)
    elif isinstance(edit, Delete):
        del entries[step]
    else:
        entries[step] = edit.value
    return entries
