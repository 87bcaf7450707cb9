"""Slots: places that a form offers for components of others.

Responsible for the order of what is in a slot among the other children of its target, for layout properties
that a slot sets, and for slots that take one component only. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from formwright.runtime.client.component import Component

Content = list[tuple["Component", dict[str, Any]]]


class Target(Protocol):
    """A container, or a slot of the layout that a form is shown in."""

    def add_component(self, component: Component, index: int | None = None, **layout: Any) -> None: ...
    def get_components(self) -> list[Component]: ...


class Slot:
    """`Slot(container, index)`: components put here stand from `index` on among the container's own."""

    def __init__(
        self,
        target: Any,
        index: int = 0,
        layout_properties: Mapping[str, Any] | None = None,
        *,
        one_component: bool = False,
        name: str = "",
    ) -> None:
        self._find: Callable[[], Target] = target if callable(target) else lambda: target
        self._index = index
        self._layout = dict(layout_properties or {})
        self._one = one_component
        self._name = name
        self._before: list[Slot] = []
        self._content: Content = []

    def offset_by_slot(self, slot: Slot) -> None:
        """What is in that slot of the same target comes before what is in this one."""
        self._before.append(slot)

    def add_component(self, component: Component, index: int | None = None, **layout: Any) -> None:
        """Puts a component into this place of the layout or Form."""
        present = self.content()
        if self._one and present:
            raise ValueError(
                f"The slot {self._name!r} takes one component only, and has one. Remove that first, "
                "or put both in a panel."
            )
        position = len(present)
        if isinstance(index, int) and not isinstance(index, bool):
            wanted = index + len(present) if index < 0 else index
            position = wanted if 0 <= wanted <= len(present) else position
        start = self._index + sum(len(slot.content()) for slot in self._before)
        place(self._find(), component, start + position, {**layout, **self._layout})
        present.insert(position, (component, layout))
        self._content = present

    def content(self) -> Content:
        """Components with the layout properties they came with, without those removed meanwhile."""
        if self._content:
            there = {id(each) for each in self._find().get_components()}
            self._content = [entry for entry in self._content if id(entry[0]) in there]
        return self._content

    def get_components(self) -> list[Component]:
        """The components in it, in order."""
        return [component for component, _layout in self.content()]

    def clear(self) -> None:
        """Takes out what was put into it."""
        for component in self.get_components():
            component.remove_from_parent()
        self._content = []


def place(target: Target, component: Component, index: int | None, layout: Mapping[str, Any]) -> None:
    """Adds with as many of the layout properties as this kind of container knows."""
    attempts: tuple[dict[str, Any], ...] = ({"index": index, **layout}, dict(layout), {"index": index}, {})
    for keywords in attempts:
        try:
            target.add_component(component, **keywords)
        except TypeError:
            if keywords and component._fw.parent is None:
                continue
            raise
        return


def make_slots(
    definitions: Any, container: Callable[[str], Target | None], of_layout: Callable[[str], Target]
) -> dict[str, Slot]:
    """The slots that a template defines. `container` finds a component by name, "" being the form itself."""
    made: dict[str, Slot] = {}
    places: dict[str, tuple[str, str, int]] = {}
    for name, data in definitions.items() if isinstance(definitions, Mapping) else ():
        if not isinstance(data, Mapping):
            continue
        target = data.get("target") or {}
        kind, where = str(target.get("type") or "container"), str(target.get("name") or "")
        found = of_layout(where) if kind == "slot" else container(where)
        if found is None:
            raise LookupError(
                f"The slot {name!r} belongs into {where!r}, and the form has no such component."
            )
        index = int(data.get("index") or 0)
        slot = Slot(
            found,
            index,
            data.get("set_layout_properties"),
            one_component=bool(data.get("one_component")),
            name=str(name),
        )
        for other, (kind2, where2, index2) in places.items():
            if (kind2, where2) == (kind, where) and index2 <= index:
                slot.offset_by_slot(made[other])
            elif (kind2, where2) == (kind, where):
                made[other].offset_by_slot(slot)
        made[str(name)] = slot
        places[str(name)] = (kind, where, index)
    return made
