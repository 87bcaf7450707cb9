"""Notices what other programs do to the files of the open app: one batch after a quiet moment. GUI thread.

Events come from watchdog's own thread as queued signals. Which of them are real changes (and not our own
saves or a bare touch) is decided by `Project.disk_changed` through digests.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers.api import BaseObserver

QUIET_MILLISECONDS = 150
AT_MOST_SECONDS = 1.0
IGNORED_FOLDERS = frozenset(
    {".git", "__pycache__", ".venv", "venv", "node_modules", ".idea", ".vscode", ".hg"}
)
IGNORED_ENDS = ("~", ".swp", ".swx", ".tmp", ".writing", ".pyc")


def worth_watching(path: str) -> bool:
    """Whether a path relative to the app folder can be a file of the app."""
    parts = path.split("/")
    name = parts[-1]
    if IGNORED_FOLDERS.intersection(parts[:-1]) or name in IGNORED_FOLDERS:
        return False
    return not (name.endswith(IGNORED_ENDS) or name == "4913" or name.startswith((".#", "#")))


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
        self._observer: BaseObserver | None = None

    def start(self) -> None:
        """Imports watchdog (60 ms), so call it after the window is there."""
        from watchdog.observers import Observer
        from watchdog.observers.polling import PollingObserver

        handler = _handler(self._raw.emit)
        try:
            observer: BaseObserver = Observer()
            observer.schedule(handler, str(self._folder), recursive=True)
            observer.start()
        except OSError:  # out of inotify watches or instances
            observer = PollingObserver(timeout=2)
            observer.schedule(handler, str(self._folder), recursive=True)
            observer.start()
        self._observer = observer

    def stop(self) -> None:
        self._timer.stop()
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(2)
            self._observer = None

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


def _handler(emit: Callable[[str], None]) -> FileSystemEventHandler:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in ("opened", "closed_no_write"):
                return
            if event.is_directory and event.event_type == "modified":
                return
            emit(os.fsdecode(event.src_path))
            if event.dest_path:
                emit(os.fsdecode(event.dest_path))

    return Handler()
