"""Files of large media that travel between server code and pages: made, bounded, forgotten.

Responsible for whose a medium is (a session's, and a browser's where there is one), for limits, and for
removing files: unfinished ones after a minute without a piece, others after half an hour without use or with
their session, all when the host ends. May not: know workers or requests. Process: host; methods that touch
files are blocking and meant for a thread, `_lock` guards the table.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formwright.runtime.protocol.errors import QuotaExceededError
from formwright.runtime.server.sessions import new_id, same_secret

GIGABYTE = 1024**3
IDLE_SECONDS = 30 * 60.0
UNFINISHED_SECONDS = 60.0


class NoSuchMedia(Exception):
    """There is no such medium, or it belongs to somebody else."""


@dataclass
class Stored:
    ticket: str
    path: Path
    session: str
    browser: str
    used: float
    size: int = 0
    finished: bool = False
    content_type: str = "application/octet-stream"
    name: str | None = None


class Spool:
    def __init__(
        self,
        largest: int = 4 * GIGABYTE,
        most: int = 16 * GIGABYTE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.largest = largest
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._kept: dict[str, Stored] = {}
        self._total = 0
        self._closed = False

    def __len__(self) -> int:
        return len(self._kept)

    def begin(self, session: str, browser: str, ticket: str = "") -> Stored:
        self.sweep()
        with self._lock:
            if self._closed:
                raise NoSuchMedia("the server is stopping")
            if self._folder is None:
                try:
                    self._folder = Path(tempfile.mkdtemp(prefix="formwright-media-"))  # of this user only
                except OSError as error:
                    raise QuotaExceededError(f"media cannot be kept by the server: {error}") from error
            ticket = ticket or new_id()
            stored = Stored(ticket, self._folder / ticket, session, browser, self._clock())
            self._kept[ticket] = stored
        return stored

    def append(self, stored: Stored, piece: bytes) -> None:
        """Raises QuotaExceededError, and forgets the medium, when there is no room."""
        with self._lock:
            if self._kept.get(stored.ticket) is not stored:
                raise NoSuchMedia("the medium has been forgotten: its pieces came too slowly")
            over = stored.size + len(piece) > self.largest
            full = self._total + len(piece) > self._most
            if not over and not full:
                stored.size += len(piece)
                self._total += len(piece)
                stored.used = self._clock()
        if over:
            self.drop(stored)
            raise QuotaExceededError(f"media may be {_gigabytes(self.largest)} at most")
        if full:
            self.drop(stored)
            raise QuotaExceededError("the server keeps too many media at once; try again later")
        try:
            with stored.path.open("ab") as file:
                file.write(piece)
        except OSError as error:
            self.drop(stored)
            raise QuotaExceededError(f"the server could not keep the media: {error.strerror}") from error
        if self._kept.get(stored.ticket) is not stored:  # forgotten while it was written
            stored.path.unlink(missing_ok=True)

    def finish(self, stored: Stored, content_type: str, name: str | None) -> None:
        with self._lock:
            if self._kept.get(stored.ticket) is not stored:
                raise NoSuchMedia("the medium has been forgotten: its pieces came too slowly")
            stored.content_type, stored.name, stored.finished = content_type, name, True
            stored.used = self._clock()

    def find(self, ticket: str, session: str, finished: bool = True) -> Stored:
        """For the session that it belongs to."""
        stored = self._kept.get(ticket)
        if stored is None or stored.finished is not finished or not same_secret(stored.session, session):
            raise NoSuchMedia("these media are no longer kept by the server")
        stored.used = self._clock()
        return stored

    def find_for_browser(self, ticket: str, browser: str) -> Stored:
        stored = self._kept.get(ticket)
        if stored is None or not stored.finished or not same_secret(stored.browser, browser):
            raise NoSuchMedia("these media are no longer kept by the server")
        stored.used = self._clock()
        return stored

    def read(self, stored: Stored, offset: int, size: int) -> bytes:
        try:
            with stored.path.open("rb") as file:
                file.seek(offset)
                return file.read(size)
        except FileNotFoundError:
            raise NoSuchMedia("these media are no longer kept by the server") from None

    def drop(self, stored: Stored) -> None:
        with self._lock:
            if self._kept.pop(stored.ticket, None) is None:
                return
            self._total -= stored.size
        stored.path.unlink(missing_ok=True)

    def forget(self, session: str) -> None:
        for stored in [each for each in list(self._kept.values()) if each.session == session]:
            self.drop(stored)

    def sweep(self) -> None:
        now = self._clock()
        for stored in list(self._kept.values()):
            if now - stored.used > (IDLE_SECONDS if stored.finished else UNFINISHED_SECONDS):
                self.drop(stored)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            folder, self._folder = self._folder, None
            self._kept.clear()
            self._total = 0
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _gigabytes(size: int) -> str:
    return f"{size / GIGABYTE:g} GB"
