"""Server calls, dialogs, errors and output without a browser: behaviours S and X."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from formwright.runtime.client.fake_dom import FakeChannel
from formwright.runtime.protocol import messages
from formwright.runtime.protocol.errors import AppOfflineError, RemoteError, SerializationError
from formwright.runtime.protocol.serialisation import dumps, loads_call
from tests.client.conftest import Bench, form

PLAIN = "class {0}({0}Template):\n    def __init__(self, **p):\n        self.init_components(**p)\n"


class Server:
    """The other end of the socket: answers after a while, or never."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.functions: dict[str, Any] = {}
        self.logs: list[messages.Log] = []
        channel = bench.platform.channel
        assert isinstance(channel, FakeChannel)
        channel.on_send = self.receive

    @property
    def calls(self) -> Any:
        return self.bench.session.page.calls

    def connect(self) -> None:
        self.calls.on_channel("open", "", [])

    def receive(self, text: str, blobs: list[bytes]) -> None:
        message = messages.decode_from_browser(text)
        if isinstance(message, messages.Hello):
            self.tell(messages.Welcome("session-1", "v"))
        elif isinstance(message, messages.Log):
            self.logs.append(message)
        else:
            self.bench.later(0.5, lambda: self.answer(message, blobs))

    def answer(self, call: messages.Call, blobs: list[bytes]) -> None:
        args, kwargs = loads_call(call.body, blobs)
        try:
            body, out = dumps(self.functions[call.function](*args, **kwargs))
        except Exception as error:
            self.tell(messages.Error(call.id, RemoteError(type(error).__name__, str(error))))
        else:
            self.tell(messages.Result(call.id, body, len(out)), out)

    def tell(self, message: messages.FromHost, blobs: list[bytes] | None = None) -> None:
        self.calls.on_channel("message", messages.encode(message), blobs or [])


@pytest.fixture
def server(bench: Bench) -> Server:
    bench.start({"Form1": PLAIN.format("Form1")}, {"Form1": form()}, "Form1")
    made = Server(bench)
    made.functions = {"add": lambda a, b: a + b, "fail": lambda m: int(m)}
    made.connect()
    return made


def api() -> Any:
    import anvil.server  # type: ignore[import-not-found]  # the finder of the page provides it

    return anvil.server


def anvil() -> Any:
    import anvil

    return anvil


@pytest.mark.usefixtures("server")
def test_S01_S04_results_and_errors() -> None:
    assert api().call("add", 2, b=3) == 5
    with pytest.raises(ValueError, match="'x'"):
        api().call("fail", "x")


@pytest.mark.usefixtures("server")
def test_S08_S09_S12_what_cannot_travel_is_refused_before_sending(bench: Bench) -> None:
    sent = len(bench.platform.channel.sent)
    for value, place in (
        ({1}, r"args\[0\]"),
        ({"a": object()}, r"args\[0\]\['a'\]"),
        ({1: 2}, "key"),
        (b"x", "bytes"),
    ):
        with pytest.raises(SerializationError, match=place):
            api().call("add", value)
    assert len(bench.platform.channel.sent) == sent


@pytest.mark.usefixtures("server")
def test_S21_the_indicator_shows_only_for_calls_that_want_it(bench: Bench) -> None:
    seen: list[bool] = []

    def look() -> None:
        busy = [n for n in bench.body.walk() if "fw-busy" in n.classes]
        seen.append(bool(busy) and "fw-on" in busy[0].classes)

    bench.later(0.1, look)
    api().call("add", 1, 1)
    look()
    bench.later(0.1, look)
    api().call_s("add", 1, 1)
    bench.later(0.1, look)
    with api().no_loading_indicator:
        api().call("add", 1, 1)
    assert seen == [True, False, False, False]


def test_S23_a_lost_connection_fails_the_call_and_the_next_one_works(bench: Bench, server: Server) -> None:
    bench.later(0.1, lambda: server.calls.on_channel("closed", "", []))
    with pytest.raises(AppOfflineError, match="lost"):
        api().call("add", 1, 1)
    bench.run(1)
    assert bench.platform.channel.opened[-1] == "/_/ws"
    server.connect()
    assert api().call("add", 1, 1) == 2


def test_S23_an_unreachable_server_is_said_so(bench: Bench) -> None:
    bench.start({"Form1": PLAIN.format("Form1")}, {"Form1": form()}, "Form1")
    with pytest.raises(AppOfflineError, match="cannot be reached"):
        api().call("add", 1, 1)


def test_X01_errors_are_shown_and_logged_on_the_server(bench: Bench, server: Server) -> None:
    with bench.session.page.errors.reporting():
        raise KeyError("missing")
    assert server.logs[0].text == "KeyError: missing"
    assert any("KeyError: missing" in n.text for n in bench.body.walk() if "fw-notice-error" in n.classes)


@pytest.mark.usefixtures("server")
def test_X02_X03_an_app_may_handle_errors_itself(bench: Bench) -> None:
    got: list[BaseException] = []
    error = ValueError("mine")

    def reraise(exception: BaseException) -> None:
        raise exception

    anvil().set_default_error_handling(got.append)
    bench.session.page.errors.report(error)
    assert got == [error]
    assert bench.errors == []
    anvil().set_default_error_handling(reraise)
    bench.session.page.errors.report(error)
    assert bench.error_types() == ["ValueError"]
    anvil().set_default_error_handling(lambda _: 1 / 0)
    bench.session.page.errors.report(error)
    assert bench.error_types() == ["ValueError", "ZeroDivisionError"]
    bench.session.page.errors.report(error)
    assert bench.error_types() == ["ValueError", "ZeroDivisionError", "ValueError"]
    anvil().set_default_error_handling(None)


@pytest.mark.parametrize(
    ("buttons", "press", "expected"),
    [(None, "OK", True), ([("No", False), ("Yes", 7)], "Yes", 7), (["a"], "a", "a")],
)
@pytest.mark.usefixtures("server")
def test_X04_X06_alert_gives_the_value_of_its_button(
    bench: Bench, buttons: Any, press: str, expected: Any
) -> None:
    bench.later(0.1, lambda: bench.click_text(press))
    assert anvil().alert("text", buttons=buttons) == expected
    assert [n for n in bench.body.walk() if "fw-dialog" in n.classes] == []


@pytest.mark.usefixtures("server")
def test_X07_content_closes_its_alert_and_is_free_again(bench: Bench) -> None:
    label = anvil().Label(text="inside")
    shown: list[str] = []
    label.add_event_handler("show", lambda event_name, **_: shown.append(event_name))
    label.add_event_handler("hide", lambda event_name, **_: shown.append(event_name))
    bench.later(0.1, lambda: label.raise_event("x-close-alert", value=42))
    assert anvil().alert(label) == 42
    bench.run()
    assert shown == ["show", "hide"]
    bench.open_form.add_component(label)


@pytest.mark.usefixtures("server")
def test_libraries_provide_the_buttons_of_dialogs(bench: Bench) -> None:
    made: list[Any] = []
    heard: list[str] = []

    def make(button_type: str, **properties: Any) -> Any:
        button = anvil().Button(**properties)
        button.role = button_type
        for event in ("show", "hide"):
            button.add_event_handler(event, lambda event_name, **_: heard.append(event_name))
        made.append(button)
        return button

    anvil().pluggable_ui.provide("lib", {"anvil.alerts.FooterButton": make})
    bench.later(0.1, lambda: bench.click_text("Maybe"))
    assert anvil().alert("text", buttons=["No", ("Maybe", 3, "danger")]) == 3
    bench.run()
    assert [(button.text, button.role) for button in made] == [("No", "default"), ("Maybe", "danger")]
    assert heard == ["show", "show", "hide", "hide"]


@pytest.mark.usefixtures("server")
def test_a_library_that_fails_leaves_the_usual_buttons(bench: Bench) -> None:
    anvil().pluggable_ui.provide("lib", {"anvil.alerts.FooterButton": lambda **_: 1})
    bench.later(0.1, lambda: bench.click_text("OK"))
    assert anvil().alert("text") is True
    assert bench.error_types() == ["TypeError"]


@pytest.mark.usefixtures("server")
def test_only_the_dialog_on_top_can_be_used(bench: Bench) -> None:
    root = bench.platform.dom.root()
    seen: list[tuple[bool, list[bool]]] = []

    def look() -> None:
        backdrops = [n for n in bench.body.walk() if "fw-backdrop" in n.classes]
        seen.append(("inert" in root.attributes, ["inert" in n.attributes for n in backdrops]))

    bench.later(0.1, lambda: anvil().confirm("second"))
    bench.later(0.2, look)
    bench.later(0.3, lambda: bench.click_text("Cancel"))
    bench.later(0.4, look)
    bench.later(0.5, lambda: bench.click_text("OK"))
    anvil().alert("first")
    look()
    assert seen == [(True, [True, False]), (True, [False]), (False, [])]


@pytest.mark.usefixtures("server")
def test_X08_X09_notifications(bench: Bench) -> None:
    note = anvil().Notification("hello", title="T", timeout=2)
    note.show()
    assert "hello" in bench.body.visible_text
    with pytest.raises(RuntimeError):
        note.show()
    bench.run(2.1)
    assert "hello" not in bench.body.visible_text
    with anvil().Notification("during"):
        bench.run(10)
        assert "during" in bench.body.visible_text
    assert "during" not in bench.body.visible_text


@pytest.mark.usefixtures("server")
def test_X10_X11_the_hash_is_text_or_a_mapping(bench: Bench) -> None:
    platform = bench.platform
    platform.hash = "#?a=1&b=x%20y"
    assert anvil().get_url_hash() == {"a": "1", "b": "x y"}
    platform.hash = "#abc%20d"
    assert anvil().get_url_hash() == "abc d"
    anvil().set_url_hash({"a": "1", "b": "x&y"})
    assert platform.hash == "?a=1&b=x%26y"


@pytest.mark.usefixtures("server")
def test_X12_downloads_have_their_name(bench: Bench) -> None:
    anvil().download(anvil().BlobMedia("text/plain", b"abc", name="a.txt"))
    ((url, name),) = bench.platform.downloads
    assert name == "a.txt"
    assert bench.platform.urls[url] == b"abc"


def test_output_keeps_its_order_and_comes_before_the_error(bench: Bench) -> None:
    out, err = bench.session.output, bench.session
    before = sys.stdout, sys.stderr
    err.adopt_interpreter()
    try:
        print("one")
        print("two", file=sys.stderr)
        print("three", end="")
        err.page.errors.report(ValueError("x"))
    finally:
        sys.stdout, sys.stderr = before
        import importlib
        import time

        importlib.reload(time)
    out.flush()
    texts = [(e.get("stream", "error"), e.get("text", "")[:8]) for e in bench.platform.events]
    assert texts[0] == ("stdout", "one\n")
    assert texts[1] == ("stderr", "two\n")
    assert texts[2] == ("stdout", "three")
    assert texts[3][0] == "error"


@pytest.mark.usefixtures("server")
def test_the_focused_component_is_known(bench: Bench) -> None:
    box = anvil().TextBox()
    bench.open_form.add_component(box)
    assert anvil().get_focused_component() is not box
    box.focus()
    assert anvil().get_focused_component() is box
