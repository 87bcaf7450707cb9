"""TextBox: one line of text, or a number."""

from __future__ import annotations

from typing import Any, ClassVar

from formwright.runtime.client.component import DomTypes
from formwright.runtime.client.components.shared import (
    ALIGN,
    COMMON,
    ENABLED,
    FOCUS,
    FONT,
    HIDE,
    LAYOUT,
    LOST_FOCUS,
    MARGIN,
    PLACEHOLDER,
    SHOW,
    TEXT,
)
from formwright.runtime.client.components.text_input import TextInput
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

SPEC = ComponentSpec(
    "TextBox",
    "A field for one line of text.",
    (
        TEXT.but(group="text", writeback=True, writeback_events=("lost_focus", "pressed_enter")),
        PLACEHOLDER,
        PropertySpec("type", "enum", "text", options=("text", "number", "email", "tel", "url")),
        PropertySpec("hide_text", "boolean", False),
        ENABLED,
        ALIGN,
        *FONT,
        *COMMON,
        *LAYOUT,
        MARGIN,
    ),
    (SHOW, HIDE, FOCUS, LOST_FOCUS, EventSpec("change"), EventSpec("pressed_enter", default=True)),
    icon="fa:pencil-square-o",
    example={"placeholder": "Type here"},
)


class TextBox(TextInput, spec=SPEC):
    _fw_mouldable = True
    _fw_dom_types: ClassVar[DomTypes] = {**TextInput._fw_dom_types, "pressed_enter": ("enter",)}

    @property
    def text(self) -> Any:
        text = str(self._fw.page.dom.get(self._fw_control(), "value"))
        if self._fw.values.get("type") != "number":
            return text
        try:
            return int(text)
        except ValueError:
            try:
                return float(text)
            except ValueError:
                return None

    @text.setter
    def text(self, value: Any) -> None:
        self._fw.page.dom.set(self._fw_control(), "value", "" if value is None else str(value))

    def _fw_apply_type(self, value: Any) -> None:
        shown = "password" if self._fw.values.get("hide_text") else str(value or "text")
        self._fw.page.dom.attribute(self._fw_control(), "type", shown)
        self._fw.page.dom.attribute(self._fw_control(), "step", "any" if shown == "number" else None)

    def _fw_apply_hide_text(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_apply_type(self._fw.values.get("type", "text"))
