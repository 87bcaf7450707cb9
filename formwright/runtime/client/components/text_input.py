"""What TextBox and TextArea have in common: a field of text that reads live from the page."""

from __future__ import annotations

from typing import Any, ClassVar

from formwright.runtime.client.component import Component, DomTypes


class TextInput(Component):
    _fw_tag = "input"
    _fw_classes = "fw-c fw-text-box"  # of a field that is the component's own element
    _fw_dom_types: ClassVar[DomTypes] = {
        "change": ("input",),
        "focus": ("focusin",),
        "lost_focus": ("focusout",),
    }

    def _fw_create(self, dom: Any) -> Any:
        if self._fw.page.names is not None:
            node = self._fw.values["-field"] = dom.make(self._fw_tag, self._fw_classes)
            return node
        node = dom.make("div", "fw-c fw-field")
        field = self._fw.values["-field"] = dom.make(self._fw_tag, "fw-input")
        dom.insert(node, field)
        return node

    def _fw_surface(self) -> Any:
        return self._fw.values["-field"]

    @property
    def text(self) -> Any:
        return str(self._fw.page.dom.get(self._fw_control(), "value"))

    @text.setter
    def text(self, value: Any) -> None:
        self._fw.page.dom.set(self._fw_control(), "value", "" if value is None else str(value))

    def _fw_apply_placeholder(self, value: Any) -> None:
        self._fw.page.dom.attribute(self._fw_control(), "placeholder", str(value) if value else None)

    def _fw_apply_align(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw_control(), "text-align", str(value or ""))

    def focus(self) -> None:
        """Gives it the keyboard."""
        self._fw.page.dom.call(self._fw_control(), "focus")

    def select(self, start: int | None = None, end: int | None = None, direction: str = "none") -> None:
        """Gives it the keyboard and selects its text, or the characters from `start` to `end`."""
        dom, field = self._fw.page.dom, self._fw_control()
        dom.call(field, "focus")
        if start is None and end is None:
            dom.call(field, "select")
        else:
            length = len(self.text or "")
            dom.call(field, "setSelectionRange", start or 0, length if end is None else end, direction)
