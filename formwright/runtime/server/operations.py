"""What whoever runs the server asks of it: `/healthz` and `/metrics`, before any route of the app.

Responsible for: these two paths, who may read metrics, counting bytes, and answering nothing else before the
app is ready. Which names and origins are answered at all is decided before (`security.py`).
Pure ASGI middleware. Process: host, event loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formwright.runtime.server.access import is_loopback, name_in
from formwright.runtime.server.health import Health

if TYPE_CHECKING:
    from formwright.runtime.server.metrics import Metrics

_FRESH = {"cache-control": "no-store"}
#: A proxy on this machine comes from loopback too; these say that somebody stands behind it.
_PASSED_ON = frozenset({b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"forwarded", b"via"})
TRY_AGAIN_LATER = 1013


class Operations:
    def __init__(self, app: ASGIApp, health: Health, metrics: Metrics, public: bool) -> None:
        self._app = app
        self._health = health
        self._metrics = metrics
        self._public = public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        own = self._own(scope) if scope["type"] == "http" else None
        if own is not None:
            await own(scope, receive, send)
        elif self._health.opened:
            await self._counted(scope, receive, send)
        elif scope["type"] == "http":
            reason = self._health.verdict().reason
            await PlainTextResponse(f"Not ready yet. {reason}\n", 503, {**_FRESH, "retry-after": "2"})(
                scope, receive, send
            )
        else:
            await receive()  # the protocol wants `websocket.connect` read before an answer
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER, "reason": "Not ready yet."})

    def _own(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if path not in ("/healthz", "/metrics"):
            return None
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("Only GET is possible here.\n", 405, {"allow": "GET, HEAD"})
        if path == "/healthz":
            verdict = self._health.verdict()
            status = {"status": verdict.status, **({"reason": verdict.reason} if verdict.reason else {})}
            return JSONResponse(status, 200 if verdict.can_serve else 503, _FRESH)
        if not (self._public or _asked_from_here(scope)):
            return PlainTextResponse(
                "Metrics are for programs on this machine. Start the server with --metrics-public to show "
                "them to everybody who reaches it.\n",
                403,
                _FRESH,
            )
        from formwright.runtime.server.metrics import CONTENT_TYPE

        return Response(self._metrics.text(), headers={**_FRESH, "content-type": CONTENT_TYPE})

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        traffic = self._metrics.traffic

        async def receive_counted() -> Message:
            message = await receive()
            traffic.received += _size(message)
            return message

        async def send_counted(message: Message) -> None:
            traffic.sent += _size(message)
            await send(message)

        await self._app(scope, receive_counted, send_counted)


def _asked_from_here(scope: Scope) -> bool:
    """By a program on this machine that means this machine: not by a proxy that stands for others."""
    client = scope.get("client")
    names = dict(scope["headers"])
    if client is None or not is_loopback(client[0]) or not _PASSED_ON.isdisjoint(names):
        return False
    name = name_in(names.get(b"host", b"").decode("latin-1"))
    return name is not None and is_loopback(name)


def _size(message: Message) -> int:
    text = message.get("text")
    if text is not None:
        return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    return len(message.get("bytes") or message.get("body") or b"")
