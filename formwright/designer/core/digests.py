"""What was last written to or read from each file, so that own saves are not taken for changes. No Qt."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path


def digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def scan(folder: Path, wanted: Callable[[str], bool], before: float) -> dict[str, bytes]:
    """Digests of the files of a folder that are `wanted` (asked with relative posix paths). Any thread.

    Only of files last written `before` that time: what was written since the app was read is still news.
    """
    found: dict[str, bytes] = {}
    for directory, folders, files in os.walk(folder):
        base = Path(directory)
        folders[:] = [name for name in folders if wanted((base / name).relative_to(folder).as_posix() + "/x")]
        for name in files:
            path = (base / name).relative_to(folder).as_posix()
            if wanted(path):
                with contextlib.suppress(OSError):
                    if (base / name).stat().st_mtime < before:
                        found[path] = digest((base / name).read_bytes())
    return found


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

    def learn(self, found: Mapping[str, bytes]) -> None:
        """Digests read in the background; what was noted in the meantime is newer and stays."""
        self._known = {**found, **self._known}

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
