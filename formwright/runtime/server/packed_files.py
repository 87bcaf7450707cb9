"""Gzipped copies of files of the browser part, made when a browser of another machine first asks for one.

Without HTTPS browsers unpack nothing better than gzip, and a first visit is tens of megabytes. Copies are
kept between starts, for this build only; where nothing can be written files are sent as they are.

Responsible for: making, finding, forgetting the copies. May not: choose what a browser gets. Process: host,
any thread.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Lock

_SUFFIXES = frozenset({".wasm", ".bin", ".zip", ".mjs", ".js", ".css", ".json", ".svg", ".txt"})
_WORTH_IT = 4096  # bytes
_LEVEL = 6
_FOLDER = "packed-"


class PackedFiles:
    def __init__(self, folder: Callable[[], Path]) -> None:
        """`folder`: where the copies of all builds are kept; asked for once something is packed."""
        self._folder = folder
        self._lock = Lock()  # one at a time: those who wait find what they wait for
        self._build = ""

    def find(self, build: str, file: Path, name: str) -> Path | None:
        """The packed copy of a file, made now if need be. `name`: of the file, within its build."""
        try:
            if file.suffix not in _SUFFIXES or file.stat().st_size < _WORTH_IT:
                return None
            packed = self._folder() / (_FOLDER + build) / (name.replace("/", "+") + ".gz")
            if not packed.is_file():
                with self._lock:
                    self._pack(build, file, packed)
            return packed
        except OSError:
            return None

    def _pack(self, build: str, file: Path, packed: Path) -> None:
        if build != self._build:
            self._forget_others(packed.parent)
            self._build = build
        if packed.is_file():  # by now
            return
        packed.parent.mkdir(parents=True, exist_ok=True)
        temporary = packed.with_name(f".{secrets.token_hex(6)}.writing")
        try:
            with file.open("rb") as plain, gzip.open(temporary, "wb", compresslevel=_LEVEL) as target:
                shutil.copyfileobj(plain, target, 1 << 18)
            temporary.replace(packed)
        finally:
            temporary.unlink(missing_ok=True)

    def _forget_others(self, folder: Path) -> None:
        with contextlib.suppress(OSError):
            for other in os.scandir(folder.parent):
                if other.name.startswith(_FOLDER) and other.name != folder.name:
                    shutil.rmtree(other.path, ignore_errors=True)
