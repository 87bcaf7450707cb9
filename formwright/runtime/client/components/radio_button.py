"""RadioButton: one of several, grouped by `group_name` across the page."""

from __future__ import annotations

from typing import Any, ClassVar

from formwright.runtime.client.component import Component, DomTypes
from formwright.runtime.client.components.shared import (
    ALIGN,
    COMMON,
    ENABLED,
    FONT,
    HIDE,
    LAYOUT,
    SHOW,
    SPACING,
    TEXT,
)
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

SPEC = ComponentSpec(
    "RadioButton",
    "One choice of a group.",
    (
        TEXT.but(binding_default=False),
        PropertySpec("selected", "boolean", False, designer_hint="toggle"),
        PropertySpec("value", default=""),
        PropertySpec("group_name", default="radioGroup1"),
        ENABLED,
        ALIGN,
        *FONT,
        *COMMON,
        *LAYOUT,
        SPACING,
    ),
    (SHOW, HIDE, EventSpec("clicked", default=True), EventSpec("change")),
    icon="fa:dot-circle-o",
    example={"text": "Radio button"},
)


class RadioButton(Component, spec=SPEC):
    _fw_dom_types: ClassVar[DomTypes] = {"clicked": ("change",), "change": ("change",)}

    def _fw_create(self, dom: Any) -> Any:
        values = self._fw.values
        classic = self._fw.page.names is not None
        node = dom.make("div", "fw-c fw-choice-box fw-radio-box" if classic else "fw-c fw-choice-box")
        label = values["-label"] = dom.make("label", "fw-choice")
        values["-input"] = dom.make("input", "fw-radio")
        dom.attribute(values["-input"], "type", "radio")
        dom.attribute(values["-input"], "name", "fw-radioGroup1")
        values["-text"] = dom.make("span", "fw-text")
        dom.insert(label, values["-input"])
        dom.insert(label, values["-text"])
        if classic:
            holder = dom.make("div", "fw-choice-holder fw-radio-holder")
            dom.insert(holder, label)
            dom.insert(node, holder)
        else:
            dom.insert(node, label)
        return node

    def _fw_surface(self) -> Any:
        return self._fw.values["-label"]

    def _fw_control(self) -> Any:
        return self._fw.values["-input"]

    def _fw_apply_text(self, value: Any) -> None:
        self._fw.page.dom.text(self._fw.values["-text"], "" if value is None else str(value))

    def _fw_apply_group_name(self, value: Any) -> None:
        self._fw.page.dom.attribute(self._fw_control(), "name", f"fw-{value}")

    @property
    def selected(self) -> bool:
        return bool(self._fw.page.dom.get(self._fw_control(), "checked"))

    @selected.setter
    def selected(self, value: Any) -> None:
        self._fw.page.dom.set(self._fw_control(), "checked", bool(value))

    def get_group_value(self) -> Any:
        """The value of the selected button of this group, wherever on the page it is."""
        for other in tuple(self._fw.page.components.values()):
            if isinstance(other, RadioButton) and other.selected and self._fw_grouped_with(other):
                return other.value
        return None

    def _fw_grouped_with(self, other: RadioButton) -> bool:
        if other.group_name != self.group_name:
            return False
        return other._fw.mounted if self._fw.mounted else _root(other) is _root(self)

    def focus(self) -> None:
        """Gives it the keyboard."""
        self._fw.page.dom.call(self._fw_control(), "focus")


def _root(component: Component) -> Component:
    while component.parent is not None:
        component = component.parent
    return component
