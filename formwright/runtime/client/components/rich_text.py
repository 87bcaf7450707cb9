"""RichText: formatted text with data and components in it.

This version formats paragraphs, headings, lists, bold, italic, code and links of Markdown, and builds them
from elements: no text of an app ever becomes markup. `restricted_html` shows its text without tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import ALIGN, COMMON, FONT, HIDE, LAYOUT, SHOW, SPACING
from formwright.runtime.client.container import Container
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

FORMATS = ("markdown", "plain_text", "restricted_html")
_PLACE = re.compile(r"\{\{|\}\}|\{(\w+)(?:!([rsa]))?(?::([^{}]*))?\}")
_INLINE = re.compile(r"\*\*(.+?)\*\*|__(.+?)__|\*(.+?)\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)")
_SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|/|#|\./)", re.IGNORECASE)

SPEC = ComponentSpec(
    "RichText",
    "Formatted text, with places for data and components.",
    (
        PropertySpec("content", default="", multiline=True),
        PropertySpec("format", "enum", "markdown", options=FORMATS),
        PropertySpec("enable_slots", "boolean", True),
        PropertySpec("data", "object", None, binding_default=True),
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
        self._fw.values["-slots"] = {}
        return dom.make("div", "fw-c fw-rich")

    def add_component(self, component: Component, slot: str = "", width: Any = None, **unknown: Any) -> None:
        if unknown:
            raise TypeError(
                f"RichText.add_component() got unexpected layout properties: {', '.join(unknown)}"
            )
        self._fw_add(component, None, slot=slot, width=width)

    def clear(self, slot: str | None = None) -> None:
        for component in self.get_components():
            if slot is None or component._fw.layout.get("slot") == slot:
                component.remove_from_parent()

    def _fw_place(self, component: Component, position: int) -> None:  # noqa: ARG002 (slots keep their order)
        slot = component._fw.layout["slot"]
        where = self._fw.values["-slots"].get(slot, self._fw.node)
        if where is not self._fw.node and not self._fw_filled(component):
            self._fw.page.dom.text(where, "")
        self._fw.page.dom.insert(where, component._fw.node)

    def _fw_filled(self, component: Component) -> bool:
        slot = component._fw.layout["slot"]
        return any(c is not component and c._fw.layout.get("slot") == slot for c in self._fw_children())

    def _fw_apply_content(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_draw()

    _fw_apply_format = _fw_apply_enable_slots = _fw_apply_data = _fw_apply_content

    def _fw_draw(self) -> None:
        dom, values = self._fw.page.dom, self._fw.values
        children = self.get_components()
        for child in children:
            dom.remove(child._fw.node)
        dom.empty(self._fw.node)
        values["-slots"] = {}
        text = str(values.get("content") or "")
        form = values.get("format", "markdown")
        if form == "markdown":
            self._fw_blocks(text)
        else:
            self._fw_inline(
                self._fw.node, without_tags(text) if form == "restricted_html" else text, plain=True
            )
        for child in children:
            self._fw_place(child, 0)

    def _fw_blocks(self, text: str) -> None:
        dom = self._fw.page.dom
        for tag, lines in blocks(text):
            block = dom.make(tag)
            for line in lines:
                target = block
                if tag in ("ul", "ol"):
                    target = dom.make("li")
                    dom.insert(block, target)
                self._fw_inline(target, line)
            dom.insert(self._fw.node, block)

    def _fw_inline(self, parent: Any, text: str, plain: bool = False) -> None:
        at = 0
        for found in () if plain else _INLINE.finditer(text):
            self._fw_places(parent, text[at : found.start()])
            strong, strong2, emphasis, code, label, address = found.groups()
            tag = "strong" if strong or strong2 else "em" if emphasis else "code" if code else "a"
            node = self._fw.page.dom.make(tag)
            if tag == "a" and _SAFE_ADDRESS.match(address):
                self._fw.page.dom.attribute(node, "href", address)
                self._fw.page.dom.attribute(node, "rel", "noopener")
            self._fw_places(node, strong or strong2 or emphasis or code or label)
            self._fw.page.dom.insert(parent, node)
            at = found.end()
        self._fw_places(parent, text[at:])

    def _fw_places(self, parent: Any, text: str) -> None:
        """Text with `{name}` replaced by data, or by a place for components."""
        dom, values = self._fw.page.dom, self._fw.values
        if not values.get("enable_slots", True):
            dom.insert(parent, dom.make("span", "", text))
            return
        at, data = 0, values.get("data") or {}
        for found in _PLACE.finditer(text):
            if found.start() > at:
                dom.insert(parent, dom.make("span", "", text[at : found.start()]))
            at = found.end()
            if found[0] in ("{{", "}}"):
                dom.insert(parent, dom.make("span", "", found[0][0]))
                continue
            node = dom.make("span", "fw-rich-slot", shown(data, found[1], found[2], found[3] or ""))
            values["-slots"][found[1]] = node
            dom.insert(parent, node)
        if at < len(text):
            dom.insert(parent, dom.make("span", "", text[at:]))


def shown(data: Any, name: str, conversion: str | None, form: str) -> str:
    try:
        value = data[name]
    except (KeyError, TypeError, IndexError):
        return ""
    if conversion:
        value = repr(value) if conversion == "r" else str(value) if conversion == "s" else ascii(value)
    return format(value, form) if form or value is not None else ""


def blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """(tag, lines) of paragraphs, headings and lists."""
    for chunk in re.split(r"\n\s*\n", text.strip("\n")):
        lines = chunk.split("\n")
        heading = re.match(r"(#{1,6})\s+(.*)", lines[0])
        if heading:
            yield f"h{len(heading[1])}", [heading[2]]
            lines = lines[1:]
        for tag, mark in (("ul", r"\s*[-*+]\s+"), ("ol", r"\s*\d+[.)]\s+")):
            if lines and all(re.match(mark, line) for line in lines):
                yield tag, [re.sub(mark, "", line, count=1) for line in lines]
                lines = []
        if lines and any(line.strip() for line in lines):
            yield "p", [" ".join(lines)]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # none is kept
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def without_tags(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces)
