"""The gate: which Host and Origin are answered."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from formwright.runtime.server.security import Access, Gate, is_loopback


def client(access: Access, embedding: bool = True) -> TestClient:
    async def page(_: Request) -> PlainTextResponse:
        return PlainTextResponse("inside")

    async def socket(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("inside")
        await socket.close()

    app = Starlette(routes=[WebSocketRoute("/_/ws", socket), Route("/{path:path}", page)])
    return TestClient(Gate(app, access, lambda: embedding), base_url="http://127.0.0.1:8000")


LOOPBACK = Access.for_host("127.0.0.1")
REMOTE = Access.for_host("0.0.0.0", ["app.example"])


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]:8000", "127.0.0.1"])
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert client(LOOPBACK).get("/", headers={"host": host}).text == "inside"


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
def test_a_rebound_name_is_refused(host: str) -> None:
    answer = client(LOOPBACK).get("/", headers={"host": host})
    assert answer.status_code == 403
    assert "--allow-name" in answer.text


def test_two_host_headers_are_refused() -> None:
    answer = client(LOOPBACK).get("/", headers=[("host", "127.0.0.1:8000"), ("host", "evil.example")])
    assert answer.status_code == 403


def test_a_public_server_answers_addresses_and_names_it_was_told() -> None:
    for host in ("192.168.1.7:8000", "[fe80::1]:8000", "app.example", "127.0.0.1:8000"):
        assert client(REMOTE).get("/", headers={"host": host}).status_code == 200
    assert client(REMOTE).get("/", headers={"host": "evil.example"}).status_code == 403


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
def test_origins_of_requests_and_sockets(origin: str, allowed: bool) -> None:
    browser = client(LOOPBACK)
    assert (browser.get("/_/app", headers={"origin": origin}).status_code == 200) is allowed
    if allowed:
        with browser.websocket_connect(
            "/_/ws", headers={"origin": origin, "host": "127.0.0.1:8000"}
        ) as open_:
            assert open_.receive_text() == "inside"
    else:
        with (
            pytest.raises(WebSocketDisconnect),
            browser.websocket_connect("/_/ws", headers={"origin": origin, "host": "127.0.0.1:8000"}),
        ):
            pass


def test_a_socket_with_a_foreign_host_is_refused() -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client(LOOPBACK).websocket_connect("/_/ws", headers={"host": "evil.example"}),
    ):
        pass


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_sites_may_open_pages_but_not_load_parts(site: str) -> None:
    browser = client(LOOPBACK)
    fetched = {"sec-fetch-site": site, "sec-fetch-mode": "no-cors"}
    opened = {"sec-fetch-site": site, "sec-fetch-mode": "navigate"}
    assert browser.get("/_/app", headers=fetched).status_code == 403
    assert browser.get("/", headers=fetched).status_code == 403
    assert browser.get("/_/app", headers=opened).status_code == 403
    assert browser.get("/", headers=opened).status_code == 200
    own = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}
    assert browser.get("/_/app", headers=own).status_code == 200


def test_headers_on_every_answer_also_on_refusals() -> None:
    for headers in ({}, {"host": "evil.example"}):
        answer = client(LOOPBACK).get("/", headers=headers)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "x-frame-options" not in answer.headers


def test_embedding_can_be_forbidden() -> None:
    answer = client(LOOPBACK, embedding=False).get("/")
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"


def test_loopback_names() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.7", "example.org")))
