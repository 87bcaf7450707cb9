"""Expired sessions and lost connections: S26, S23 and section 6 of the client API."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from formwright.runtime.client.fake_dom import FakeChannel
from formwright.runtime.protocol import messages
from formwright.runtime.protocol.errors import AppOfflineError, SessionExpiredError
from tests.client.conftest import Bench, form

PLAIN = "class Form1(Form1Template):\n    pass\n"


class Host:
    """Answers every call with its function's name; forgets sessions when told to."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.expired = False
        self.hellos: list[str | None] = []
        channel = bench.platform.channel
        assert isinstance(channel, FakeChannel)
        channel.on_send = self.receive

    def receive(self, text: str, _blobs: list[bytes]) -> None:
        message = messages.decode_from_browser(text)
        if isinstance(message, messages.Hello):
            self.hellos.append(message.session)
            new = f"session-{len(self.hellos)}"
            gone = self.expired and message.session is not None
            self.tell(messages.Welcome(new if gone or not message.session else message.session, "v", gone))
        elif isinstance(message, messages.Call):
            self.tell(messages.Result(message.id, f'"{message.function}"'))

    def tell(self, message: messages.FromHost) -> None:
        calls = self.bench.session.page.calls
        assert calls is not None
        calls.on_channel("message", messages.encode(message), [])

    def connect(self) -> None:
        calls = self.bench.session.page.calls
        assert calls is not None
        calls.on_channel("open", "", [])


@pytest.fixture
def host(bench: Bench) -> Host:
    bench.start({"Form1": PLAIN}, {"Form1": form()}, "Form1")
    made = Host(bench)
    made.connect()
    return made


def server() -> Any:
    return importlib.import_module("anvil.server")


def test_S26_an_expired_session_fails_calls_until_it_is_reset(host: Host) -> None:
    assert server().call("one") == "one"
    host.expired = True
    host.connect()
    for _ in range(2):
        with pytest.raises(SessionExpiredError, match="reset_session"):
            server().call("two")
    server().reset_session()
    host.connect()
    assert server().call("three") == "three"
    assert host.hellos == [None, "session-1", None]
    assert server().get_session_id() == "session-3"


def test_S26_uncaught_it_asks_to_refresh_once(bench: Bench, host: Host) -> None:
    reloaded: list[bool] = []
    bench.platform.reload_page = lambda: reloaded.append(True)  # type: ignore[method-assign]  # to see it
    host.expired = True
    host.connect()
    bench.later(0.1, lambda: bench.click_text("Refresh"))
    for _ in range(2):
        with bench.session.page.errors.reporting():
            server().call("two")
    bench.run(1)
    assert reloaded == [True]
    assert not any("fw-notice-error" in found.classes for found in bench.body.walk())


@pytest.mark.usefixtures("host")
def test_S23_uncaught_a_lost_connection_is_said_calmly(bench: Bench) -> None:
    for _ in range(2):
        bench.session.page.errors.report(AppOfflineError("gone"))
    bench.run(0.1)
    warnings = [found for found in bench.body.walk() if "fw-notice-warning" in found.classes]
    assert len(warnings) == 1 and "cannot be reached" in warnings[0].text
    assert bench.error_types() == ["anvil.server.AppOfflineError"] * 2
