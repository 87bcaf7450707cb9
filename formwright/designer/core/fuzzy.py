"""How well what somebody typed fits a title: for the palette, go to file and search fields. No Qt; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def score(query: str, text: str) -> int:
    """0: does not match. Letters must appear in order; starts of words and runs count most."""
    wanted = query.lower().replace(" ", "")
    if not wanted:
        return 1
    lower = text.lower()
    whole = lower.find(query.lower().strip())
    if whole >= 0:
        start = whole == 0 or not text[whole - 1].isalnum() or text[whole].isupper()
        return 10_000 + (2_000 if start else 0) - whole - len(text)
    total, position, previous = 0, 0, -2
    for letter in wanted:
        found = lower.find(letter, position)
        if found < 0:
            return 0
        at_start = found == 0 or not text[found - 1].isalnum() or (text[found].isupper())
        total += 40 if found == previous + 1 else 30 if at_start else 5
        previous, position = found, found + 1
    return max(1, total * 10 - len(text))


def best(query: str, items: Iterable[T], text: Callable[[T], str]) -> list[T]:
    """The items that match, best first; in their own order when nothing was typed."""
    scored = [(score(query, text(item)), item) for item in items]
    matching = [pair for pair in scored if pair[0] > 0]
    if query.strip():
        matching.sort(key=lambda pair: -pair[0])
    return [item for _, item in matching]
