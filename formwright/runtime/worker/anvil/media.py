"""`anvil.media` for server code: between Media and files."""

from __future__ import annotations

import io
import mimetypes
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from formwright.runtime.protocol.media import BlobMedia, Media
from formwright.runtime.worker.client_only import stub_class, stub_function

download = stub_function("anvil.media.download")
print_media = stub_function("anvil.media.print_media")
TempUrl = stub_class("anvil.media.TempUrl")


def from_file(filename: str, mime_type: str | None = None, name: str | None = None) -> BlobMedia:
    path = Path(filename)
    kind = mime_type or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return BlobMedia(kind, path.read_bytes(), path.name if name is None else name)


def write_to_file(media: Media, filename: str) -> None:
    Path(filename).write_bytes(media.get_bytes())


@contextmanager
def TempFile(media: Media) -> Iterator[str]:
    """A file with the content of `media`, for as long as the block runs."""
    descriptor, name = tempfile.mkstemp(suffix=Path(media.name or "").suffix)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(media.get_bytes())
        yield name
    finally:
        Path(name).unlink(missing_ok=True)


def open(media: Media) -> BinaryIO:
    return io.BytesIO(media.get_bytes())
