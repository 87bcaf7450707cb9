"""The open app: its model, its documents, its operations, and what others change on disk. No Qt; one thread.

Views read `app`, `tree()` and `documents`, command `operations`, and listen to the signals. Files are
written here and nowhere else in the designer, so that `digests` knows every own write.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from psygnal import Signal

from formwright.designer.core.digests import Digests
from formwright.designer.core.document import TextDocument
from formwright.designer.core.documents import Documents
from formwright.designer.core.edits import Edits
from formwright.designer.core.history import FileOperation
from formwright.designer.core.operations import Bin, Operations
from formwright.designer.core.tree import Node, build
from formwright.runtime.appfiles import load_app, write_atomic
from formwright.runtime.spec.app import App, Problem


class Project:
    changed = Signal(tuple)
    """Paths (posix, relative) of files that were written, by us or by others."""
    app_changed = Signal()
    problems_changed = Signal()
    notice = Signal(str)
    """One line for the status bar: what was just done, or what could not be."""

    def __init__(self, folder: Path, throw_away: Bin | None = None) -> None:
        self.folder = folder.resolve()
        self.digests = Digests(self.folder)
        self.documents = Documents(self.folder, self.digests, self._write_document)
        self.operations = Operations(self.folder, self.digests, self.documents, throw_away)
        self.edits = Edits(self)
        self.operations.done.connect(self._on_operation)
        self.app: App = load_app(self.folder)
        self._checked: tuple[Problem, ...] | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the last check found (it may lag behind by a moment), or else what loading found."""
        return self.app.problems if self._checked is None else self._checked

    def take_checked(self, app: App, problems: tuple[Problem, ...]) -> None:
        """What `check_app` found in an app, which is dropped when the app has changed meanwhile."""
        if app is self.app and problems != self.problems:
            self._checked = problems
            self.problems_changed.emit()

    def tree(self) -> tuple[Node, ...]:
        return build(self.app, self.problems)

    def open_document(self, path: str) -> TextDocument:
        return self.documents.open(path)

    def reload(self) -> None:
        """Reads the app again; says so only when something differs."""
        old, self.app = self.app, load_app(self.folder)
        if old != self.app:
            self.app_changed.emit()
        if old.problems != self.app.problems:
            self.problems_changed.emit()

    def disk_changed(self, paths: Iterable[str]) -> None:
        """Files that another program may have written: reported by the watcher after a quiet period."""
        really = self.digests.really_changed(paths)
        if not really:
            return
        for path in really:
            document = self.documents.get(path)
            if document is not None:
                file = self.folder / path
                document.disk_changed(file.read_bytes() if file.is_file() else None)
        self.reload()
        self.changed.emit(really)

    def _on_operation(self, operation: FileOperation) -> None:
        self.reload()
        self.changed.emit(tuple(operation.after))

    def _write_document(self, path: str, data: bytes) -> None:
        self.digests.note(path, data)
        write_atomic(self.folder / path, data)
        self.reload()
        self.changed.emit((path,))
