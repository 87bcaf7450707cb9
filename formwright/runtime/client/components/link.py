"""Link: text that can be clicked, or leads to an address; holds components like a ColumnPanel."""

from __future__ import annotations

from typing import Any, ClassVar

from formwright.runtime.client.component import DomTypes
from formwright.runtime.client.components import column_panel
from formwright.runtime.client.components.icons import IconAndText
from formwright.runtime.client.components.shared import ALIGN, FONT, HIDE, ICON, ICON_ALIGN, SHOW, TEXT
from formwright.runtime.client.media import to_source
from formwright.runtime.protocol.media import Media
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

SPEC = ComponentSpec(
    "Link",
    "Text that reacts to a click or leads to an address.",
    (
        TEXT,
        PropertySpec("url", default=""),
        ALIGN,
        *FONT,
        ICON,
        ICON_ALIGN,
        *column_panel.SPEC.properties,
        PropertySpec("text_padding", "padding", None, "layout"),
    ),
    (SHOW, HIDE, EventSpec("click", ("keys",), default=True)),
    column_panel.SPEC.layout_properties,
    container=True,
    icon="fa:link",
    example={"text": "Link"},
)


class Link(IconAndText, column_panel.ColumnPanel, spec=SPEC):
    _fw_mouldable = True
    _fw_dom_types: ClassVar[DomTypes] = {"click": ("click",)}

    def _fw_create(self, dom: Any) -> Any:
        values = self._fw.values
        node = dom.make("a", "fw-c fw-link")
        values["-body"] = dom.make("div", "fw-column")
        if self._fw.page.names is not None:  # icon and text stand in the anchor itself
            values["-holder"] = node
            values["-text"] = dom.make("div", "fw-text fw-link-words")
            dom.insert(node, values["-text"])
            dom.insert(node, values["-body"])
            self._fw_make_clickable(node)
            return node
        holder = values["-holder"] = dom.make("span", "fw-link-text")
        values["-text"] = dom.make("span", "fw-text")
        dom.insert(holder, values["-text"])
        dom.insert(node, holder)
        dom.insert(node, values["-body"])
        self._fw_make_clickable(node)
        return node

    def _fw_make_clickable(self, node: Any) -> None:
        """Without an address it is still a link for the keyboard and for screen readers."""
        dom = self._fw.page.dom
        dom.attribute(node, "href", "#")
        dom.attribute(node, "data-fw-prevent", "click")
        dom.attribute(node, "target", None)
        dom.attribute(node, "download", None)
        # Always listening: a click on "#" must be prevented even when there is no handler.
        self._fw.listening.add("click")
        dom.attribute(node, "data-fw", self._fw.identity)
        dom.attribute(node, "data-fw-on", "click")

    def _fw_text_holder(self) -> Any:
        return self._fw.values["-holder"]

    def _fw_after_text(self) -> Any:
        return self._fw.values["-body"] if self._fw.page.names is not None else None

    def _fw_apply_url(self, value: Any) -> None:
        dom, node = self._fw.page.dom, self._fw.node
        if not value:
            self._fw_make_clickable(node)
            return
        dom.attribute(node, "href", to_source(value))
        dom.attribute(node, "data-fw-prevent", None)
        dom.attribute(node, "target", "_blank")
        dom.attribute(node, "rel", "noopener")
        dom.attribute(node, "download", value.name or "" if isinstance(value, Media) and value.name else None)

    def _fw_apply_text_padding(self, value: Any) -> None:
        from formwright.runtime.client import css

        text = " ".join(part or "0" for part in css.sides(value) or ())
        padded = "-holder" if self._fw.page.names is None else "-text"
        self._fw.page.dom.style(self._fw.values[padded], "padding", text)
