"""The open text files of an app: opening, saving and keeping each one document. No Qt; one thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from psygnal import Signal

from formwright.designer.core.digests import Digests
from formwright.designer.core.document import TextDocument


class Documents:
    opened = Signal(TextDocument)
    closed = Signal(TextDocument)
    edited = Signal(TextDocument)
    saved = Signal(TextDocument)

    def __init__(self, folder: Path, digests: Digests, write: Callable[[str, bytes], None]) -> None:
        self._folder = folder
        self._digests = digests
        self._write = write
        self._open: dict[str, TextDocument] = {}
        self._held: set[TextDocument] = set()

    def __iter__(self) -> Iterator[TextDocument]:
        return iter(tuple(self._open.values()))

    def get(self, path: str) -> TextDocument | None:
        return self._open.get(path)

    def open(self, path: str) -> TextDocument:
        """The document of a file, read if it is not open yet. Raises OSError."""
        if (document := self._open.get(path)) is not None:
            return document
        data = (self._folder / path).read_bytes()
        self._digests.note(path, data)
        return self._add(path, data)

    def create(self, path: str) -> TextDocument:
        """The document of a file that is not on disk; saving makes it."""
        document = self._add(path, b"")
        document.missing = True
        return document

    def _add(self, path: str, data: bytes) -> TextDocument:
        document = TextDocument(path, data, self._write)
        self._open[path] = document
        document.text_changed.connect(lambda *_: self.edited.emit(document))
        document.saved.connect(lambda: self.saved.emit(document))
        self.opened.emit(document)
        return document

    def hold(self, document: TextDocument) -> None:
        """A design works on it: it stays open, and is saved, when its tab is closed."""
        self._held.add(document)

    def let_go(self, document: TextDocument) -> None:
        self._held.discard(document)

    def close(self, document: TextDocument) -> None:
        """Forgets it, unless it is held; unsaved edits are the caller's to save first."""
        if self._open.get(document.path) is document and document not in self._held:
            del self._open[document.path]
            self.closed.emit(document)

    def moved(self, old: str, new: str) -> None:
        document = self._open.pop(old, None)
        if document is not None:
            self._open[new] = document
            document.move_to(new)

    def save_all(self) -> None:
        """Raises OSError of the first that cannot be written, after trying every one."""
        failure: OSError | None = None
        for document in self:
            if document.dirty and document.conflict is None and not document.missing:
                try:
                    document.save()
                except OSError as error:
                    failure = failure or error
        if failure is not None:
            raise failure

    @property
    def dirty(self) -> tuple[TextDocument, ...]:
        return tuple(document for document in self if document.dirty)
