"""A place in the app's text, and the way traces name it. No Qt; any thread.

Rooms jump to code through the command `open_location`, whose only argument is a `Location`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FRAME = re.compile(r'File "(?P<path>[^"]+)", line (?P<line>\d+)')


@dataclass(frozen=True)
class Location:
    """`path` is posix, relative to the app folder; `line` and `column` count from 1, 0 means unknown."""

    path: str
    line: int = 0
    column: int = 0
    length: int = 0
    """Characters to select there, so that typing replaces them."""

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}" + (f":{self.column}" if self.column else "")


def locations_in(text: str) -> list[tuple[int, int, Location]]:
    """Every `File "x.py", line 3` of a line of a traceback: start, end and the place it names."""
    return [
        (match.start(), match.end(), Location(match["path"], int(match["line"])))
        for match in _FRAME.finditer(text)
    ]
