"""The spool of a host, as workers and pages reach it: services for pieces, addresses for browsers.

Responsible for who may read and write, and for forgetting in time. Addresses (`/_/lm/TICKET/NAME`) answer
only the browser that the medium was made for, ranges included; what is shown instead of saved (`?nodl=1`)
may run no scripts. May not: hold content in memory. Process: host, event loop; files are touched in threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from dataclasses import replace
from urllib.parse import unquote

import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from formwright.runtime.protocol import stored_media
from formwright.runtime.protocol.errors import QuotaExceededError
from formwright.runtime.protocol.media import BlobMedia, Media
from formwright.runtime.protocol.synchronous import (
    HEADER,
    MEDIA_NAME_HEADER,
    MEDIA_TYPE_HEADER,
    SESSION_HEADER,
)
from formwright.runtime.server.any_path import ANY_PATH
from formwright.runtime.server.launch import CallRequest
from formwright.runtime.server.media.lazy import LazyMediaOfHost, NotMade, Run
from formwright.runtime.server.media.spool import NoSuchMedia, Spool, Stored
from formwright.runtime.server.services import Services
from formwright.runtime.server.sessions import same_secret
from formwright.runtime.server.site import Site

SWEEP_SECONDS = 30.0
_MOST_WHOLE = 128 * 1024 * 1024
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,80}/[\w.+-]{1,80}")
_LONGEST_NAME = 255
_NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


class KeptMedia:
    def __init__(self, site: Site, run: Run, spool: Spool | None = None) -> None:
        """`run` calls the functions that make lazy media."""
        self._site = site
        self.spool = spool or Spool()
        self._lazy = LazyMediaOfHost(self.spool, run)
        self._sweeping: asyncio.Task[None] | None = None

    def offer(self, services: Services) -> None:
        for name, handler in (
            (stored_media.BEGIN, self._begin),
            (stored_media.WRITE, self._write),
            (stored_media.END, self._end),
            (stored_media.DROP, self._drop),
            (stored_media.READ, self._read),
            (stored_media.LENGTH, self._length),
            (stored_media.LAZY, self._promise),
        ):
            services.add(name, handler)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/_/media", self.upload, methods=["PUT"]),
            Route("/_/lm/{ticket}/" + ANY_PATH, self.download, methods=["GET", "HEAD"]),
        ]

    def start(self) -> None:
        self._sweeping = asyncio.create_task(self._sweep())

    async def close(self) -> None:
        if self._sweeping is not None:
            self._sweeping.cancel()
        await anyio.to_thread.run_sync(self.spool.close)

    def forget(self, session: str) -> None:
        self.spool.forget(session)
        self._lazy.forget(session)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            await anyio.to_thread.run_sync(self.spool.sweep)
            self._lazy.sweep()

    # --- of server code ----------------------------------------------------------------------------------

    async def _begin(self, asking: CallRequest) -> str:
        caller = asking.client or asking.caller
        stored = await anyio.to_thread.run_sync(self.spool.begin, caller.session or "", caller.browser)
        return stored.ticket

    async def _write(self, asking: CallRequest, ticket: str, piece: Media) -> None:
        stored = self.spool.find(ticket, _session(asking), finished=False)
        await anyio.to_thread.run_sync(self.spool.append, stored, piece.get_bytes())

    async def _end(self, asking: CallRequest, ticket: str, content_type: str, name: str | None) -> int:
        stored = self.spool.find(ticket, _session(asking), finished=False)
        self.spool.finish(stored, content_type, name)
        return stored.size

    async def _drop(self, asking: CallRequest, ticket: str) -> None:
        with contextlib.suppress(NoSuchMedia):
            stored = self.spool.find(ticket, _session(asking), finished=False)
            await anyio.to_thread.run_sync(self.spool.drop, stored)

    async def _read(self, asking: CallRequest, ticket: str, offset: int, size: int) -> BlobMedia:
        stored = await self._find(asking, ticket)
        most = min(size, stored_media.PIECE)
        return BlobMedia("", await anyio.to_thread.run_sync(self.spool.read, stored, offset, most))

    async def _length(self, asking: CallRequest, ticket: str) -> int:
        return (await self._find(asking, ticket)).size

    async def _find(self, asking: CallRequest, ticket: str) -> Stored:
        try:
            await self._lazy.make(ticket, session=_session(asking))
        except NotMade as failure:
            raise failure.error.to_exception() from None
        return self.spool.find(ticket, _session(asking))

    async def _promise(
        self, asking: CallRequest, content_type: str, function: str, body: str, media: list[Media]
    ) -> str:
        client = asking.client or asking.caller
        blobs = tuple(medium.get_bytes() for medium in media)
        caller = replace(asking.caller, type="server_module", trusted=True, session=client.session)
        request = CallRequest(function, body, blobs, caller, client=client)
        return self._lazy.promise(request, content_type, client.browser)

    def content(self, ticket: str, session: str) -> bytes:
        """All of it, for those who cannot read pieces. Blocks. ValueError if it is too large for that."""
        stored = self.spool.find(ticket, session)
        if stored.size > _MOST_WHOLE:
            raise ValueError(f"media of {stored.size // 1024 // 1024} MB cannot be sent in one piece")
        return self.spool.read(stored, 0, stored.size)

    # --- of pages ----------------------------------------------------------------------------------------

    async def download(self, request: Request) -> Response:
        browser = request.cookies.get(self._site.cookie, "")
        ticket = request.path_params["ticket"]
        try:
            await self._lazy.make(ticket, browser=browser)
            stored = self.spool.find_for_browser(ticket, browser)
        except NotMade:
            return _plain(500, "These media could not be made. The server's log says why.")
        except NoSuchMedia:
            return _plain(404, "These media are no longer kept by the server.")
        shown = request.query_params.get("nodl") == "1"
        headers = {"cache-control": "private, no-store", "content-security-policy": _NO_SCRIPTS}
        response = _Pieces(
            stored.path,
            headers=headers,
            media_type=stored.content_type,
            filename=stored.name or "download",
            content_disposition_type="inline" if shown else "attachment",
        )
        response.headers["content-type"] = stored.content_type  # as it is, without a charset of ours
        return response

    async def upload(self, request: Request) -> Response:
        headers, site = request.headers, self._site
        fetched = headers.get("sec-fetch-site")
        if fetched not in (None, "same-origin") or not ("origin" in headers or fetched):
            return _plain(403, "Refused: only pages of this server may upload.")
        if headers.get(HEADER) != "1":
            return _plain(403, f"Refused: an upload has the header {HEADER}.")
        announced = headers.get("content-length", "")
        if not announced.isdecimal():
            return _plain(411, "Refused: an upload says how long it is.")
        if int(announced) > self.spool.largest:
            return _plain(413, "The file is larger than this server takes.")
        wanted = headers.get(SESSION_HEADER) or None
        session = site.sessions.open(wanted, request.cookies.get(site.cookie, ""))
        if wanted is not None and not same_secret(wanted, session.id):
            return _plain(403, "The session has expired. Load the page again.")
        try:
            ticket = await self._receive(request, session.id, session.browser, int(announced))
        except QuotaExceededError as error:
            return _plain(413, f"{error}.")
        except (ClientDisconnect, NoSuchMedia):
            return _plain(400, "The upload was broken off.")
        return JSONResponse({"ticket": ticket, "session": session.id}, headers={"cache-control": "no-store"})

    async def _receive(self, request: Request, session: str, browser: str, announced: int) -> str:
        spool = self.spool
        stored = await anyio.to_thread.run_sync(spool.begin, session, browser)
        pending = bytearray()
        try:
            async for chunk in request.stream():
                pending += chunk
                if len(pending) >= stored_media.PIECE:
                    await anyio.to_thread.run_sync(spool.append, stored, bytes(pending))
                    pending.clear()
            if pending or not announced:
                await anyio.to_thread.run_sync(spool.append, stored, bytes(pending))
            if stored.size != announced:
                raise ClientDisconnect
            spool.finish(stored, *_described(request))
        except BaseException:
            spool.drop(stored)
            raise
        return stored.ticket


def _described(request: Request) -> tuple[str, str | None]:
    """Type and name as the page says them, for when the file is shown again."""
    said = request.headers.get(MEDIA_TYPE_HEADER, "")
    name = unquote(request.headers.get(MEDIA_NAME_HEADER, ""))[:_LONGEST_NAME]
    return said if _MEDIA_TYPE.fullmatch(said) else "application/octet-stream", name or None


class _Pieces(FileResponse):
    """In few thread hops."""

    chunk_size = 1 << 20


def _session(asking: CallRequest) -> str:
    return (asking.client or asking.caller).session or ""


def _plain(status: int, reason: str) -> Response:
    return PlainTextResponse(reason + "\n", status, {"cache-control": "no-store"})
