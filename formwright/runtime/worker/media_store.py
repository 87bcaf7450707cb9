"""Large media of server code: written to the host and read from it, a piece at a time.

Process: worker, any thread; only while a call runs.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Callable, Optional

from formwright.runtime.protocol import stored_media
from formwright.runtime.protocol.errors import NoServerFunctionError
from formwright.runtime.protocol.media import BlobMedia, Media
from formwright.runtime.protocol.stored_media import PIECE, PieceMedia, StoredMedia, worth_storing

Ask = Callable[[str, Sequence[object]], Any]


class DiskMedia(PieceMedia):
    """A file of the server, read when its content is needed."""

    def __init__(self, path: Path, content_type: str, name: str | None) -> None:
        self._path = path
        self._content_type = content_type
        self._name = name
        self._length = path.stat().st_size

    @property
    def content_type(self) -> str:
        return self._content_type

    @property
    def name(self) -> str | None:
        return self._name

    @property
    def length(self) -> int:
        return self._length

    def pieces(self) -> Iterator[bytes]:
        with self._path.open("rb") as file:
            while True:
                piece = file.read(PIECE)
                if not piece:
                    return
                yield piece


def pieces_of(media: Media) -> Iterator[bytes]:
    if isinstance(media, PieceMedia):
        yield from media.pieces()
        return
    content = media.get_bytes()
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]


class WorkerMediaStore:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def keep(self, media: Media) -> Optional[StoredMedia]:  # noqa: UP045
        if isinstance(media, StoredMedia):
            return media
        if not worth_storing(media):
            return None
        try:
            ticket = str(self._ask(stored_media.BEGIN, ()))
        except NoServerFunctionError:  # an engine without a host: tests of apps
            return None
        try:
            for piece in pieces_of(media):
                self._ask(stored_media.WRITE, (ticket, BlobMedia("", piece)))
            length = self._ask(stored_media.END, (ticket, media.content_type, media.name))
        except BaseException:
            with contextlib.suppress(Exception):
                self._ask(stored_media.DROP, (ticket,))
            raise
        return StoredMedia(ticket, media.content_type, media.name, length, self._read)

    def find(self, ticket: str, content_type: str, name: str | None, length: int | None) -> Media:
        return StoredMedia(ticket, content_type, name, length, self._read, self._measure)

    def promise(self, content_type: str, function: str, body: str, blobs: Sequence[bytes]) -> StoredMedia:
        """Media that the function makes when somebody wants them."""
        media = [BlobMedia("", blob) for blob in blobs]
        ticket = str(self._ask(stored_media.LAZY, (content_type, function, body, media)))
        return StoredMedia(ticket, content_type, None, None, self._read, self._measure)

    def _measure(self, ticket: str) -> int:
        return int(self._ask(stored_media.LENGTH, (ticket,)))

    def _read(self, ticket: str, offset: int, size: int) -> bytes:
        content: bytes = self._ask(stored_media.READ, (ticket, offset, size)).get_bytes()
        if len(content) != size:
            raise RuntimeError("the server no longer has all of these media")
        return content
