"""Stand-ins for `page/parts/*.mjs` where there is no browser.

Responsible for what tests of an app can see: the text of formatted text, its places, its headings, lists and
links; sizes of drawings. May not pretend more. Each is a function of (dom, node, *values).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Any

_MARK = re.compile("\ue000(\\d+)\ue001")
_INLINE = re.compile(r"\*\*(.+?)\*\*|__(.+?)__|\*(.+?)\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)")
_SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|/|#|\./)", re.IGNORECASE)


class _Rich:
    """Formats the common part of Markdown; of HTML it keeps the text."""

    def __init__(self, dom: Any, places: Sequence[Mapping[str, Any]]) -> None:
        self.dom = dom
        self.places = places

    def blocks(self, parent: Any, text: str) -> None:
        for tag, lines in _blocks(text):
            block = self.dom.make(tag)
            for line in lines:
                target = block
                if tag in ("ul", "ol"):
                    target = self.dom.make("li")
                    self.dom.insert(block, target)
                self.inline(target, line)
            self.dom.insert(parent, block)

    def inline(self, parent: Any, text: str) -> None:
        at = 0
        for found in _INLINE.finditer(text):
            self.text(parent, text[at : found.start()])
            strong, strong2, emphasis, code, label, address = found.groups()
            tag = "strong" if strong or strong2 else "em" if emphasis else "code" if code else "a"
            node = self.dom.make(tag)
            if tag == "a" and _SAFE_ADDRESS.match(address):
                self.dom.attribute(node, "href", address)
            self.text(node, strong or strong2 or emphasis or code or label)
            self.dom.insert(parent, node)
            at = found.end()
        self.text(parent, text[at:])

    def text(self, parent: Any, text: str) -> None:
        for index, piece in enumerate(_MARK.split(text)):
            if index % 2:
                place = self.places[int(piece)]
                node = self.dom.make("span", "fw-rich-slot", place["text"])
                self.dom.attribute(node, "data-fw-slot", place["slot"])
                self.dom.insert(parent, node)
            elif piece:
                self.dom.insert(parent, self.dom.make("span", "", piece))


def _render(dom: Any, node: Any, content: str, form: str, places: Sequence[Mapping[str, Any]]) -> None:
    rich = _Rich(dom, places)
    dom.empty(node)
    if form == "markdown":
        rich.blocks(node, content)
    else:
        rich.text(node, _without_tags(content) if form == "restricted_html" else content)


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
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


def _without_tags(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces)


PARTS: Mapping[tuple[str, str], Callable[..., Any]] = MappingProxyType({("rich", "render"): _render})
