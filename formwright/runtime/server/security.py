"""Who may talk to the host: Host and Origin checks, and the security headers of every answer.

Responsible for: refusing DNS rebinding (a foreign name in Host), cross-site requests and cross-site
WebSockets, before any route runs. May not: know what the routes serve. Process: host.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formwright.runtime.server.access import Access

_NEVER_CROSS_SITE = frozenset({"cross-site", "same-site"})  # another port of this machine is "same-site"


class Gate:
    """Pure ASGI middleware: refuses what comes from elsewhere, adds headers to what leaves."""

    def __init__(
        self,
        app: ASGIApp,
        access: Access,
        embedding_allowed: Callable[[], bool],
        for_others: Callable[[str], bool] = lambda _path: False,
    ) -> None:
        """`for_others` says of a path that it answers other sites and programs by rules of its own."""
        self._app = app
        self._for_others = for_others
        self._access = access
        self._embedding_allowed = embedding_allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                named = {name.lower() for name, _ in given}
                message["headers"] = given + [line for line in self._headers() if line[0] not in named]
            await send(message)

        if refusal is None:
            # The messages of a socket have no headers, and there are many.
            await self._app(scope, receive, send if scope["type"] == "websocket" else send_with_headers)
        elif scope["type"] == "websocket":
            await receive()  # the protocol wants `websocket.connect` read before an answer
            await send({"type": "websocket.close", "code": 1008, "reason": refusal})
        else:
            await PlainTextResponse(refusal + "\n", 403)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> str | None:
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        hosts = headers.get("host", [])
        if len(hosts) != 1 or not self._access.allows(hosts[0]):
            named = hosts[0] if len(hosts) == 1 else "none or several"
            return (
                f"Refused: this server does not answer to the host name {named!r}. "
                "Open the address it printed, or start it with --allow-name NAME."
            )
        if scope["type"] == "http" and self._for_others(scope["path"]):
            return None
        for origin in headers.get("origin", []):
            if not _same_origin(origin, hosts[0]):
                return f"Refused: a page of {origin!r} may not use this server."
        site = headers.get("sec-fetch-site", [""])[0]
        if site in _NEVER_CROSS_SITE and not _is_navigation(scope, headers):
            return "Refused: only pages of this server may load its parts."
        return None

    def _headers(self) -> list[tuple[bytes, bytes]]:
        headers = [
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"strict-origin-when-cross-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
        ]
        if not self._embedding_allowed():
            headers += [
                (b"x-frame-options", b"DENY"),
                (b"content-security-policy", b"frame-ancestors 'none'"),
            ]
        return headers


def _same_origin(origin: str, host: str) -> bool:
    # Programs that are no browsers, such as uplinks, name the scheme of the socket itself.
    # Scheme apart: behind a TLS proxy the page is https while the request that arrives here is http.
    scheme, separator, authority = origin.partition("://")
    return bool(separator) and scheme in ("http", "https", "ws", "wss") and authority.lower() == host.lower()


def _is_navigation(scope: Scope, headers: dict[str, list[str]]) -> bool:
    """A link or a frame of another site may open the app's page; it may not load the parts under `/_/`."""
    return (
        scope["type"] == "http"
        and scope["method"] in ("GET", "HEAD")
        and headers.get("sec-fetch-mode") == ["navigate"]
        and not scope["path"].startswith("/_/")
    )
