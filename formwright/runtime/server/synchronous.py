"""Calls of server functions for browsers in which Python cannot wait: one POST request a call (`/_/call`).

Responsible for: proof that a page of this server asks, reading a bounded request, and answering in the words
of the WebSocket (`protocol/messages.py`) with media as base64. What the request is and who may load parts of
this server is decided before (`security.py`). May not: believe anything a browser says of itself.
Process: host, event loop; large requests are read in a thread.
"""

from __future__ import annotations

from collections import Counter

import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from formwright.runtime.protocol.errors import RemoteError, SessionExpiredError, wire_name
from formwright.runtime.protocol.messages import Error, MessageError, Result
from formwright.runtime.protocol.synchronous import HEADER, AskedCall, CallAnswer, pack_answer, unpack_call
from formwright.runtime.server.connection import Exchange
from formwright.runtime.server.limits import MEGABYTE
from formwright.runtime.server.sessions import same_secret

_EXPIRED = "The session has expired: what the server kept for it is gone. Load the page again."


class _Refused(Exception):
    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class SynchronousCalls:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._running: Counter[str] = Counter()  # by session

    async def endpoint(self, request: Request) -> Response:
        try:
            _check_origin(request)
            content = await self._read(request)
            asked = await anyio.to_thread.run_sync(unpack_call, content)
        except _Refused as refusal:
            return PlainTextResponse(f"{refusal}\n", refusal.status)
        except MessageError as error:
            return PlainTextResponse(f"Not understood: {error}.\n", 400)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        del content
        return await self._answer(request, asked)

    async def _read(self, request: Request) -> bytes:
        """The body, or a refusal as soon as it is longer than any call that would be accepted."""
        limits = self._exchange.limits
        # The call's JSON is text within JSON, where it can double; media grow by a third as base64.
        most = 2 * limits.body + limits.blobs * 4 // 3 + limits.blob_count * 8 + MEGABYTE
        content = bytearray()
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > most:
            raise _Refused(413, "The call is larger than can be sent. Send media in several calls.")
        async for chunk in request.stream():
            content += chunk
            if len(content) > most:
                raise _Refused(413, "The call is larger than can be sent. Send media in several calls.")
        return bytes(content)

    async def _answer(self, request: Request, asked: AskedCall) -> Response:
        exchange, call = self._exchange, asked.call
        site, limits = exchange.site, exchange.limits
        session = site.sessions.open(asked.session, request.cookies.get(site.cookie, ""))
        of_designer = bool(site.token) and same_secret(asked.designer or "", site.token)
        expired = asked.session not in (None, session.id) and not of_designer
        refusal = limits.refusal(call, self._running[session.id])
        if refusal is None and sum(map(len, asked.blobs)) > limits.blobs:
            refusal = limits.too_much_media(call)
        if expired:
            refusal = RemoteError(wire_name(SessionExpiredError), _EXPIRED)
        message: Result | Error
        if refusal is not None:
            message, blobs = Error(call.id, refusal), tuple[bytes, ...]()
        else:
            self._running[session.id] += 1
            try:
                message, blobs = await exchange.run(call, asked.blobs, session, request)
            finally:
                self._running -= Counter((session.id,))  # and forgets those at nothing
        answer = CallAnswer(message, blobs, session.id, expired)
        body = await anyio.to_thread.run_sync(pack_answer, answer)
        return Response(body, media_type="application/json", headers={"cache-control": "no-store"})


def _check_origin(request: Request) -> None:
    """A foreign Origin never comes this far; here somebody must say that the page is of this server."""
    headers = request.headers
    site = headers.get("sec-fetch-site")
    if site not in (None, "same-origin") or not ("origin" in headers or site):
        raise _Refused(403, "Refused: only pages of this server may call its functions.")
    if headers.get(HEADER) != "1" or headers.get("content-type", "").partition(";")[0] != "application/json":
        raise _Refused(403, f"Refused: a call has the header {HEADER} and is application/json.")
