"""CheckBox: on, off, or undecided."""

from __future__ import annotations

from typing import Any, ClassVar

from formwright.runtime.client.component import Component, DomTypes
from formwright.runtime.client.components.shared import (
    ALIGN,
    CHANGE,
    COMMON,
    ENABLED,
    FONT,
    HIDE,
    LAYOUT,
    SHOW,
    SPACING,
    TEXT,
)
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

SPEC = ComponentSpec(
    "CheckBox",
    "A box that is ticked or not, with text.",
    (
        TEXT.but(binding_default=False),
        PropertySpec(
            "checked",
            "boolean",
            False,
            priority=10,
            designer_hint="toggle",
            binding_default=True,
            writeback=True,
            writeback_events=("change",),
        ),
        PropertySpec("allow_indeterminate", "boolean", False),
        ENABLED,
        ALIGN,
        *FONT,
        *COMMON,
        *LAYOUT,
        SPACING,
    ),
    (SHOW, HIDE, CHANGE),
    icon="fa:check-square-o",
    example={"text": "Check box"},
)


class CheckBox(Component, spec=SPEC):
    _fw_mouldable = True
    _fw_dom_types: ClassVar[DomTypes] = {"change": ("change",)}

    def _fw_create(self, dom: Any) -> Any:
        values = self._fw.values
        classic = self._fw.page.names is not None
        node = dom.make("div", "fw-c fw-choice-box fw-check-box" if classic else "fw-c fw-choice-box")
        label = values["-label"] = dom.make("label", "fw-choice")
        values["-input"] = dom.make("input", "fw-check")
        dom.attribute(values["-input"], "type", "checkbox")
        values["-text"] = dom.make("span", "fw-text")
        dom.insert(label, values["-input"])
        dom.insert(label, values["-text"])
        if classic:
            holder = dom.make("div", "fw-choice-holder fw-check-holder")
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

    @property
    def checked(self) -> bool | None:
        dom, box = self._fw.page.dom, self._fw_control()
        if self._fw.values.get("allow_indeterminate") and dom.get(box, "indeterminate"):
            return None
        return bool(dom.get(box, "checked"))

    @checked.setter
    def checked(self, value: Any) -> None:
        dom, box = self._fw.page.dom, self._fw_control()
        dom.set(box, "checked", bool(value))
        self._fw.values["-undecided"] = value is None
        dom.set(box, "indeterminate", value is None and bool(self._fw.values.get("allow_indeterminate")))

    def _fw_apply_allow_indeterminate(self, value: Any) -> None:
        undecided = bool(value) and bool(self._fw.values.get("-undecided"))
        self._fw.page.dom.set(self._fw_control(), "indeterminate", undecided)

    def focus(self) -> None:
        """Gives it the keyboard."""
        self._fw.page.dom.call(self._fw_control(), "focus")
