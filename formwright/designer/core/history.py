"""Undo and redo of file operations (add, rename, delete, ...). No Qt; one thread.

Each operation is kept as the files before and after it, so undoing needs nothing else. Whether a file was
edited since is the business of `operations`, which refuses rather than overwrite it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Files = Mapping[str, bytes | None]
"""Path to content; None: the file is not there."""


@dataclass(frozen=True)
class FileOperation:
    description: str
    before: Files
    after: Files
    moved: Mapping[str, str] = field(default_factory=dict)

    @property
    def inverse(self) -> FileOperation:
        back = {new: old for old, new in self.moved.items()}
        return FileOperation(self.description, self.after, self.before, back)


class History:
    def __init__(self, limit: int = 200) -> None:
        self._limit = limit
        self._done: list[FileOperation] = []
        self._undone: list[FileOperation] = []

    def record(self, operation: FileOperation) -> None:
        self._done.append(operation)
        del self._done[: -self._limit]
        self._undone.clear()

    @property
    def to_undo(self) -> FileOperation | None:
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> FileOperation | None:
        return self._undone[-1] if self._undone else None

    def undone(self) -> None:
        self._undone.append(self._done.pop())

    def redone(self) -> None:
        self._done.append(self._undone.pop())
