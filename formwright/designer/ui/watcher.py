"""Notices what other programs do to the files of the open app: one batch after a quiet moment. GUI thread.

Events come from watchdog's own thread as queued signals. Which of them are real changes (and not our own
saves or a bare touch) is decided by `Project.disk_changed` through digests.
"""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from formwright.runtime.appfiles.watching import FolderWatch, worth_watching

QUIET_MILLISECONDS = 150
AT_MOST_SECONDS = 1.0


class Watcher(QObject):
    changed = Signal(tuple)
    """Posix paths relative to the folder."""
    _raw = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._pending: set[str] = set()
        self._first = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MILLISECONDS)
        self._timer.timeout.connect(self._flush)
        self._raw.connect(self._on_raw, Qt.ConnectionType.QueuedConnection)
        self._watch: FolderWatch | None = None

    def start(self) -> None:
        """Imports watchdog (60 ms), so call it after the window is there."""
        self._watch = FolderWatch([self._folder], self._raw.emit)

    def stop(self) -> None:
        self._timer.stop()
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def _on_raw(self, path: str) -> None:
        try:
            relative = Path(path).relative_to(self._folder).as_posix()
        except ValueError:
            return
        if not worth_watching(relative):
            return
        now = time.monotonic()
        if not self._pending:
            self._first = now
        self._pending.add(relative)
        if now - self._first < AT_MOST_SECONDS or not self._timer.isActive():
            self._timer.start()

    def _flush(self) -> None:
        if (self._folder / ".git" / "index.lock").exists():
            self._timer.start()  # git is at work: wait for all of it
            return
        pending, self._pending = self._pending, set()
        if pending:
            self.changed.emit(tuple(sorted(pending)))
