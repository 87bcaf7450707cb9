"""What an operation would do to the files of an app, before anybody does it.

Responsible for: the value that operations return and designers apply, record and undo, and applying it.
May not: decide what to change. Process: designer and command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from formwright.runtime.appfiles.atomic import delete_file, write_atomic


@dataclass(frozen=True)
class Changes:
    """New contents of files (None: the file goes), a sentence about it, and which file became which."""

    description: str
    files: Mapping[str, bytes | None]  # posix paths relative to the app folder
    moved: Mapping[str, str] = field(default_factory=dict)  # old path -> new path
    notes: tuple[str, ...] = ()  # what the person may want to look at by hand

    def before(self, folder: Path) -> dict[str, bytes | None]:
        """What the same files hold now: applying that undoes the change."""
        return {path: _content(folder / path) for path in self.files}


class OperationError(Exception):
    """An operation was refused: `message` says why, `remedy` what to do instead."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def apply_files(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write and delete; writes come first, so that a failure part-way loses nothing."""
    for path, data in files.items():
        if data is not None:
            write_atomic(folder / path, data)
    for path, data in files.items():
        if data is None and not _respelled(folder, path, files):
            delete_file(folder / path, folder)


def _respelled(folder: Path, path: str, files: Mapping[str, bytes | None]) -> bool:
    """On file systems that ignore case, `form1.py` just written is the same file as `Form1.py` to delete."""
    for other, data in files.items():
        if data is not None and other != path and other.lower() == path.lower():
            old, new = folder / path, folder / other
            if old.exists() and new.exists() and old.samefile(new):
                old.rename(new)
                return True
    return False


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
