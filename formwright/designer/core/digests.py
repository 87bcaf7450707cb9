"""What was last written to or read from each file, so that own saves are not taken for changes. No Qt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


class Digests:
    """Paths are posix and relative to the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, bytes] = {}

    def note(self, path: str, data: bytes | None) -> None:
        """Call before an own write, and after a read."""
        if data is None:
            self._known.pop(path, None)
        else:
            self._known[path] = digest(data)

    def really_changed(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Those of the paths whose content differs from what is known; they are known from now on."""
        changed = []
        for path in paths:
            try:
                now: bytes | None = digest((self._folder / path).read_bytes())
            except IsADirectoryError:
                continue
            except OSError:
                now = None
            if now != self._known.get(path):
                changed.append(path)
                if now is None:
                    self._known.pop(path, None)
                else:
                    self._known[path] = now
        return tuple(changed)
