"""Label: a piece of text, with an icon if wanted."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.icons import IconAndText
from formwright.runtime.client.components.shared import (
    ALIGN,
    COMMON,
    FONT,
    HIDE,
    ICON,
    ICON_ALIGN,
    LAYOUT,
    SHOW,
    SPACING,
    TEXT,
)
from formwright.runtime.spec.components import ComponentSpec

SPEC = ComponentSpec(
    "Label",
    "Shows text that the user cannot edit.",
    (TEXT.but(multiline=True), ALIGN, *FONT, *COMMON, ICON, ICON_ALIGN, *LAYOUT, SPACING),
    (SHOW, HIDE),
    icon="fa:font",
    example={"text": "Label"},
)


class Label(IconAndText, Component, spec=SPEC):
    _fw_mouldable = True

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-label")
        text = self._fw.values["-text"] = dom.make("span", "fw-text fw-label-text")
        dom.insert(node, text)
        return node
