"""Reads HTML into a tree that remembers how it was typed.

Responsible for: elements with the exact text of their start tags, attribute names as typed, the place of
everything, and faults (tags that close nothing). May not: know what any element means, change the text, or
touch the disk. Process: designer, host, command line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from formwright.runtime.spec.app import Severity

_VOID_NAMES = """
area base br col embed hr img input link meta param source track wbr
"""
VOID = frozenset(_VOID_NAMES.split())  # these have no end tag
_FOREIGN = frozenset({"svg", "math"})
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=][^\s"'<>/=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")


@dataclass(frozen=True)
class Attribute:
    name: str  # as typed; `key` is how HTML compares it
    value: str
    start: int  # place in the start tag's text
    end: int

    @property
    def key(self) -> str:
        return self.name.lower()


@dataclass
class Element:
    tag: str
    opening: str  # the start tag as typed
    attributes: tuple[Attribute, ...]
    line: int
    column: int
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)  # text and comments as typed
    closing: str = ""
    start: int = 0  # offsets in the text: of the start tag,
    inner_end: int = 0  # of the end tag, or of where the element ends without one,
    end: int = 0  # and after it
    offsets: list[int] = field(default_factory=list)  # of the children

    @property
    def inner_start(self) -> int:
        return self.start + len(self.opening)

    @property
    def self_closed(self) -> bool:
        """Written `<x />`: it has no content, and no place for any."""
        return not self.closing and self.opening.endswith("/>") and self.end == self.inner_start

    @property
    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    def get(self, key: str) -> str | None:
        return next((each.value for each in self.attributes if each.key == key), None)

    def walk(self) -> Iterator[Element]:
        for child in self.elements:
            yield child
            yield from child.walk()


@dataclass(frozen=True)
class Fault:
    line: int
    column: int
    message: str
    remedy: str
    severity: Severity = "error"


def read(text: str, first_line: int = 1, first_offset: int = 0) -> tuple[Element, list[Fault]]:
    """An element without a tag around everything, and what is wrong with the text.

    `text` may be the rest of a file, from that line and offset on.
    """
    reader = _Reader(text, first_line, first_offset)
    reader.feed(text)
    reader.close()
    reader.finish()
    return reader.root, reader.faults


class _Reader(HTMLParser):
    def __init__(self, text: str, first_line: int, first_offset: int) -> None:
        super().__init__(convert_charrefs=False)
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]  # of lines
        self._first_offset = first_offset
        end = first_offset + len(text)
        self.root = self._at = Element("", "", (), first_line, 1, start=first_offset, inner_end=end, end=end)
        self._first_line = first_line
        self.faults: list[Fault] = []

    def _place(self) -> tuple[int, int]:
        line, column = self.getpos()
        return line + self._first_line - 1, column + 1

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._first_offset + self._starts[line - 1] + column

    def _add(self, child: Element | str) -> None:
        self._at.children.append(child)
        self._at.offsets.append(self._offset())

    # Elements ---------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        element = self._open(tag)
        if tag not in VOID:
            self._at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        element = self._open(tag)
        # HTML knows `/>` only in foreign content; for elements of ours it is what people mean by it.
        if tag not in VOID and not tag.startswith("anvil-") and not self._in_foreign(element):
            self._at = element

    def _open(self, tag: str) -> Element:
        opening = self.get_starttag_text() or f"<{tag}>"
        line, column = self._place()
        start = self._offset()
        end = start + len(opening)
        attributes = _attributes(opening, len(tag) + 1)
        element = Element(
            tag, opening, attributes, line, column, self._at, start=start, inner_end=end, end=end
        )
        self._add(element)
        return element

    def _in_foreign(self, element: Element) -> bool:
        found: Element | None = element
        while found is not None:
            if found.tag in _FOREIGN:
                return True
            found = found.parent
        return False

    def handle_endtag(self, tag: str) -> None:
        line, column = self._place()
        opened = self._at
        while opened is not self.root and opened.tag != tag:
            assert opened.parent is not None
            opened = opened.parent
        if opened is self.root:
            if tag not in VOID:
                message = f"</{tag}> closes nothing"
                remedy = "Delete it, or add the start tag it is for."
                self.faults.append(Fault(line, column, message, remedy, "warning"))
            return
        inner = self._at
        at = self._offset()
        while inner is not opened:
            self._unclosed(inner, at)
            assert inner.parent is not None
            inner = inner.parent
        opened.closing = f"</{tag}>"
        opened.inner_end = at
        close = self._text.find(">", at - self._first_offset)
        opened.end = self._first_offset + (close + 1 if close >= 0 else len(self._text))
        assert opened.parent is not None
        self._at = opened.parent

    def finish(self) -> None:
        inner = self._at
        while inner is not self.root:
            self._unclosed(inner, self.root.end)
            assert inner.parent is not None
            inner = inner.parent

    def _unclosed(self, element: Element, end: int) -> None:
        """Browsers close `<p>` and `<li>` by themselves; for elements of ours it decides what is inside."""
        element.inner_end = element.end = end
        if element.tag.startswith("anvil-") and element.tag not in ("anvil-slot", "anvil-dropzone"):
            message = f"<{element.tag}> is not closed"
            remedy = f"Add </{element.tag}> where it ends."
            self.faults.append(Fault(element.line, element.column, message, remedy))

    # Text -------------------------------------------------------------------------------------------------

    def handle_data(self, data: str) -> None:
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        line, column = self.getpos()
        end = self._starts[line - 1] + column + 1 + len(name)
        self._add(f"&{name};" if self._text[end : end + 1] == ";" else f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._add(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._add(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._add(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self._add(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self._add(f"<![{data}]>")


def _attributes(opening: str, start: int) -> tuple[Attribute, ...]:
    found = []
    for match in _ATTRIBUTE.finditer(opening, start):
        raw = match[2] or ""
        if raw[:1] in ('"', "'"):
            raw = raw[1:-1]
        found.append(Attribute(match[1], html.unescape(raw), match.start(), match.end()))
    return tuple(found)
