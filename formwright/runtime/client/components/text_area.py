"""TextArea: text of several lines."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.components.shared import (
    ALIGN,
    CHANGE,
    COMMON,
    ENABLED,
    FOCUS,
    FONT,
    HEIGHT,
    HIDE,
    LAYOUT,
    LOST_FOCUS,
    MARGIN,
    PLACEHOLDER,
    SHOW,
    TEXT,
)
from formwright.runtime.client.components.text_input import TextInput
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

SPEC = ComponentSpec(
    "TextArea",
    "A field for several lines of text.",
    (
        TEXT.but(multiline=True, writeback=True, writeback_events=("lost_focus",)),
        PLACEHOLDER,
        PropertySpec("auto_expand", "boolean", False),
        HEIGHT,
        ENABLED,
        ALIGN,
        *FONT,
        *COMMON,
        *LAYOUT,
        MARGIN,
    ),
    (SHOW, HIDE, FOCUS, LOST_FOCUS, CHANGE),
    icon="fa:align-left",
    example={"placeholder": "Write here"},
)


class TextArea(TextInput, spec=SPEC):
    _fw_mouldable = True
    _fw_tag = "textarea"
    _fw_classes = "fw-c fw-text-area"

    def _fw_apply_auto_expand(self, value: Any) -> None:
        self._fw.page.dom.toggle_class(self._fw_control(), "fw-auto-expand", bool(value))
