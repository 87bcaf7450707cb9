"""What a worker answered, as an HTTP response.

Responsible for that mapping and for what failures look like to strangers: a status and a fixed text, for the
traceback is the log's. Process: host, event loop.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import PlainTextResponse, Response

from formwright.runtime.protocol.errors import RemoteError, RuntimeUnavailableError, wire_name
from formwright.runtime.protocol.media import Media

GENERIC = "The server could not answer this request. Its log says why.\n"
NO_ENDPOINT = "No endpoint of this app has this address.\n"
# The host's own: an answer of an app cannot take them away or end a connection with them.
_NOT_FROM_APPS = frozenset({"content-length", "transfer-encoding", "connection", "keep-alive", "upgrade"})


def failure(error: RemoteError) -> Response:
    if error.type == wire_name(RuntimeUnavailableError):
        return PlainTextResponse(GENERIC, 503, {"retry-after": "5", "cache-control": "no-store"})
    return PlainTextResponse(GENERIC, 500, {"cache-control": "no-store"})


def response(answer: dict[str, Any]) -> Response:
    body = answer["body"]
    content = body.get_bytes() if isinstance(body, Media) else str(body).encode("utf-8")
    made = Response(content, int(answer["status"]))
    lines = [(str(name).lower(), str(value)) for name, value in answer["headers"]]
    for name, value in lines:
        if name not in _NOT_FROM_APPS:
            made.raw_headers.append((_header(name), _header(value)))
    if not any(name == "cache-control" for name, _ in lines):
        made.raw_headers.append((b"cache-control", b"no-store"))
    return made


def _header(text: str) -> bytes:
    """One line: what an app puts into a header must not begin another."""
    return "".join(text.splitlines()).encode("latin-1", "replace")
