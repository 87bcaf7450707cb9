"""Media of the browser: files the user chose, addresses fetched by the page, downloads.

Responsible for the kinds of media that need a page. The kinds shared with the server are `protocol/media.py`.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from formwright.runtime.client.page import current_page
from formwright.runtime.protocol.http_messages import HttpRequest
from formwright.runtime.protocol.media import BlobMedia, Media
from formwright.runtime.protocol.media import URLMedia as BaseURLMedia
from formwright.runtime.protocol.stored_media import StoredMedia


class FileMedia(Media):
    """A file that the user chose; its bytes are read when they are needed."""

    def __init__(
        self, name: str, content_type: str, size: int, raw: Any, read: Callable[[Any], bytes]
    ) -> None:
        self._name = name
        self._content_type = content_type
        self._size = size
        self._raw = raw
        self._read = read
        self._content: bytes | None = None

    @property
    def content_type(self) -> str:
        return self._content_type or "application/octet-stream"

    @property
    def name(self) -> str:
        return self._name

    @property
    def length(self) -> int:
        return self._size

    def get_bytes(self) -> bytes:
        if self._content is None:
            self._content = self._read(self._raw)
        return self._content

    @property
    def raw(self) -> Any:
        """The browser's File, which it can send without showing it to Python."""
        return self._raw


class LazyMedia(StoredMedia):
    """Media that the server keeps: elements and downloads use the address, which Python need not hold."""

    @property
    def url(self) -> str:
        return f"/_/lm/{self.ticket}/{quote(self.name or 'download', safe='')}"

    def pieces(self) -> Iterator[bytes]:
        """Its content in pieces, one after another."""
        yield self.get_bytes()

    def get_bytes(self) -> bytes:
        answer = current_page().platform.fetch(HttpRequest(self.url, "GET", {}, None))
        if answer.status != 200:
            said = answer.content.decode("utf-8", "replace").strip() or answer.reason
            raise RuntimeError(f"could not fetch {self.name or 'the media'}: {said}")
        return answer.content


class URLMedia(BaseURLMedia):
    """Bytes behind a URL, fetched by the page (which other sites may refuse)."""

    def fetch(self) -> tuple[str, bytes]:
        if self.url.startswith("data:"):
            return _decode_data_url(self.url)
        answer = current_page().platform.fetch(HttpRequest(self.url, "GET", {}, None))
        if not 200 <= answer.status < 300:
            reason = answer.reason or f"the server answered {answer.status}"
            raise RuntimeError(f"could not fetch {self.url}: {reason}")
        return answer.content_type or _guess_type(self.url), answer.content


class TempUrl:
    """A URL for media, valid inside the `with` block or until `revoke()`."""

    def __init__(self, media: Media, download: bool = True) -> None:
        self._page = current_page()
        self._media = media
        self.download = download
        self.url = url_for(media)

    def revoke(self) -> None:
        """The address leads nowhere from now on."""
        if self.url.startswith("blob:"):
            self._page.platform.revoke_url(self.url)

    def __enter__(self) -> str:
        return self.url

    def __exit__(self, *_: object) -> None:
        self.revoke()


def url_for(media: Media) -> str:
    """An address that an element can show. Lives until the page goes."""
    if media.url is not None:
        return media.url
    return current_page().platform.object_url(media.get_bytes(), media.content_type)


def to_source(value: Any) -> str:
    """What an element's `src` or `href` says for a URL string or media."""
    if value is None:
        return ""
    return url_for(value) if isinstance(value, Media) else str(value)


def download(media: Media) -> None:
    """Saves media as a file of the user."""
    if not isinstance(media, Media):
        raise TypeError(f"download() needs Media, not {type(media).__name__}")
    page = current_page()
    page.platform.download(url_for(media), media.name or "download")


def _decode_data_url(url: str) -> tuple[str, bytes]:
    head, _, data = url.removeprefix("data:").partition(",")
    kind = head.removesuffix(";base64").partition(";")[0] or "text/plain"
    raw = unquote_to_bytes(data)
    return kind, base64.b64decode(raw) if head.endswith(";base64") else raw


def _guess_type(url: str) -> str:
    import mimetypes

    return mimetypes.guess_type(url)[0] or "application/octet-stream"


__all__ = [
    "BlobMedia",
    "FileMedia",
    "LazyMedia",
    "Media",
    "TempUrl",
    "URLMedia",
    "download",
    "to_source",
    "url_for",
]
