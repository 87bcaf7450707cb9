"""Saves edited documents after a pause, and writes the journal more often than that. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from formwright.designer.core.document import TextDocument
from formwright.designer.core.documents import Documents
from formwright.designer.core.journal import Journal

JOURNAL_MILLISECONDS = 300


class Autosave(QObject):
    failed = Signal(str)

    def __init__(
        self,
        documents: Documents,
        journal: Journal,
        pause: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._documents = documents
        self._journal = journal
        self._pause = pause
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.timeout.connect(self.save_now)
        self._journal_timer = QTimer(self)
        self._journal_timer.setSingleShot(True)
        self._journal_timer.setInterval(JOURNAL_MILLISECONDS)
        self._journal_timer.timeout.connect(journal.flush)
        documents.edited.connect(self._on_edited)

    def save_now(self) -> bool:
        """False, and `failed` says why, when a file could not be written: its edits stay in the journal."""
        self._save_timer.stop()
        try:
            self._documents.save_all()
        except OSError as error:
            name = error.filename or "A file"
            self.failed.emit(
                f"{name} could not be saved: {error.strerror or error}. Your edits are kept; "
                "mend the cause and save again."
            )
            return False
        finally:
            self._journal.flush()
        return True

    def stop(self) -> None:
        self._save_timer.stop()
        self._journal_timer.stop()

    def _on_edited(self, document: TextDocument) -> None:
        if document.dirty:
            self._save_timer.start(round(self._pause() * 1000))
        if not self._journal_timer.isActive():
            self._journal_timer.start()
