"""The base of components that hold others: the order of children and their parents.

Responsible for the rules of adding and removing. Where a child's element goes is for each container to say
(`_fw_place`). Runs in the page.
"""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.lifecycle import is_visible, mount, unmount
from formwright.runtime.client.python_component import ensure_dom


class Container(Component):
    """A component that holds others."""

    @property
    def _fw_kids(self) -> list[Component]:
        found: list[Component] = self._fw.values.setdefault("-children", [])
        return found

    def _fw_children(self) -> list[Component]:
        found: list[Component] = self._fw.values.get("-children", [])
        return found

    def add_component(self, component: Component, *args: Any, **layout: Any) -> None:
        """Adds a component. Each container has layout keywords of its own; `index` is common to most."""
        self._fw_add(component, *args, **layout)

    def _fw_add(self, component: Component, index: int | None = None, **layout: Any) -> None:
        """`index` counts from 0, or from the end when negative; out of range appends."""
        check_free(component, self)
        children = self._fw_kids
        position = _position(index, len(children))
        inner = component._fw
        children.insert(position, component)
        inner.parent = self
        inner.layout = layout
        try:
            component._fw_entering(None)
            self._fw_place(component, position)
        except BaseException:
            children.remove(component)
            inner.parent = None
            raise
        if inner.cell is not None and not is_visible(component):
            inner.page.dom.toggle_class(inner.cell, "fw-hidden", True)
        if self._fw.mounted:
            navigation = self._fw.page.navigation  # while it changes forms, handlers would see neither
            mount(component, at_once=navigation is not None and navigation.open is not None)

    def _fw_place(self, component: Component, position: int) -> None:
        """Puts the element of a child, already in the list of children, into the page."""
        self._fw.page.dom.insert(self._fw_slot(), component._fw.node, self._fw_next(position))

    def _fw_slot(self) -> Any:
        """The element that children go into."""
        return self._fw.node

    def _fw_next(self, position: int) -> Any:
        """The element before which a child at this position belongs."""
        for later in self._fw_children()[position + 1 :]:
            if later._fw_spec.visual:
                return later._fw.cell if later._fw.cell is not None else later._fw.node
        return None

    def _fw_unplace(self, component: Component) -> None:
        """Takes the element of a child, still in the list of children, out of the page."""
        inner = component._fw
        inner.page.dom.remove(inner.cell if inner.cell is not None else inner.node)
        if inner.cell is not None:
            inner.page.dom.remove(inner.node)
            inner.cell = None

    def _fw_remove(self, component: Component) -> None:
        self._fw_unplace(component)
        self._fw_kids.remove(component)
        component._fw.parent = None
        if component._fw.mounted:
            unmount(component)

    def get_components(self) -> list[Component]:
        """The components in it, in order."""
        return list(self._fw_children())

    def clear(self) -> None:
        """Takes all components out."""
        for component in self.get_components():
            component.remove_from_parent()

    def raise_event_on_children(self, event_name: str, /, **event_args: Any) -> None:
        """Raises the event on each component in it."""
        for component in self.get_components():
            component.raise_event(event_name, **event_args)


def check_free(component: object, container: object = None) -> None:
    """Refuses what cannot be put anywhere."""
    if not isinstance(component, Component):
        raise TypeError(f"add_component() needs a component, not {type(component).__name__}")
    ensure_dom(component)
    if component is container:
        raise ValueError("A component cannot be added to itself.")
    inner = component._fw
    if inner.parent is not None:
        raise ValueError(
            f"This {type(component).__name__} is already in a {type(inner.parent).__name__}: "
            "call its remove_from_parent() first."
        )
    if inner.mounted:
        raise ValueError(f"This {type(component).__name__} is the open form or the content of an alert.")


def _position(index: Any, length: int) -> int:
    if isinstance(index, bool) or not isinstance(index, int):
        return length
    if index < 0:
        index += length
    return index if 0 <= index <= length else length
