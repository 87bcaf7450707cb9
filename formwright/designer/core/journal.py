"""Unsaved edits kept outside the app folder, so that a crash loses nothing. No Qt; one thread.

One file per app in the state folder: JSON, one line per change of a document ("path", "text", and the
digest of the text on disk it was based on), rewritten when it grows. Removed when everything is saved or
the app is closed.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from formwright.designer.core.document import TextDocument, decode
from formwright.designer.core.documents import Documents


@dataclass(frozen=True)
class Recovered:
    path: str
    text: str
    disk_changed: bool
    """The file was changed by something else after the edits began: the user must choose."""


def journal_file(state_folder: Path, app_folder: Path) -> Path:
    name = hashlib.blake2b(os.fsencode(app_folder.resolve()), digest_size=10).hexdigest()
    return state_folder / "journal" / f"{app_folder.name}-{name}.jsonl"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Journal:
    """Call `flush` after a pause in typing: edits are collected until then."""

    COMPACT_AT = 1_000_000

    def __init__(self, file: Path, documents: Documents) -> None:
        self._file = file
        self._pending: dict[str, TextDocument] = {}
        self._broken = False
        documents.edited.connect(self._edited)
        documents.saved.connect(self._edited)
        self._documents = documents

    def _edited(self, document: TextDocument) -> None:
        self._pending[document.path] = document

    def flush(self) -> None:
        """Never raises: a journal that cannot be written must not stop the work."""
        pending, self._pending = self._pending, {}
        if not pending or self._broken:
            return
        try:
            if not self._documents.dirty:
                self._file.unlink(missing_ok=True)
                return
            too_big = self._file.exists() and self._file.stat().st_size > self.COMPACT_AT
            documents = self._documents.dirty if too_big else tuple(pending.values())
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._file.open("w" if too_big else "a", encoding="utf-8") as stream:
                for document in documents:
                    stream.write(_entry(document) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError:
            self._broken = True

    def close(self) -> None:
        """The app is closed in good order."""
        self._pending.clear()
        if not self._documents.dirty:
            self._file.unlink(missing_ok=True)

    def recover(self, folder: Path) -> tuple[Recovered, ...]:
        """What was unsaved when the program last ended, newest text of each file."""
        latest: dict[str, tuple[str, str]] = {}
        try:
            lines = self._file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return ()
        for line in lines:
            try:
                entry = json.loads(line)
                path, text, base = str(entry["path"]), entry["text"], str(entry["base"])
            except (ValueError, KeyError, TypeError):
                continue  # the last line may be cut short by the crash
            if isinstance(text, str):
                latest[path] = (text, base)
            else:
                latest.pop(path, None)
        found = []
        for path, (text, base) in latest.items():
            try:
                disk = decode((folder / path).read_bytes())[0]
            except (OSError, UnicodeDecodeError):
                disk = ""
            if disk != text:
                found.append(Recovered(path, text, _digest(disk) != base))
        return tuple(found)


def _entry(document: TextDocument) -> str:
    text = document.text if document.dirty else None
    return json.dumps({"path": document.path, "text": text, "base": _digest(document.saved_text)})
