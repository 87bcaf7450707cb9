"""The manual as the set-up built it, for the tests of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
MANUAL = ROOT / "formwright" / "manual"


@dataclass
class Page:
    """What a page asks for, where it leads, and what can be led to in it."""

    loaded: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.page.anchors.add(given["id"])
        if tag == "a" and "href" in given:
            self.page.links.append(given["href"])
        elif tag == "link" and "href" in given:
            self.page.loaded.append(given["href"])
        elif "src" in given:
            self.page.loaded.append(given["src"])


def read(name: str) -> Page:
    reader = _Reader()
    file = MANUAL / name
    if not file.is_file():
        pytest.fail(f"{file} is missing: python3 dev.py docs builds the manual.", pytrace=False)
    reader.feed(file.read_text(encoding="utf-8"))
    return reader.page


def names() -> Iterator[str]:
    for file in sorted(MANUAL.rglob("*.html")):
        yield file.relative_to(MANUAL).as_posix()
