"""How much the server code of one app may use: what a person may choose, and the words for it.

Responsible for: the numbers, their bounds and how they are written. May not: measure or enforce anything.
Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
LEAST_MEMORY = 64 * MEGABYTE  # an interpreter alone takes a third of it
MOST_SECONDS = 86_400.0
MOST_WORKERS = 256
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([kmgt]?)(?:i?b)?", re.IGNORECASE)
_UNITS = {"": MEGABYTE, "k": 1024, "m": MEGABYTE, "g": 1024 * MEGABYTE, "t": 1024 * 1024 * MEGABYTE}


class BadLimit(ValueError):
    """Shown to the user."""


@dataclass(frozen=True)
class WorkerLimits:
    """What the server code of one app may use; raises BadLimit for what makes no sense."""

    call_seconds: float = 30.0
    """Seconds that a call may take."""
    memory: int = 0
    """Bytes that one process may use. 0: a quarter of the machine's memory."""
    workers: int = 0
    """Processes that may serve calls at once. 0: as suits the machine and the mode."""

    def __post_init__(self) -> None:
        numbers = (self.call_seconds, self.memory, self.workers)
        if any(isinstance(number, bool) or not isinstance(number, (int, float)) for number in numbers):
            raise BadLimit("limits are numbers")
        if not 0 < self.call_seconds <= MOST_SECONDS:
            raise BadLimit(f"a call may take more than 0 and at most {MOST_SECONDS:g} seconds")
        if self.memory and self.memory < LEAST_MEMORY:
            raise BadLimit(f"a process needs at least {LEAST_MEMORY // MEGABYTE} MB of memory")
        if not 0 <= self.workers <= MOST_WORKERS:
            raise BadLimit(f"there can be 1 to {MOST_WORKERS} processes, or 0 to let Formwright choose")


def read_size(text: str) -> int:
    """Bytes of `512`, `512M` or `2.5 GB`; a bare number means megabytes."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise BadLimit(f"{text!r} is not a size; write it as 512M or 2G")
    return int(float(found[1]) * _UNITS[found[2].lower()])


def shown_size(size: int) -> str:
    """`300 MB`, `1.5 GB`."""
    if size < 1024 * MEGABYTE:
        return f"{size / MEGABYTE:.0f} MB"
    return f"{round(size / (1024 * MEGABYTE), 1):g} GB"
