"""The items of a RepeatingPanel, read no further than needed.

Responsible for reading each item of an iterator once, however often its rows are shown. Lists are asked
directly. Pure; knows no page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class RowSource:
    def __init__(self, items: Any) -> None:
        self._sequence = items if isinstance(items, (list, tuple, range)) else None
        self._sized = items if hasattr(items, "__len__") else None  # its length may cost a call of the server
        self._total: int | None = None
        self._rest: Iterator[Any] = iter(()) if self._sequence is not None else iter(items)
        self._read: list[Any] = []

    def window(self, start: int, stop: int | None) -> Iterator[Any]:
        if self._sequence is not None:
            yield from self._sequence[start:stop]
            return
        position = start
        while (stop is None or position < stop) and self._has(position):
            yield self._read[position]
            position += 1

    def _has(self, position: int) -> bool:
        while len(self._read) <= position:
            try:
                self._read.append(next(self._rest))
            except StopIteration:
                return False
        return True

    def count(self, limit: int | None) -> int:
        """How many items there are, or the limit if there are at least so many."""
        total = self.total()
        if total is not None:
            return total if limit is None else min(total, limit)
        if limit is None:
            while self._has(len(self._read)):
                pass
        elif limit > 0:
            self._has(limit - 1)
        return len(self._read) if limit is None else min(limit, len(self._read))

    def total(self) -> int | None:
        """If it can be known without reading on."""
        if self._sequence is not None:
            return len(self._sequence)
        if self._total is None and self._sized is not None:
            self._total = len(self._sized)
        return self._total
