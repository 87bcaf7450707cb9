"""Where this person's apps live, and how new ones get there: cloning, making, opening. No Qt; any thread.

Cloning copies files and makes a Git repository; it never runs code of the app.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Example:
    name: str
    title: str
    line: str
    tags: tuple[str, ...] = ()
    picture: Path | None = None


@dataclass(frozen=True)
class Recent:
    folder: Path
    title: str
    exists: bool


class WorkspaceError(Exception):
    """Told to the user: what happened, and how to mend it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def cannot_write(folder: Path) -> str:
    """Why apps cannot be put in a folder, or "" if they can; the folder need not exist yet."""
    place = folder
    while not place.exists():
        if place.parent == place:
            return f"{folder} does not exist."
        place = place.parent
    if not place.is_dir():
        return f"{place} is a file, not a folder."
    if not os.access(place, os.W_OK | os.X_OK):
        return f"{place} cannot be written to."
    return ""
