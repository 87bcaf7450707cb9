"""The functions that may be called from outside, by name. Process: worker."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_PLAIN = re.compile(r"[\w:/ -]*")


@dataclass(frozen=True)
class ServerFunction:
    name: str
    function: Callable[..., Any]
    require_user: Any = None


class Registry:
    def __init__(self) -> None:
        self._functions: dict[str, ServerFunction] = {}
        self._lock = threading.Lock()

    def add(self, entry: ServerFunction) -> None:
        with self._lock:
            before = self._functions.get(entry.name)
            self._functions[entry.name] = entry
        if before is not None and _place(before.function) != _place(entry.function):
            print(
                f"Warning: two server functions are named {entry.name!r}: {_place(before.function)} and "
                f"{_place(entry.function)}; the second is used",
                file=sys.stderr,
            )

    def find(self, name: str) -> ServerFunction | None:
        with self._lock:
            exact = self._functions.get(name)
            patterns = [entry for entry in self._functions.values() if not _PLAIN.fullmatch(entry.name)]
        return exact or next((entry for entry in patterns if _matches(entry.name, name)), None)


def _matches(pattern: str, name: str) -> bool:
    """Registered names may be regular expressions."""
    try:
        return re.fullmatch(pattern, name) is not None
    except re.error:
        return False


def _place(function: Callable[..., Any]) -> str:
    return f"{getattr(function, '__module__', '?')}.{getattr(function, '__qualname__', function)}"
