"""Changes of an app's files, for `formwright serve --reload`.

Responsible for: one call for a burst of changes, on the event loop. What a change means, and whether it is
one, the host finds out. Process: host; watchdog has a thread of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from formwright.runtime.appfiles.watching import FolderWatch, worth_watching
from formwright.runtime.spec.app import App

QUIET_SECONDS = 0.15


class Changes:
    """Watches the app's folder and those of its dependencies; paths are told relative to the app's."""

    def __init__(self, app: App, changed: Callable[[tuple[str, ...]], None]) -> None:
        self._folders = [
            folder.resolve() for folder in (app.folder, *(found.app.folder for found in app.dependencies))
        ]
        self._changed = changed
        self._loop = asyncio.get_running_loop()
        self._pending: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._watch: FolderWatch | None = None

    async def start(self) -> None:
        self._watch = await asyncio.to_thread(FolderWatch, self._folders, self._from_thread)

    async def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._watch is not None:
            await asyncio.to_thread(self._watch.stop)

    def _from_thread(self, path: str) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: we are stopping anyhow
            self._loop.call_soon_threadsafe(self._noticed, path)

    def _noticed(self, path: str) -> None:
        relative = self._relative(Path(path))
        if relative is None:
            return
        self._pending.add(relative)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(QUIET_SECONDS, self._flush)

    def _relative(self, path: Path) -> str | None:
        for folder in self._folders:
            if path.is_relative_to(folder):
                inside = path.relative_to(folder).as_posix()
                if inside == "." or not worth_watching(inside):
                    return None
                return inside if folder == self._folders[0] else f"../{folder.name}/{inside}"
        return None

    def _flush(self) -> None:
        self._timer = None
        if any((folder / ".git" / "index.lock").exists() for folder in self._folders):
            self._timer = self._loop.call_later(QUIET_SECONDS, self._flush)  # git is at work: wait for all
            return
        pending, self._pending = self._pending, set()
        self._changed(tuple(sorted(pending)))
