"""Which uplink has which function.

Responsible for names as uplinks register them (regular expressions for the whole name) and for remembering
those of uplinks that have gone. Process: host, event loop.
"""

from __future__ import annotations

import random
import re
from typing import Generic, TypeVar

import regex  # as `re`, but a match can be given up

T = TypeVar("T")
_PLAIN = re.compile(r"[\w:/ -]*")
_LONGEST = 1000
_MOST_NAMES = 10_000
_PATIENCE = 0.02  # seconds for one match: some patterns take for ever with some names


class Names(Generic[T]):
    def __init__(self) -> None:
        self._plain: dict[str, list[T]] = {}
        self._patterns: list[tuple[regex.Pattern[str], T]] = []
        self._gone: set[str] = set()

    def add(self, name: str, owner: T) -> None:
        """ValueError for a name that cannot be one."""
        if len(name) > _LONGEST or len(self._plain) + len(self._patterns) > _MOST_NAMES:
            raise ValueError("the name is too long, or there are too many")
        self._gone.discard(name)
        if _PLAIN.fullmatch(name):
            owners = self._plain.setdefault(name, [])
            if owner not in owners:
                owners.append(owner)
            return
        try:
            pattern = regex.compile(name)
        except regex.error as error:
            raise ValueError(f"{name!r} is no regular expression: {error}") from None
        if (pattern, owner) not in self._patterns:
            self._patterns.append((pattern, owner))

    def find(self, name: str) -> T | None:
        owners = [*self._plain.get(name, ())]
        owners += [owner for pattern, owner in self._patterns if _matches(pattern, name)]
        return random.choice(owners) if owners else None

    def is_gone(self, name: str) -> bool:
        """Whether an uplink had it and none has it now."""
        return name in self._gone

    def of(self, owner: T) -> list[str]:
        found = [name for name, owners in self._plain.items() if owner in owners]
        return sorted(found + [pattern.pattern for pattern, each in self._patterns if each is owner])

    def forget(self, owner: T) -> None:
        for name in list(self._plain):
            if owner in self._plain[name]:
                self._plain[name].remove(owner)
                if not self._plain[name]:
                    del self._plain[name]
                    self._note_gone(name)
        for pattern, each in self._patterns:
            if each is owner:
                self._note_gone(pattern.pattern)
        self._patterns = [entry for entry in self._patterns if entry[1] is not owner]

    def _note_gone(self, name: str) -> None:
        if len(self._gone) < _MOST_NAMES:
            self._gone.add(name)


def _matches(pattern: regex.Pattern[str], name: str) -> bool:
    try:
        return pattern.fullmatch(name, timeout=_PATIENCE) is not None
    except TimeoutError:
        return False
