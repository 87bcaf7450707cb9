"""Media: named bytes with a content type, the only way for bytes to travel between browser and server.

The base class that both sides share; the browser adds its own kinds (files chosen by the user).
Standard library only; may not touch the network except in `URLMedia.get_bytes`.
"""

from __future__ import annotations

import base64
import posixpath
import urllib.parse


class Media:
    """What every kind of media offers. Attributes are read-only; subclasses override the properties."""

    @property
    def content_type(self) -> str:
        """Its kind, such as `image/png`."""
        raise NotImplementedError("a Media class must define content_type")

    def get_bytes(self) -> bytes:
        """All of its content."""
        raise NotImplementedError("a Media class must define get_bytes()")

    @property
    def name(self) -> str | None:
        """The name of the file, or None."""
        return None

    @property
    def url(self) -> str | None:
        """An address to load it from, or None."""
        return None

    @property
    def length(self) -> int:
        """How many bytes it has."""
        return len(self.get_bytes())

    def get_url(self, forced: bool = False) -> str | None:
        """The URL of the media; with `forced` a data URL where it has none."""
        if self.url is not None or not forced:
            return self.url
        content = base64.b64encode(self.get_bytes()).decode("ascii")
        return f"data:{self.content_type};base64,{content}"


class BlobMedia(Media):
    """Bytes held in memory."""

    def __init__(self, content_type: str, content: bytes, name: str | None = None) -> None:
        if not isinstance(content, bytes):
            raise TypeError(
                f"BlobMedia needs bytes, not {type(content).__name__}; encode text with .encode()"
            )
        self._content_type = content_type
        self._content = content
        self._name = name

    @property
    def content_type(self) -> str:
        return self._content_type

    @property
    def name(self) -> str | None:
        return self._name

    @property
    def length(self) -> int:
        return len(self._content)

    def get_bytes(self) -> bytes:
        return self._content

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._name or ''} {self._content_type} {len(self._content)} bytes>"


class URLMedia(Media):
    """Bytes behind a URL, fetched when first needed."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._fetched: tuple[str, bytes] | None = None

    @property
    def url(self) -> str:
        return self._url

    @property
    def name(self) -> str | None:
        if self._url.startswith("data:"):
            return None
        return posixpath.basename(urllib.parse.unquote(urllib.parse.urlsplit(self._url).path)) or None

    @property
    def content_type(self) -> str:
        return self._fetch()[0]

    def get_bytes(self) -> bytes:
        return self._fetch()[1]

    def _fetch(self) -> tuple[str, bytes]:
        if self._fetched is None:
            self._fetched = self.fetch()
        return self._fetched

    def fetch(self) -> tuple[str, bytes]:
        """Content type and bytes. The browser overrides this: it has no sockets."""
        import mimetypes  # here, because these pull in some fifty modules, which a page has no use for
        import urllib.request

        try:
            with urllib.request.urlopen(self._url) as answer:
                guessed = mimetypes.guess_type(self._url)[0] or "application/octet-stream"
                return answer.headers.get_content_type() or guessed, answer.read()
        except OSError as error:
            raise RuntimeError(f"could not fetch {self._url}: {error}") from error
