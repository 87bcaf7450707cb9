"""Asks an ASGI application without a network, and without a client that tidies requests up first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


async def ask(
    app: ASGIApp, path: str, headers: Headers = (), method: str = "GET", client: str = "127.0.0.1"
) -> Answer:
    """`path` is what a server decodes from the request line; a query may follow a question mark."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(_scope("http", path, headers, method, client), receive, send)
    start = sent[0]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(start["status"], {key.decode(): value.decode() for key, value in start["headers"]}, body)


async def socket_accepted(app: ASGIApp, path: str, headers: Headers) -> bool:
    sent: list[Message] = []
    incoming: list[Message] = [{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1000}]

    async def receive() -> Message:
        return incoming.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    await app(_scope("websocket", path, headers, "GET", "127.0.0.1"), receive, send)
    return str(sent[0]["type"]) == "websocket.accept"


def _scope(kind: str, path: str, headers: Headers, method: str, client: str) -> dict[str, Any]:
    path, _, query = path.partition("?")
    names = [name.lower() for name, _ in headers]
    given = headers if "host" in names else [("host", "127.0.0.1:8000"), *headers]
    return {
        "type": kind,
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http" if kind == "http" else "ws",
        "path": path,
        "raw_path": path.encode("utf-8", "surrogateescape"),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in given],
        "client": (client, 5000),
        "server": ("127.0.0.1", 8000),
        "subprotocols": [],
    }
