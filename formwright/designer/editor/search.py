"""Finding and replacing in a text with Python's own regular expressions. Pure; knows no widget."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 20_000
"""Matches shown and counted; replacing all has no such limit."""


class SearchError(ValueError):
    """Shown to the user: what is wrong with the pattern or the replacement."""


@dataclass(frozen=True)
class Query:
    text: str
    case: bool = False
    word: bool = False
    regex: bool = False

    def pattern(self) -> re.Pattern[str]:
        source = self.text if self.regex else re.escape(self.text)
        if self.word:
            source = rf"(?<!\w)(?:{source})(?!\w)"
        try:
            return re.compile(source, re.MULTILINE | (0 if self.case else re.IGNORECASE))
        except (re.error, OverflowError) as error:
            raise SearchError(f"The pattern is not complete: {error}.") from None


@dataclass(frozen=True)
class Hit:
    """`start` and `end` are byte offsets into the UTF-8 text, as the editor counts."""

    start: int
    end: int
    match: re.Match[str]

    def replacement(self, query: Query, template: str) -> str:
        if not query.regex:
            return template
        try:
            return self.match.expand(template)
        except (re.error, IndexError) as error:
            raise SearchError(f"The replacement is not right: {error}.") from None


def find_all(query: Query, text: str, most: int | None = MOST) -> Sequence[Hit]:
    """Raises SearchError. An empty query finds nothing."""
    if not query.text:
        return ()
    hits: list[Hit] = []
    offset = position = 0
    for match in query.pattern().finditer(text):
        offset += len(text[position : match.start()].encode())
        length = len(match[0].encode())
        if length:
            hits.append(Hit(offset, offset + length, match))
        offset += length
        position = match.end()
        if most is not None and len(hits) >= most:
            break
    return hits
