"""Labelled empty places: slots of layouts, of custom containers and of the form itself that have nothing yet.

Responsible for hints as components in those slots, where what is dropped will be. They are out of the way
before components come and go, and return afterwards. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.forms import TakesComponents
from formwright.runtime.client.layouts import LayoutSlot, WithLayout
from formwright.runtime.client.slots import Slot, make_slots
from formwright.runtime.client.templates import OwnContainer

if TYPE_CHECKING:
    from formwright.runtime.client.design.drawing import Drawing, Drawn


class Hint(Component):
    """What an empty place shows. It takes room, so that something can be dropped there."""

    def __init__(self, label: str, kind: str = "slot") -> None:
        super().__init__()
        dom, node = self._fw.page.dom, self._fw.node
        dom.toggle_class(node, "fw-design-empty", True)
        dom.attribute(node, "data-fw-hint", label)
        dom.attribute(node, "data-fw-hint-kind", kind)


class Hints:
    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._by_place: dict[tuple[str, str], Hint] = {}  # (identity of the component, slot)
        self._own: list[Hint] = []

    def get(self, drawn: Drawn, slot: str) -> Hint | None:
        return self._by_place.get((drawn.identity, slot))

    def make_room(self, drawn: Drawn) -> None:
        """Takes away what stands where a component is about to be put."""
        parent, slot = drawn.parent, drawn.slot
        assert parent is not None
        if parent.parent is not None and (slots := slots_of(parent)):
            layout = drawn.node.get("layout_properties")
            slot = str(layout.get("slot") or "") if isinstance(layout, dict) else ""
            slot = slot if slot in slots else next(iter(slots))
        hint = self._by_place.pop((parent.identity, slot), None)
        if hint is not None:
            hint.remove_from_parent()

    def clear_own(self) -> None:
        """Before anything moves: places of the form's own slots are counted among its components."""
        for hint in self._own:
            if hint._fw.parent is not None:
                hint.remove_from_parent()
        self._own = []

    def refresh(self) -> None:
        self.clear_own()
        drawing = self._drawing
        for drawn in drawing.root.walk():
            for name, slot in slots_of(drawn).items():
                key = (drawn.identity, name)
                if key not in self._by_place and not slot.content():
                    self._put(drawn, slot, name, key)
        self._show_own()

    def _put(self, drawn: Drawn, slot: Slot, name: str, key: tuple[str, str]) -> None:
        hint = Hint(name)
        errors = hint._fw.page.errors
        with errors.reporting():  # a slot may lead to a component whose code has failed
            slot.add_component(hint)
            self._by_place[key] = hint
            self._drawing.touched.add(drawn)

    def _show_own(self) -> None:
        """The places that this form offers to forms which use it."""
        definitions = self._drawing.data.data.get("slots")
        if not isinstance(definitions, dict) or not definitions:
            return
        form = self._drawing.form
        try:
            slots = make_slots(definitions, self._container, lambda name: LayoutSlot(form, name))
        except LookupError:
            return  # `check` says so; there is no place to show
        for name, slot in slots.items():
            hint = Hint(name, "own")
            with hint._fw.page.errors.reporting():
                slot.add_component(hint)
                self._own.append(hint)

    def _container(self, name: str) -> Any:
        return OwnContainer(self._drawing.form) if not name else self._drawing.holder(name)


def slots_of(drawn: Drawn) -> Mapping[str, Slot]:
    """Places of a layout, or of a custom component, that take components of this form."""
    component = drawn.component
    if drawn.parent is None:
        if isinstance(component, WithLayout):
            found = component._fw_content.layout.slots
            return found if isinstance(found, Mapping) else {}
        return {}
    if isinstance(component, TakesComponents):
        return component._fw_form.slots  # type: ignore[no-any-return]  # attributes of components are Any
    return {}


def slot_content(slot: Slot) -> Iterator[Component]:
    for component, _layout in slot.content():
        if not isinstance(component, Hint):
            yield component
