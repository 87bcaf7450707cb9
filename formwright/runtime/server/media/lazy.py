"""Media whose content a server function makes when somebody wants it: `anvil.create_lazy_media`.

Responsible for calling that function once, however many ask at the same time, and for putting what it gives
into the spool, where it is a medium like others. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import anyio.to_thread

from formwright.runtime.protocol.errors import RemoteError, wire_name
from formwright.runtime.protocol.media import Media
from formwright.runtime.protocol.portable import Trust
from formwright.runtime.protocol.serialisation import loads
from formwright.runtime.protocol.stored_media import PIECE, PieceMedia, StoredMedia
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult
from formwright.runtime.server.media.spool import IDLE_SECONDS, Spool, Stored
from formwright.runtime.server.sessions import new_id, same_secret

Run = Callable[[CallRequest], Awaitable[CallResult | CallFailure]]


class NotMade(Exception):
    """The function failed, or gave something else than Media."""

    def __init__(self, error: RemoteError) -> None:
        super().__init__(error.message)
        self.error = error


@dataclass
class _Lazy:
    request: CallRequest
    content_type: str
    browser: str
    promised: float = field(default_factory=time.monotonic)
    making: asyncio.Task[None] | None = None


class LazyMediaOfHost:
    def __init__(self, spool: Spool, run: Run) -> None:
        self._spool = spool
        self._run = run
        self._promised: dict[str, _Lazy] = {}

    def promise(self, request: CallRequest, content_type: str, browser: str) -> str:
        """The ticket of a medium that this call will make, for the session of its caller."""
        ticket = new_id()
        self._promised[ticket] = _Lazy(request, content_type, browser)
        return ticket

    async def make(self, ticket: str, *, session: str = "", browser: str = "") -> None:
        """Returns when the medium is in the spool, if it is a lazy one of this session or browser.

        Raises NotMade.
        """
        lazy = self._promised.get(ticket)
        if lazy is None:
            return
        if not (
            (session and same_secret(lazy.request.caller.session or "", session))
            or (browser and same_secret(lazy.browser, browser))
        ):
            return
        if lazy.making is None:
            lazy.making = asyncio.get_running_loop().create_task(self._make(ticket, lazy))
        await asyncio.shield(lazy.making)

    def forget(self, session: str) -> None:
        for ticket, lazy in list(self._promised.items()):
            if lazy.request.caller.session == session:
                del self._promised[ticket]

    def sweep(self) -> None:
        oldest = time.monotonic() - IDLE_SECONDS
        for ticket, lazy in list(self._promised.items()):
            if lazy.promised < oldest:
                del self._promised[ticket]

    async def _make(self, ticket: str, lazy: _Lazy) -> None:
        try:
            outcome = await self._run(lazy.request)
            if isinstance(outcome, CallFailure):
                raise NotMade(outcome.error)
            media = loads(outcome.body, outcome.blobs, trust=Trust(media=_Reader(self._spool, lazy.request)))
            if not isinstance(media, Media):
                text = f"{lazy.request.function!r} must give Media, not {type(media).__name__}"
                raise NotMade(RemoteError(wire_name(TypeError), text))
            session = lazy.request.caller.session or ""
            stored = self._spool.begin(session, lazy.browser, ticket)
            await anyio.to_thread.run_sync(_fill, self._spool, stored, media)
            self._spool.finish(stored, lazy.content_type or media.content_type, media.name)
            self._promised.pop(ticket, None)
        except BaseException:
            lazy.making = None  # whoever asks next tries again
            raise


class _Reader:
    """A `MediaStore` of the host: what a function gave may be in the spool already."""

    def __init__(self, spool: Spool, request: CallRequest) -> None:
        self._spool = spool
        self._session = request.caller.session or ""

    def keep(self, media: Media) -> StoredMedia | None:
        return media if isinstance(media, StoredMedia) else None

    def find(self, ticket: str, content_type: str, name: str | None, length: int | None) -> StoredMedia:
        def read(ticket: str, offset: int, size: int) -> bytes:
            return self._spool.read(self._spool.find(ticket, self._session), offset, size)

        return StoredMedia(ticket, content_type, name, length, read)


def _fill(spool: Spool, stored: Stored, media: Media) -> None:
    if isinstance(media, PieceMedia):
        for piece in media.pieces():
            spool.append(stored, piece)
        return
    content = media.get_bytes()
    for start in range(0, max(len(content), 1), PIECE):
        spool.append(stored, content[start : start + PIECE])
