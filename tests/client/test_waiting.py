"""What happens while a handler waits for the server, and which errors come back: E13, S06, S07, S10."""

from __future__ import annotations

import importlib
from datetime import datetime
from typing import Any

import pytest

from formwright.runtime.client.fake_dom import FakeChannel
from formwright.runtime.protocol import messages
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.serialisation import dumps, loads_call
from tests.client.conftest import Bench, form, node

FORM = """
import anvil.server

class Form1(Form1Template):
    def __init__(self, **properties):
        self.seen = []
        self.init_components(**properties)

    def slow_click(self, **event_args):
        self.seen.append("slow begins")
        self.seen.append(anvil.server.call("echo", "slow ends"))

    def quick_click(self, **event_args):
        self.seen.append("quick")
"""
TEMPLATE = form(
    node("Button", "slow", event_bindings={"click": "slow_click"}),
    node("Button", "quick", event_bindings={"click": "quick_click"}),
)


def answer_later(bench: Bench) -> None:
    """A server with `echo` and `fail`, which takes a moment."""
    calls, channel = bench.session.page.calls, bench.platform.channel
    assert calls is not None and isinstance(channel, FakeChannel)

    def tell(message: messages.FromHost) -> None:
        calls.on_channel("message", messages.encode(message), [])

    def receive(text: str, blobs: list[bytes]) -> None:
        message = messages.decode_from_browser(text)
        if isinstance(message, messages.Hello):
            tell(messages.Welcome("s", "v"))
        elif isinstance(message, messages.Call):
            args, _ = loads_call(message.body, blobs)
            error = RemoteError(args[0], args[1]) if message.function == "fail" else None
            said = (
                messages.Error(message.id, error) if error else messages.Result(message.id, dumps(args[0])[0])
            )
            bench.later(0.2, lambda: tell(said))

    channel.on_send = receive
    calls.on_channel("open", "", [])


@pytest.fixture
def opened(bench: Bench) -> Any:
    opened = bench.start({"Form1": FORM}, {"Form1": TEMPLATE}, "Form1")
    answer_later(bench)
    return opened


def test_E13_another_handler_runs_while_one_waits(bench: Bench, opened: Any) -> None:
    bench.later(0.1, lambda: bench.fire(opened.quick, "click"))
    bench.fire(opened.slow, "click")
    assert opened.seen == ["slow begins", "quick", "slow ends"]


@pytest.mark.usefixtures("opened")
def test_S06_builtin_exceptions_come_back_as_themselves() -> None:
    server = importlib.import_module("anvil.server")
    for kind in (KeyError, ZeroDivisionError, PermissionError):
        with pytest.raises(kind, match="why"):
            server.call("fail", kind.__name__, "why")
    with pytest.raises(server.AnvilWrappedError, match="Odd: why") as caught:
        server.call("fail", "Odd", "why")
    assert (caught.value.error_obj.type, caught.value.error_obj.message) == ("Odd", "why")


@pytest.mark.usefixtures("opened")
def test_S07_S10_values_survive() -> None:
    server = importlib.import_module("anvil.server")
    assert server.call("echo", [2**60, {"a": (1, None)}]) == [2**60, {"a": [1, None]}]
    back = server.call("echo", datetime(2020, 1, 2))
    assert back.utcoffset() is not None and back.replace(tzinfo=None) == datetime(2020, 1, 2)
