"""The text of one open file: dirty state, saving, and changes made by others on disk. No Qt; one thread.

The editor widget is a view of a `TextDocument`. Text keeps the line endings of the file; a byte order mark
is remembered and written back, so an unedited file keeps every byte.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

from psygnal import Signal


def decode(data: bytes) -> tuple[str, bool]:
    """The text and whether a byte order mark preceded it. Raises UnicodeDecodeError."""
    marked = data.startswith(codecs.BOM_UTF8)
    return data[len(codecs.BOM_UTF8) if marked else 0 :].decode("utf-8"), marked


class TextDocument:
    """`path` is posix and relative to the app folder. Made by `Documents.open`."""

    text_changed = Signal(str, object)
    """The new text and who changed it: a view passes itself to `set_text` and ignores its own echo."""
    dirty_changed = Signal(bool)
    saved = Signal()
    changed_on_disk = Signal()
    """Another program changed the file under unsaved edits, or removed it: see `conflict`, `missing`."""
    conflict_resolved = Signal()
    renamed = Signal(str)

    def __init__(self, path: str, data: bytes, write: Callable[[str, bytes], None]) -> None:
        self.path = path
        self._write = write
        self.read_only_reason = ""
        self.conflict: str | None = None
        """The text on disk that differs from unsaved edits, while the user has not chosen."""
        self.missing = False
        self._load(data)

    def _load(self, data: bytes) -> None:
        try:
            self.text, self.has_mark = decode(data)
            self.read_only_reason = ""
        except UnicodeDecodeError as error:
            self.text, self.has_mark = data.decode("utf-8", "backslashreplace"), False
            self.read_only_reason = (
                f"{self.path} is not UTF-8 text (byte {error.start}): it is shown but cannot be edited here."
            )
        self.saved_text = self.text

    @property
    def dirty(self) -> bool:
        return self.text != self.saved_text or self.missing

    def set_text(self, text: str, origin: object = None) -> None:
        if text == self.text or self.read_only_reason:
            return
        before = self.dirty
        self.text = text
        self.text_changed.emit(text, origin)
        self._tell_dirty(before)

    def save(self) -> None:
        """Writes the text if it is dirty. Raises OSError with the document still dirty."""
        if self.read_only_reason or not self.dirty:
            return
        text = self.text
        self._write(self.path, (codecs.BOM_UTF8 if self.has_mark else b"") + text.encode("utf-8"))
        self.mark_saved(text)
        self.saved.emit()

    def mark_saved(self, text: str) -> None:
        before = self.dirty
        self.saved_text = text
        self.missing = False
        had_conflict, self.conflict = self.conflict is not None, None
        self._tell_dirty(before)
        if had_conflict:
            self.conflict_resolved.emit()

    def disk_changed(self, data: bytes | None) -> None:
        """What is on disk now (None: removed). Clean documents follow silently; dirty ones keep both."""
        before = self.dirty
        if data is None:
            self.missing = True
            self.changed_on_disk.emit()
            self._tell_dirty(before)
            return
        self.missing = False
        if self.text == self.saved_text:
            old = self.text
            self._load(data)
            self.conflict = None
            if self.text != old:
                self.text_changed.emit(self.text, None)
            self._tell_dirty(before)
            return
        try:
            theirs = decode(data)[0]
        except UnicodeDecodeError:
            theirs = data.decode("utf-8", "backslashreplace")
        if theirs == self.text:
            self.mark_saved(theirs)
        elif theirs != self.saved_text:
            self.conflict = theirs
            self.changed_on_disk.emit()

    def dispute(self, theirs: str) -> None:
        """The edits were made on another text than the one on disk: both are kept until the user chooses."""
        self.conflict = theirs
        self.changed_on_disk.emit()

    def keep_mine(self) -> None:
        """The edits win: the next save overwrites what is on disk."""
        if self.conflict is not None:
            self.saved_text, self.conflict = self.conflict, None
            self.conflict_resolved.emit()

    def take_theirs(self) -> None:
        if self.conflict is None:
            return
        theirs, self.conflict = self.conflict, None
        self.saved_text = theirs
        self.text = theirs
        self.text_changed.emit(theirs, None)
        self.dirty_changed.emit(False)
        self.conflict_resolved.emit()

    def move_to(self, path: str) -> None:
        """The file was renamed by an operation of the project."""
        self.path = path
        self.renamed.emit(path)

    def _tell_dirty(self, before: bool) -> None:
        if self.dirty != before:
            self.dirty_changed.emit(self.dirty)
