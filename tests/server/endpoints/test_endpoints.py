"""HTTP endpoints by a real host and a real client, in both modes and two Pythons: behaviours H01-H10, H13."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Iterator

import pytest

from formwright.runtime.server.rate import Rate
from formwright.runtime.worker.endpoint_decorators import http_endpoint
from tests.server.endpoints.endpoint_app import Answer, ask, basic, write_endpoint_app
from tests.server.hosts import modes, serve_with
from tests.server.served import Served

FRIEND = "https://friend.example"


@pytest.fixture(scope="module", params=modes())
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    persistent, python = request.param
    app = write_endpoint_app(tmp_path_factory.mktemp("endpoints") / "app", persistent)
    with serve_with(python, app) as served:
        yield served


def get(host: Served, path: str, **headers: str) -> Answer:
    return ask(host.url, "GET", path, **headers)


def test_H01_path_and_query_become_parameters(host: Served) -> None:
    assert get(host, "/_/api/u/7?b=2").json == {"id": "7", "b": "2"}
    assert get(host, "/_/api/u/a%2Fb%20%C3%A9?c=%26").json == {"id": "a/b é", "c": "&"}
    assert get(host, "/_/api/file/").text == ""  # a parameter may be empty


def test_H02_path_wins_over_query_over_form(host: Served) -> None:
    form = {"content_type": "application/x-www-form-urlencoded"}
    answer = ask(host.url, "POST", "/_/api/u/path?id=query&b=query", "id=form&b=form&c=form", **form)
    assert answer.json == {"id": "path", "b": "query", "c": "form"}


@pytest.mark.parametrize("path", ["/_/api/nothing", "/_/api/u", "/_/api/u/7/8", "/.well-known/ignored"])
def test_H03_unknown_addresses_are_not_found(host: Served, path: str) -> None:
    answer = get(host, path)
    assert (answer.status, "address" in answer.text) == (404, True)


def test_H04_a_method_that_is_not_taken(host: Served) -> None:
    answer = ask(host.url, "POST", "/_/api/get-only", "")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, OPTIONS")
    assert get(host, "/_/api/get-only").text == "got"
    head = ask(host.url, "HEAD", "/_/api/get-only")
    assert (head.status, head.body) == (200, b"")


@pytest.mark.parametrize(
    ("kind", "status", "content_type", "body"),
    [
        ("dict", 200, "application/json", b'{"a": 1}'),
        ("list", 200, "application/json", b"[1, 2]"),
        ("none", 200, "application/json", b"null"),
        ("number", 200, "application/json", b"1.5"),
        ("text", 200, "text/plain; charset=utf-8", "ä".encode()),
        ("media", 200, "image/png", b"PNG"),
        ("made", 201, "text/plain; charset=utf-8", b"made"),
    ],
)
def test_H05_what_is_returned_becomes_the_answer(
    host: Served, kind: str, status: int, content_type: str, body: bytes
) -> None:
    answer = get(host, f"/_/api/kinds/{kind}")
    assert (answer.status, answer.headers["content-type"], answer.body) == (status, content_type, body)
    if kind == "media":
        disposition = answer.headers["content-disposition"]
        assert disposition == "inline; filename=\"Bild _.png\"; filename*=UTF-8''Bild%20%C3%BC.png"
    if kind == "made":
        assert answer.headers["x-kind"] == "made"


def test_H05_a_header_stays_one_line(host: Served) -> None:
    answer = get(host, "/_/api/kinds/split")
    assert answer.headers["x-bad"] == "aset-cookie: b=c"
    assert answer.cookies == []


@pytest.mark.parametrize("path", ["/_/api/fail", "/_/api/kinds/set", "/_/api/kinds/nan", "/_/api/kinds/page"])
def test_H06_failures_tell_strangers_nothing(host: Served, path: str) -> None:
    answer = get(host, path)
    assert answer.status == 500
    assert "secret" not in answer.text and "log" in answer.text


def test_H06_the_log_has_the_traceback(host: Served) -> None:
    get(host, "/_/api/fail")
    assert "a secret of the server" in host.errors.read_text()
    assert "server_code/Api.py" in host.errors.read_text()


def test_H07_credentials(host: Served) -> None:
    refused = get(host, "/_/api/private")
    assert refused.status == 401
    assert refused.headers["www-authenticate"] == 'Basic realm="Anvil App API"'
    assert get(host, "/_/api/private", authorization=basic("ann:p:w")).json == ["ann", "p:w"]
    assert get(host, "/_/api/private", authorization="Basic !!!").status == 400
    assert get(host, "/_/api/private", authorization="Bearer token").status == 401


def test_H08_without_users_nobody_can_log_in(host: Served) -> None:
    assert get(host, "/_/api/users", authorization=basic("ann:pw")).status == 401


def test_H09_pages_of_other_sites_ask_first(host: Served) -> None:
    asking = {"origin": "https://other.example", "access_control_request_method": "POST"}
    answer = ask(host.url, "OPTIONS", "/_/api/open", **asking)
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == "https://other.example"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert ask(host.url, "OPTIONS", "/_/api/visits", **asking).status == 403
    assert ask(host.url, "OPTIONS", "/_/api/friend", **asking).status == 403
    friend = ask(host.url, "OPTIONS", "/_/api/friend", origin=FRIEND, access_control_request_method="GET")
    assert friend.headers["access-control-allow-credentials"] == "true"
    assert "access-control-allow-origin" not in get(host, "/_/api/visits", origin=FRIEND).headers


def test_H10_other_sites_have_another_session(host: Served) -> None:
    first = get(host, "/_/api/visits")
    assert first.json == 1
    cookie = "; ".join(first.cookies)
    assert "formwright-" in cookie
    assert get(host, "/_/api/visits", cookie=cookie).json == 2
    assert get(host, "/_/api/open", cookie=cookie, origin="https://other.example").json == 1
    assert get(host, "/_/api/open", cookie=cookie, origin=host.url.rstrip("/")).json == 3
    assert get(host, "/_/api/friend", cookie=cookie, origin=FRIEND).json == 4
    for origin in ("https://evil.example", "null"):  # not the friend: a stranger, though the cookie came
        assert get(host, "/_/api/friend", cookie=cookie, origin=origin).json == 1
        assert ask(host.url, "POST", "/_/api/shared", "", cookie=cookie, origin=origin).json == 1
    assert get(host, "/_/api/visits", cookie=cookie).json == 5
    assert get(host, "/_/api/visits").json == 1


def test_what_cannot_be_an_endpoint_is_said_where_it_is_written() -> None:
    async def numbers() -> AsyncIterator[int]:
        yield 1

    with pytest.raises(TypeError, match="ordinary function"):
        http_endpoint("/numbers")(numbers)
    with pytest.raises(ValueError, match="cannot be understood"):
        http_endpoint("/u/:id/:id")(lambda id: id)


def test_S27_cookies_in_endpoints(host: Served) -> None:
    first = get(host, "/_/api/cookie")
    assert first.json == 1
    assert get(host, "/_/api/cookie", cookie="; ".join(first.cookies)).json == 2


def test_who_keeps_nothing_gets_no_cookie(host: Served) -> None:
    assert get(host, "/_/api/u/1").cookies == []


def test_H13_well_known_addresses(host: Served) -> None:
    assert get(host, "/.well-known/security.txt").text == "Contact: nobody"


def test_S28_what_a_request_says_of_itself(host: Served) -> None:
    first = get(host, "/_/api/visits")
    own = "; ".join(first.cookies)
    answer = ask(
        host.url,
        "PUT",
        "/_/api/about?x=1&x=2",
        '{"a": [1]}',
        content_type="application/json; charset=utf-8",
        cookie=f"{own}; mine=1",
        x_more="yes",
    ).json
    assert (answer["method"], answer["path"], answer["query"]) == ("PUT", "/about", {"x": "1"})
    assert (answer["json"], answer["body"], answer["ip"]) == ({"a": [1]}, '{"a": [1]}', "127.0.0.1")
    assert (answer["headers"]["x-more"], answer["headers"]["cookie"]) == ("yes", "mine=1")
    assert answer["caller"] == ["http", False]


def test_forms_bring_files(host: Served) -> None:
    field = "--X\r\nContent-Disposition: form-data; name="
    body = (
        f'{field}"note"\r\n\r\nhello\r\n'
        f'{field}"f"; filename="a.txt"\r\nContent-Type: text/x\r\n\r\nAB\r\n--X--\r\n'
    )
    answer = ask(host.url, "POST", "/_/api/about", body, content_type="multipart/form-data; boundary=X")
    assert answer.json["form"] == {"note": "hello", "f": ["a.txt", "text/x", "AB"]}
    assert ask(host.url, "POST", "/_/api/about", "x", content_type="multipart/form-data").status == 400


def test_a_function_may_be_both(host: Served) -> None:
    assert get(host, "/_/api/both").text == "both"


def test_addresses_of_the_host_are_not_the_routes(host: Served) -> None:
    assert get(host, "/robots.txt").text == "User-agent: *"
    assert get(host, "/sitemap.xml").status == 404
    assert get(host, "/_/app").status == 200
    assert "<title>Endpoints</title>" in get(host, "/").text


def test_a_body_that_is_too_long_is_refused_before_it_comes(host: Served) -> None:
    answer = ask(host.url, "POST", "/_/api/about", b"", content_length=str(10**12))
    assert (answer.status, "MB" in answer.text) == (413, True)


@pytest.mark.parametrize(
    "text",
    [
        b"GET /_/api/u/\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n",
        b"GET /_/api/u/%%zz?%%=%%& HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n",
        b"POST /_/api/u/1 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: x\r\nConnection: close\r\n\r\n",
        b"GET /_/api/u/1 HTTP/1.1\r\nHost: elsewhere.example\r\nX: %d\r\nConnection: close\r\n\r\n",
    ],
)
def test_odd_requests_are_answered_and_nothing_breaks(host: Served, text: bytes) -> None:
    with socket.create_connection(("127.0.0.1", host.port), timeout=20) as connection:
        connection.sendall(text % host.port)
        answer = connection.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 ") and not answer.startswith(b"HTTP/1.1 500")
    assert get(host, "/_/api/u/1").status == 200


def test_too_many_requests_from_one_address() -> None:
    now = [0.0]
    rate = Rate(2, 3, lambda: now[0])
    assert [rate.allows("a") for _ in range(4)] == [True, True, True, False]
    assert rate.allows("b")
    now[0] = 1.0
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
