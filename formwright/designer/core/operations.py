"""File operations of the open app, applied at once and undoable: add, rename, delete, move, ... No Qt.

What an operation does is decided by pure functions of `runtime.appfiles`; here it is written, recorded and
undone. Unsaved edits are saved first. Deleted files also go to the system's bin, when there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from psygnal import Signal

from formwright.designer.core.digests import Digests
from formwright.designer.core.documents import Documents
from formwright.designer.core.history import FileOperation, Files, History
from formwright.runtime.appfiles import Changes, OperationError, apply_files

Bin = Callable[[Path], None]
"""Moves a file into the system's bin; raises OSError when there is none."""


class Operations:
    done = Signal(FileOperation)
    """After the files were written; `after` is what they hold now."""

    def __init__(
        self, folder: Path, digests: Digests, documents: Documents, throw_away: Bin | None = None
    ) -> None:
        self._folder = folder
        self._digests = digests
        self._documents = documents
        self._throw_away = throw_away
        self._history = History()

    def perform(self, changes: Changes) -> None:
        """Writes changes that were computed after `save_first`. Raises OSError, with nothing changed."""
        before = changes.before(self._folder)
        operation = FileOperation(changes.description, before, dict(changes.files), dict(changes.moved))
        self._write(operation)
        self._history.record(operation)
        self.done.emit(operation)

    @property
    def can_undo(self) -> str:
        """What undo would take back, or ""."""
        return self._history.to_undo.description if self._history.to_undo else ""

    @property
    def can_redo(self) -> str:
        return self._history.to_redo.description if self._history.to_redo else ""

    def undo(self) -> str:
        """What was taken back, or "" when there is nothing. Raises OperationError, OSError."""
        operation = self._history.to_undo
        if operation is None:
            return ""
        self._replay(operation.inverse, f"Undoing “{operation.description}”")
        self._history.undone()
        self.done.emit(operation.inverse)
        return operation.description

    def redo(self) -> str:
        operation = self._history.to_redo
        if operation is None:
            return ""
        self._replay(operation, f"Redoing “{operation.description}”")
        self._history.redone()
        self.done.emit(operation)
        return operation.description

    def _replay(self, operation: FileOperation, what: str) -> None:
        self.save_first()
        for path, expected in operation.before.items():
            if _content(self._folder / path) != expected:
                raise OperationError(
                    f"{what} would lose what was done in {path} since.",
                    "Take those edits back first, or make the change by hand.",
                )
        self._write(operation)

    def save_first(self) -> None:
        """Raises OperationError while a conflict waits for the user, OSError when a file cannot be saved."""
        for document in self._documents:
            if document.conflict is not None:
                raise OperationError(
                    f"{document.path} was changed by another program while you edited it.",
                    "Choose Keep mine or Take theirs in its tab first.",
                )
        self._documents.save_all()

    def _write(self, operation: FileOperation) -> None:
        gone = [path for path, data in operation.after.items() if data is None]
        if self._throw_away is not None:
            kept = set(operation.moved)
            for path in gone:
                if path not in kept and operation.before.get(path) is not None:
                    self._to_bin(path)
        for path, data in operation.after.items():
            self._digests.note(path, data)
        try:
            apply_files(self._folder, operation.after)
        except OSError:
            self._put_back(operation.before)
            raise
        self._follow(operation.after, operation.moved)

    def _to_bin(self, path: str) -> None:
        try:
            assert self._throw_away is not None
            self._throw_away(self._folder / path)
        except OSError:
            pass  # no bin on this system: undo still has the content

    def _put_back(self, files: Files) -> None:
        for path, data in files.items():
            self._digests.note(path, data)
        apply_files(self._folder, files)

    def _follow(self, after: Files, moved: Mapping[str, str]) -> None:
        """Open documents stay with their files."""
        for old, new in moved.items():
            self._documents.moved(old, new)
        for path, data in after.items():
            document = self._documents.get(path)
            if document is None:
                continue
            if data is None:
                self._documents.close(document)
            else:
                document.disk_changed(data)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
