"""Large media of a page: they go to the host by themselves, what it keeps stays there.

Responsible for sending them before the call that names them. Bytes of a file that the user chose never enter
Python. May not: hold content. Runs in the page.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

from formwright.runtime.client.media import FileMedia, LazyMedia
from formwright.runtime.client.platform import Platform
from formwright.runtime.protocol.errors import AppOfflineError, QuotaExceededError
from formwright.runtime.protocol.media import Media
from formwright.runtime.protocol.stored_media import INLINE, StoredMedia, read_elsewhere, worth_storing
from formwright.runtime.protocol.synchronous import (
    HEADER,
    MEDIA_NAME_HEADER,
    MEDIA_TYPE_HEADER,
    SESSION_HEADER,
)

PATH = "/_/media"


class PageMediaStore:
    def __init__(
        self, platform: Platform, session: Callable[[], str | None], begun: Callable[[str], None]
    ) -> None:
        """`begun` is told the session that an upload was the first to use."""
        self._platform = platform
        self._session = session
        self._begun = begun

    def keep(self, media: Media) -> StoredMedia | None:
        if isinstance(media, StoredMedia):
            return media
        if isinstance(media, FileMedia) and media.length > INLINE:
            content = media.raw
        elif worth_storing(media):
            content = media.get_bytes()
        else:
            return None
        known = self._session()
        headers = {
            HEADER: "1",
            "content-type": "application/octet-stream",
            MEDIA_TYPE_HEADER: media.content_type,
            MEDIA_NAME_HEADER: quote(media.name or ""),
        }
        if known:
            headers[SESSION_HEADER] = known
        answer = self._platform.upload(PATH, headers, content)
        if answer.status != 200:
            said = answer.content.decode("utf-8", "replace").strip() or answer.reason
            kind = QuotaExceededError if answer.status == 413 else AppOfflineError
            raise kind(f"{media.name or 'Media'} could not be uploaded: {said}")
        found = json.loads(answer.content)
        if known is None:
            self._begun(found["session"])
        return LazyMedia(found["ticket"], media.content_type, media.name, media.length, read_elsewhere)

    def find(self, ticket: str, content_type: str, name: str | None, length: int | None) -> Media:
        return LazyMedia(ticket, content_type, name, length, read_elsewhere)
