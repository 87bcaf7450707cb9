"""Server calls where Python cannot wait: by requests that stop the page, with the session of the page."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from formwright.runtime.client.fake_dom import FakeChannel
from formwright.runtime.protocol.errors import AppOfflineError, RemoteError, SessionExpiredError
from formwright.runtime.protocol.http_messages import HttpAnswer
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.messages import Error, Hello, Result, Welcome, decode_from_browser, encode
from formwright.runtime.protocol.serialisation import dumps, loads_call
from formwright.runtime.protocol.synchronous import AskedCall, CallAnswer, pack_answer, unpack_call
from tests.client.conftest import Bench


class Host:
    """Answers with what it was called with."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.asked: list[AskedCall] = []
        self.expired = False
        bench.platform.can_block = False
        bench.platform.on_exchange = self.answer

    def answer(self, text: str) -> HttpAnswer:
        asked = unpack_call(text.encode())
        self.asked.append(asked)
        args, kwargs = loads_call(asked.call.body, asked.blobs)
        if asked.call.function == "fail":
            error = Error(asked.call.id, RemoteError("ValueError", "wrong"))
            return HttpAnswer(200, content=pack_answer(CallAnswer(error, (), "s1", self.expired)))
        body, blobs = dumps([*args, kwargs])
        result = Result(asked.call.id, body, len(blobs))
        session = asked.session or "s1"
        return HttpAnswer(200, content=pack_answer(CallAnswer(result, tuple(blobs), session, self.expired)))

    def call(self, name: str, *args: object, **kwargs: object) -> object:
        assert self.bench.session.page.calls is not None
        return self.bench.session.page.calls.call(name, args, kwargs)


@pytest.fixture
def host(bench: Bench) -> Iterator[Host]:
    yield Host(bench)


def test_values_media_and_errors(host: Host) -> None:
    value = host.call("echo", 1, BlobMedia("text/plain", b"\x00\xff", name="a"), k="é")
    assert isinstance(value, list)
    assert (value[0], value[1].get_bytes(), value[2]) == (1, b"\x00\xff", {"k": "é"})
    with pytest.raises(ValueError, match="wrong"):
        host.call("fail")


def test_a_page_keeps_the_session_that_its_first_call_began(host: Host) -> None:
    calls = host.bench.session.page.calls
    assert calls is not None
    host.call("echo")  # before the socket is open
    channel = host.bench.platform.channel
    assert isinstance(channel, FakeChannel)
    calls.on_channel("message", encode(Welcome("s2", "v")), [])  # its hello knew of no session yet
    assert channel.opened == ["/_/ws"]  # again: events of the session come by the socket
    calls.on_channel("open", "", [])
    assert decode_from_browser(channel.sent[-1][0]) == Hello("s1")
    calls.on_channel("message", encode(Welcome("s1", "v")), [])
    host.call("echo")
    assert [asked.session for asked in host.asked] == [None, "s1"]
    calls.on_channel("message", encode(Welcome("s3", "v", expired=True)), [])
    assert calls.session == "s3"


def test_an_expired_session_is_told_until_it_is_reset(host: Host) -> None:
    calls = host.bench.session.page.calls
    assert calls is not None
    host.expired = True
    with pytest.raises(ValueError, match="wrong"):
        host.call("fail")
    with pytest.raises(SessionExpiredError):
        host.call("echo")
    assert len(host.asked) == 1
    host.expired = False
    calls.reset_session()
    assert host.call("echo") == [{}]
    assert host.asked[-1].session is None


def test_what_the_host_refuses_is_said(host: Host) -> None:
    host.bench.platform.on_exchange = lambda _: HttpAnswer(403, content=b"Refused: only pages of this server")
    with pytest.raises(AppOfflineError, match="'echo': Refused: only pages"):
        host.call("echo")
    host.bench.platform.on_exchange = None
    with pytest.raises(AppOfflineError, match="there is no host"):
        host.call("echo")


def test_sleeping_stands_still(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", None)
    monkeypatch.setattr(time, "sleep", time.sleep)
    host.bench.session.adopt_interpreter()
    began = time.monotonic()
    time.sleep(0.01)
    assert time.monotonic() - began >= 0.01
    with pytest.raises(ValueError, match="non-negative"):
        time.sleep(-1)
