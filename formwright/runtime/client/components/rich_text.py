"""RichText: formatted text with data and components in it.

Python finds the `{places}` and what belongs there; formatting and cleaning is `page/parts/rich.mjs`. Data is
put in as text after the markup has been made and cleaned: it never becomes markup.
"""

from __future__ import annotations

import re
from typing import Any

from formwright.runtime.client import css
from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import ALIGN, COMMON, FONT, HIDE, LAYOUT, SHOW, SPACING
from formwright.runtime.client.container import Container
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

FORMATS = ("markdown", "plain_text", "restricted_html")
_PLACE = re.compile(r"\{\{|\}\}|\{(\w[\w .-]*)(?:!([rsa]))?(?::([^{}]*))?\}")
_MARKS = re.compile("[\ue000\ue001]")  # ours; nothing that an app shows contains them

SPEC = ComponentSpec(
    "RichText",
    "Formatted text, with places for data and components.",
    (
        PropertySpec("content", default="", multiline=True, priority=10),
        PropertySpec("format", "enum", "markdown", options=FORMATS, priority=11),
        PropertySpec("enable_slots", "boolean", True, priority=13),
        PropertySpec("data", "object", None, priority=12, binding_default=True),
        ALIGN.but(options=("left", "center", "right")),
        *FONT[:2],
        *COMMON,
        *LAYOUT,
        SPACING,
    ),
    (SHOW, HIDE),
    (PropertySpec("slot", default=""), PropertySpec("width", "number", None)),
    container=True,
    icon="fa:paragraph",
    example={"content": "**Rich** text"},
)


class RichText(Container, spec=SPEC):
    def _fw_create(self, dom: Any) -> Any:
        self._fw.values.update({"-slots": {}, "-order": [], "-from-data": []})
        return dom.make("div", "fw-c fw-rich")

    def add_component(self, component: Component, slot: str = "", width: Any = None, **unknown: Any) -> None:
        if unknown:
            names = ", ".join(unknown)
            raise TypeError(f"RichText.add_component() got unexpected layout properties: {names}")
        self._fw_add(component, None, slot=slot, width=width)

    def get_components(self) -> list[Component]:
        """As they appear: by the order of places, those without a place last."""
        order = {slot: at for at, slot in reversed(list(enumerate(self._fw.values["-order"])))}
        return sorted(self._fw_children(), key=lambda c: order.get(c._fw.layout.get("slot"), len(order)))

    def clear(self, slot: str | None = None) -> None:
        for component in self.get_components():
            if slot is None or component._fw.layout.get("slot") == slot:
                component.remove_from_parent()

    def _fw_place(self, component: Component, position: int) -> None:  # noqa: ARG002 (slots keep their order)
        dom, layout = self._fw.page.dom, component._fw.layout
        where = self._fw.values["-slots"].get(layout["slot"], self._fw.node)
        if where is not self._fw.node and not self._fw_filled(component):
            dom.text(where, "")
        if layout.get("width") is not None:
            dom.style(component._fw.node, "width", css.length(layout["width"]))
        dom.insert(where, component._fw.node)

    def _fw_filled(self, component: Component) -> bool:
        slot = component._fw.layout["slot"]
        return any(c is not component and c._fw.layout.get("slot") == slot for c in self._fw_children())

    def _fw_apply_content(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_draw()

    _fw_apply_format = _fw_apply_enable_slots = _fw_apply_content

    def _fw_apply_data(self, value: Any) -> None:
        """Values may be components: those stand in their places until there is other data."""
        for component in self._fw.values["-from-data"]:
            if component._fw.parent is self:
                component.remove_from_parent()
        found = value.items() if isinstance(value, dict) else ()
        parts = {name: each for name, each in found if isinstance(each, Component)}
        self._fw.values["-from-data"] = list(parts.values())
        self._fw_draw()
        for name, component in parts.items():
            self.add_component(component, slot=name)

    def _fw_draw(self) -> None:
        dom, values = self._fw.page.dom, self._fw.values
        for child in self._fw_children():
            dom.remove(child._fw.node)
        text, places = marked(
            str(values.get("content") or ""), values.get("data"), bool(values.get("enable_slots", True))
        )
        values["-order"] = [place["slot"] for place in places]
        if dom.part("rich", self._fw.node, "render", text, str(values.get("format", "markdown")), places):
            self._fw_rendered()
        else:
            self._fw.listening.add("fw-part")
            dom.attribute(self._fw.node, "data-fw", self._fw.identity)
            dom.attribute(self._fw.node, "data-fw-on", " ".join(sorted(self._fw.listening)))

    def _fw_rendered(self) -> None:
        dom, slots = self._fw.page.dom, self._fw.values["-slots"]
        slots.clear()
        for node in dom.query(self._fw.node, ".fw-rich-slot"):
            slots.setdefault(dom.get_attribute(node, "data-fw-slot"), node)
        for child in self._fw_children():
            self._fw_place(child, 0)

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        if dom_type == "fw-part":
            self._fw_rendered()
        else:
            super()._fw_dom_event(dom_type, detail)


def marked(content: str, data: Any, slots: bool) -> tuple[str, list[dict[str, str]]]:
    """The content with every place replaced by a numbered mark, and what belongs there."""
    content = _MARKS.sub("", content)
    places: list[dict[str, str]] = []

    def mark(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        places.append({"slot": found[1], "text": shown(data, found[1], found[2], found[3] or "")})
        return f"\ue000{len(places) - 1}\ue001"

    return (_PLACE.sub(mark, content) if slots else content), places


def shown(data: Any, name: str, conversion: str | None, form: str) -> str:
    try:
        value = data[name]
    except (KeyError, TypeError, IndexError):
        return ""
    if isinstance(value, Component):
        return ""
    if conversion:
        value = repr(value) if conversion == "r" else str(value) if conversion == "s" else ascii(value)
    return _MARKS.sub("", format(value, form) if form or value is not None else "")
