"""Button: runs its click handler."""

from __future__ import annotations

from typing import Any, ClassVar

from formwright.runtime.client.component import Component, DomTypes
from formwright.runtime.client.components.icons import IconAndText
from formwright.runtime.client.components.shared import (
    ALIGN,
    COMMON,
    ENABLED,
    FONT,
    HIDE,
    ICON,
    ICON_ALIGN,
    LAYOUT,
    SHOW,
    SPACING,
    TEXT,
)
from formwright.runtime.spec.components import ComponentSpec, EventSpec

SPEC = ComponentSpec(
    "Button",
    "A button with text and an icon.",
    (
        TEXT.but(multiline=True),
        ENABLED,
        ALIGN.but(default="center", options=("left", "center", "right", "full")),
        *FONT,
        *COMMON,
        ICON,
        ICON_ALIGN,
        *LAYOUT,
        SPACING,
    ),
    (SHOW, HIDE, EventSpec("click", ("keys",), default=True)),
    icon="fa:hand-pointer-o",
    example={"text": "Button"},
)


class Button(IconAndText, Component, spec=SPEC):
    _fw_mouldable = True
    _fw_dom_types: ClassVar[DomTypes] = {"click": ("click",)}

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-button-box")
        button = self._fw.values["-button"] = dom.make("button", "fw-button")
        dom.attribute(button, "type", "button")
        text = self._fw.values["-text"] = dom.make("span", "fw-text fw-button-text")
        dom.insert(button, text)
        dom.insert(node, button)
        return node

    def _fw_surface(self) -> Any:
        return self._fw.values["-button"]

    def _fw_apply_align(self, value: Any) -> None:
        self._fw.page.dom.attribute(self._fw.node, "data-align", str(value or ""))

    def focus(self) -> None:
        """Gives it the keyboard."""
        self._fw.page.dom.call(self._fw_control(), "focus")
