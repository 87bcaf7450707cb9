"""Notices that files of an app folder change.

Responsible for: watchdog's observer with its fallback, and which paths can be files of an app at all. May
not: decide what a change means. Paths are told from a thread of watchdog. Any process that may read the app.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers.api import BaseObserver

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


class FolderWatch:
    """Tells every absolute path in `folders` that something happened to, until `stop`."""

    def __init__(self, folders: Sequence[Path], on_path: Callable[[str], None]) -> None:
        """Imports watchdog, which takes 60 ms."""
        from watchdog.observers import Observer
        from watchdog.observers.polling import PollingObserver

        handler = _handler(on_path)
        observer: BaseObserver = Observer()
        try:
            self._observer = _started(observer, handler, folders)
        except OSError:  # out of inotify watches or instances
            self._observer = _started(PollingObserver(timeout=2), handler, folders)

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join(2)


def _started(
    observer: BaseObserver, handler: FileSystemEventHandler, folders: Sequence[Path]
) -> BaseObserver:
    for folder in folders:
        observer.schedule(handler, str(folder), recursive=True)
    observer.start()
    return observer


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
