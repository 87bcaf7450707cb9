"""`anvil.media` for server code: between Media and files, a piece at a time, however large they are."""

from __future__ import annotations

import io
import mimetypes
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from formwright.runtime.protocol.media import BlobMedia, Media
from formwright.runtime.protocol.stored_media import INLINE, PIECE, StoredMedia
from formwright.runtime.worker.client_only import stub_class, stub_function
from formwright.runtime.worker.media_store import DiskMedia, pieces_of

download = stub_function("anvil.media.download")
print_media = stub_function("anvil.media.print_media")
TempUrl = stub_class("anvil.media.TempUrl")


def from_file(filename: str, mime_type: str | None = None, name: str | None = None) -> Media:
    """Small files are read at once; a large one is read when it is needed, and must be there until then."""
    path = Path(filename)
    kind = mime_type or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    called = path.name if name is None else name
    if path.stat().st_size > INLINE:
        return DiskMedia(path.absolute(), kind, called)
    return BlobMedia(kind, path.read_bytes(), called)


def write_to_file(media: Media, filename: str) -> None:
    """Writes its content into a file of the server."""
    with Path(filename).open("wb") as file:
        _copy(media, file)


@contextmanager
def TempFile(media: Media) -> Iterator[str]:
    """A file with the content of `media`, for as long as the block runs."""
    descriptor, name = tempfile.mkstemp(suffix=Path(media.name or "").suffix)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _copy(media, file)
        yield name
    finally:
        Path(name).unlink(missing_ok=True)


def open(media: Media) -> BinaryIO:
    """A file to read it from, at any place, without holding all of it in memory."""
    if isinstance(media, StoredMedia):
        return cast(BinaryIO, io.BufferedReader(_StoredFile(media), PIECE))
    return io.BytesIO(media.get_bytes())


class _StoredFile(io.RawIOBase):
    """What the host keeps, as a file that can be read and sought in."""

    def __init__(self, media: StoredMedia) -> None:
        super().__init__()
        self._media = media
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._media.length}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        piece = self._media.read(self._at, min(len(view), PIECE))
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _copy(media: Media, file: BinaryIO) -> None:
    for piece in pieces_of(media):
        file.write(piece)
