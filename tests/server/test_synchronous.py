"""Calls in one request (`/_/call`): who may make them, how large they may be, what answers keep back."""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from formwright.runtime.appfiles import load_app
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.messages import Call, Error, Hello, encode
from formwright.runtime.protocol.serialisation import dumps_call, loads
from formwright.runtime.protocol.synchronous import HEADER, PATH, CallAnswer, pack_call, unpack_answer
from formwright.runtime.server.app_python import AppPython
from formwright.runtime.server.host import Host
from formwright.runtime.server.http_server import HttpServer
from formwright.runtime.server.limits import MEGABYTE, Limits
from formwright.runtime.server.listener import bind
from tests.server.sample_app import SECRETS, write_app
from tests.server.served import Served, error_lines, serve
from tests.server.test_socket import cookie_name

Headers = dict[str, str]


class Tab:
    """A page in which Python cannot wait."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port = port
        self.session: str | None = None
        self.last: CallAnswer | None = None
        self.own = {
            "Origin": f"http://127.0.0.1:{port}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
            HEADER: "1",
        }
        if cookie:
            self.own["Cookie"] = cookie

    def post(self, body: str | bytes, headers: Headers, method: str = "POST") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, PATH, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def call(self, function: str, *args: object, **kwargs: object) -> Any:
        """The value, or the `RemoteError`."""
        body, blobs = dumps_call(args, kwargs)
        packed = pack_call(Call(1, function, body, len(blobs)), blobs, self.session, None)
        status, content = self.post(packed, self.own)
        assert status == 200, content
        self.last = unpack_answer(content)
        self.session = self.last.session
        message = self.last.message
        return message.error if isinstance(message, Error) else loads(message.body, self.last.blobs)

    def fails(self, function: str, *args: object) -> RemoteError:
        error = self.call(function, *args)
        assert isinstance(error, RemoteError), error
        return error


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(write_app(tmp_path_factory.mktemp("synchronous") / "sample")) as served:
        yield served


def plain_call() -> str:
    return pack_call(Call(1, "say", '{"a":["MADE"],"k":{}}'), (), None, None)


def test_values_media_and_errors(served: Served) -> None:
    tab = Tab(served.port)
    assert tab.call("add", 2, b=3) == 5
    media = tab.call("reverse", BlobMedia("image/png", bytes(range(256)), name="a.png"))
    assert (media.name, media.content_type) == ("a.png", "image/png")
    assert media.get_bytes() == bytes(range(255, -1, -1))
    error = tab.fails("fail", "value", "too blue")
    assert (error.type, error.message) == ("ValueError", "too blue")
    assert tab.fails("nothing_of_that_name").type == "anvil.server.NoServerFunctionError"


def test_errors_bring_no_source_of_the_server(served: Served) -> None:
    tab = Tab(served.port)
    body, _ = dumps_call(("value", "x"), {})
    _, content = tab.post(pack_call(Call(1, "fail", body), (), None, None), tab.own)
    text = content.decode()
    assert '\\"ValueError\\"' in text
    assert "raise" not in text
    assert not [secret for secret in SECRETS if secret in text]
    error = tab.fails("fail", "value", "x")
    assert (error.trace[0].source, error.text) == ("", "")


@pytest.mark.parametrize(
    "changes",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:{port}"},  # another origin, also if the same machine
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": None, "Sec-Fetch-Site": None},  # nobody says where it comes from
        {"Origin": None, "Sec-Fetch-Site": "cross-site"},
        {HEADER: None},
        {HEADER: "0"},
        {"Content-Type": "text/plain"},  # what a form of another site could send
        {"Content-Type": None},
        {"Host": "evil.example"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
    ],
)
def test_who_may_not_call(served: Served, changes: dict[str, str | None]) -> None:
    tab = Tab(served.port)
    headers = {
        name: value.replace("{port}", str(served.port))
        for name, value in {**tab.own, **changes}.items()
        if value is not None
    }
    status, content = tab.post(plain_call().replace("MADE", "FORBIDDEN"), headers)
    assert status == 403
    assert content.startswith(b"Refused: ")
    tab.call("say", "after it")
    assert "FORBIDDEN" not in error_lines(served)


def test_one_proof_of_origin_is_enough(served: Served) -> None:
    tab = Tab(served.port)
    for missing in ("Origin", "Sec-Fetch-Site"):
        headers = {name: value for name, value in tab.own.items() if name != missing}
        assert tab.post(plain_call(), headers)[0] == 200


def test_other_origins_get_no_leave_to_ask(served: Served) -> None:
    tab = Tab(served.port)
    asking = {"Origin": "http://evil.example", "Access-Control-Request-Headers": HEADER}
    assert tab.post(b"", asking, "OPTIONS")[0] == 403
    for method in ("GET", "PUT", "OPTIONS"):
        status, content = tab.post(plain_call(), tab.own, method)
        assert status in (404, 405), content


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not json",
        "[1]",
        "[" * 100_000,
        "{}",
        '{"call": 1}',
        json.dumps({"call": encode(Hello())}),
        json.dumps({"call": '{"t":"call","id":-1,"fn":"add","nb":0}\n{}'}),
        json.dumps({"call": encode(Call(1, "add", "{}", 1))}),
        json.dumps({"call": encode(Call(1, "add", "{}", 1)), "blobs": ["%%%"]}),
        json.dumps({"call": encode(Call(1, "add", "{}", 1)), "blobs": [7]}),
        json.dumps({"call": encode(Call(1, "add", "{}")), "session": 7}),
        b"\xff\xfe\x00",
    ],
)
def test_nonsense_is_refused_in_words(served: Served, body: str | bytes) -> None:
    tab = Tab(served.port)
    status, content = tab.post(body, tab.own)
    assert (status, content[:15]) == (400, b"Not understood:")
    assert tab.call("add", 1, 1) == 2


def test_arguments_that_are_no_call_are_an_error_of_that_call(served: Served) -> None:
    tab = Tab(served.port)
    status, content = tab.post(pack_call(Call(7, "add", "[not json"), (), None, None), tab.own)
    message = unpack_answer(content).message
    assert (status, message.id) == (200, 7)
    assert isinstance(message, Error)
    assert message.error.type == "anvil.server.SerializationError"


def test_sessions_go_on_with_the_cookie_only(served: Served) -> None:
    mine = Tab(served.port, f"{cookie_name(served)}=abc")
    mine.call("add", 1, 1)
    session = mine.session
    mine.call("add", 1, 1)
    assert mine.session == session
    thief = Tab(served.port, f"{cookie_name(served)}=other")
    thief.session = session
    assert thief.fails("add", 1, 1).type == "anvil.server.SessionExpiredError"
    assert thief.last is not None
    assert thief.last.expired
    assert thief.session != session


LIMITS = Limits(body=2000, blobs=5000, blob_count=3, calls=2)


@pytest.fixture
async def narrow(tmp_path: Path) -> AsyncIterator[Tab]:
    """A host with small limits in the test's own loop."""
    app = load_app(write_app(tmp_path / "sample"))
    host = Host(app, AppPython(app.folder), tmp_path, "", lambda _: None, LIMITS)
    listening = bind("127.0.0.1", 0)
    ready = asyncio.Event()
    server = HttpServer(host.application(), ready.set)
    await host.start()
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    await ready.wait()
    yield Tab(listening.getsockname()[1])
    await host.close()
    server.should_exit = True
    await serving


async def test_limits_are_told_in_words(narrow: Tab) -> None:
    def ask() -> None:
        assert "media" in narrow.fails("echo", "x" * 3000).message
        large = [BlobMedia("text/plain", b"x" * 2500) for _ in range(3)]
        assert "several calls" in narrow.fails("echo", *large).message
        assert "at most 3" in narrow.fails("echo", *[BlobMedia("text/plain", b"x") for _ in range(4)]).message
        assert narrow.call("add", 1, 1) == 2
        status, content = narrow.post(b"x" * (2 * MEGABYTE), narrow.own)
        assert (status, content[:26]) == (413, b"The call is larger than ca")

    await asyncio.to_thread(ask)


async def test_many_calls_at_once_of_one_session(narrow: Tab) -> None:
    narrow.own["Cookie"] = ""
    await asyncio.to_thread(narrow.call, "add", 1, 1)
    outcomes = await asyncio.gather(*(asyncio.to_thread(narrow.call, "nap", 0.5) for _ in range(3)))
    refused = [outcome for outcome in outcomes if isinstance(outcome, RemoteError)]
    assert [error.type for error in refused] == ["anvil.server.QuotaExceededError"]
    assert await asyncio.to_thread(narrow.call, "add", 1, 1) == 2
