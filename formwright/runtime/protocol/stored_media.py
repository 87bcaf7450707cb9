"""Media that the host keeps: only a reference to them travels, their bytes are read in pieces where needed.

Responsible for how such media look to code, which media are worth it, and the names by which a worker asks
the host for them. Does no input or output: a `MediaStore` of each side does. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Callable, Optional, Protocol

from formwright.runtime.protocol.keeping import PREFIX
from formwright.runtime.protocol.media import BlobMedia, Media

BEGIN = f"{PREFIX}media-begin"
WRITE = f"{PREFIX}media-write"
END = f"{PREFIX}media-end"
DROP = f"{PREFIX}media-drop"
READ = f"{PREFIX}media-read"
LENGTH = f"{PREFIX}media-length"
LAZY = f"{PREFIX}media-lazy"

PIECE = 1024 * 1024
#: Content in memory already is cheap to send as it is; what is in files should never be in memory whole.
INLINE = 1024 * 1024
INLINE_IN_MEMORY = 16 * 1024 * 1024

ReadPiece = Callable[[str, int, int], bytes]


def read_elsewhere(ticket: str, offset: int, size: int) -> bytes:  # noqa: ARG001
    """Of media that are fetched whole, by their address."""
    raise RuntimeError("these media are read whole: use get_bytes()")


class PieceMedia(Media):
    """Media whose content can be read in pieces."""

    def pieces(self) -> Iterator[bytes]:
        raise NotImplementedError

    def get_bytes(self) -> bytes:
        return b"".join(self.pieces())


class StoredMedia(PieceMedia):
    """Media kept by the host, for the session that they belong to.

    Those that a function makes when they are wanted have no `known_length` before: `measure` asks for it.
    """

    def __init__(
        self,
        ticket: str,
        content_type: str,
        name: str | None,
        length: int | None,
        read: ReadPiece,
        measure: Callable[[str], int] | None = None,
    ) -> None:
        self.ticket = ticket
        self._content_type = content_type
        self._name = name
        self.known_length = length
        self._measure = measure
        self._read = read

    @property
    def content_type(self) -> str:
        return self._content_type

    @property
    def name(self) -> str | None:
        return self._name

    @property
    def length(self) -> int:
        if self.known_length is None:
            self.known_length = len(self.get_bytes()) if self._measure is None else self._measure(self.ticket)
        return self.known_length

    def read(self, offset: int, size: int) -> bytes:
        """At most `size` bytes, fewer only at the end."""
        return self._read(self.ticket, offset, min(size, max(0, self.length - offset)))

    def pieces(self) -> Iterator[bytes]:
        """Its content in pieces, one after another."""
        for offset in range(0, self.length, PIECE):
            yield self.read(offset, PIECE)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._name or ''} {self._content_type}>"


class MediaStore(Protocol):
    """One side's way to the media that the host keeps."""

    def keep(self, media: Media) -> Optional[StoredMedia]:  # noqa: UP045
        """What stands for `media` in a message; None: the bytes themselves are to travel."""

    def find(self, ticket: str, content_type: str, name: str | None, length: Optional[int]) -> Media: ...  # noqa: UP045


def worth_storing(media: Media) -> bool:
    if isinstance(media, BlobMedia):
        return media.length > INLINE_IN_MEMORY
    return isinstance(media, PieceMedia) and media.length > INLINE
