"""The gate: which Host and Origin are answered."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from formwright.runtime.server.access import Access, is_loopback
from formwright.runtime.server.security import Gate
from tests.server.asgi import ask, socket_accepted


def gate(access: Access, embedding: bool = True) -> Gate:
    async def page(_: Request) -> PlainTextResponse:
        return PlainTextResponse("inside")

    async def socket(socket: WebSocket) -> None:
        await socket.accept()

    app = Starlette(routes=[WebSocketRoute("/_/ws", socket), Route("/{path:path}", page)])
    return Gate(app, access, lambda: embedding)


LOOPBACK = Access.for_host("127.0.0.1")
REMOTE = Access.for_host("0.0.0.0", ["app.example"])


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]:8000", "127.0.0.1"])
async def test_names_of_this_machine_are_answered(host: str) -> None:
    assert (await ask(gate(LOOPBACK), "/", headers=[("host", host)])).text == "inside"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8000",
        "localhost.",
        "127.0.0.1@evil.example",
        "evil.example/127.0.0.1",
        "192.168.1.7:8000",
        "2130706433",
        "0x7f.1",
        "[::1",
        "[::2]",
        "127.0.0.1:8000:9",
        "127.0.0.1:http",
        "",
    ],
)
async def test_a_rebound_name_is_refused(host: str) -> None:
    answer = await ask(gate(LOOPBACK), "/", headers=[("host", host)])
    assert answer.status == 403
    assert "--allow-name" in answer.text


async def test_two_host_headers_are_refused() -> None:
    answer = await ask(gate(LOOPBACK), "/", headers=[("host", "127.0.0.1:8000"), ("host", "evil.example")])
    assert answer.status == 403


async def test_a_public_server_answers_addresses_and_names_it_was_told() -> None:
    for host in ("192.168.1.7:8000", "[fe80::1]:8000", "app.example", "127.0.0.1:8000"):
        assert (await ask(gate(REMOTE), "/", headers=[("host", host)])).status == 200
    assert (await ask(gate(REMOTE), "/", headers=[("host", "evil.example")])).status == 403


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://127.0.0.1:8000", True),  # a TLS proxy in front
        ("http://127.0.0.1:8001", False),
        ("http://localhost:8000", False),
        ("http://evil.example", False),
        ("http://127.0.0.1:8000.evil.example", False),
        ("null", False),
        ("file://", False),
        ("chrome-extension://127.0.0.1:8000", False),
    ],
)
async def test_origins_of_requests_and_sockets(origin: str, allowed: bool) -> None:
    headers = [("origin", origin)]
    assert ((await ask(gate(LOOPBACK), "/_/app", headers)).status == 200) is allowed
    assert await socket_accepted(gate(LOOPBACK), "/_/ws", headers) is allowed


async def test_a_socket_with_a_foreign_host_is_refused() -> None:
    assert await socket_accepted(gate(LOOPBACK), "/_/ws", [("host", "localhost:8000")])
    assert not await socket_accepted(gate(LOOPBACK), "/_/ws", [("host", "evil.example")])


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_other_sites_may_open_pages_but_not_load_parts(site: str) -> None:
    async def status(path: str, site: str, mode: str) -> int:
        headers = [("sec-fetch-site", site), ("sec-fetch-mode", mode)]
        return (await ask(gate(LOOPBACK), path, headers)).status

    assert await status("/_/app", site, "no-cors") == 403
    assert await status("/", site, "no-cors") == 403
    assert await status("/_/app", site, "navigate") == 403
    assert await status("/", site, "navigate") == 200
    assert await status("/_/app", "same-origin", "cors") == 200


async def test_headers_on_every_answer_also_on_refusals() -> None:
    for host in ("127.0.0.1", "evil.example"):
        answer = await ask(gate(LOOPBACK), "/", [("host", host)])
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "x-frame-options" not in answer.headers


async def test_embedding_can_be_forbidden() -> None:
    answer = await ask(gate(LOOPBACK, embedding=False), "/")
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"


async def test_loopback_names() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.7", "example.org")))
