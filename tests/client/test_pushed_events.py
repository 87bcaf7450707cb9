"""Events that the server sends to a page: `anvil.server.add_event_handler` and its relatives."""

from __future__ import annotations

import sys

import pytest

from formwright.runtime.protocol import messages
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.serialisation import dumps
from tests.client.conftest import Bench, form
from tests.client.test_calls_and_dialogs import Server

FORM = """
    import anvil.server
    from anvil.server import portable_class

    @portable_class
    class Note:
        def __init__(self, text):
            self.text = text

    seen = []

    @anvil.server.event_handler("decorated")
    def decorated(payload):
        seen.append(("decorated", payload))

    class Form1(Form1Template):
        def __init__(self, **properties):
            self.init_components(**properties)
            anvil.server.add_event_handler("note", self.note)
            anvil.server.add_event_handler("note", self.again)
            anvil.server.add_event_handler("slow", self.slow)
            anvil.server.add_event_handler("bad", self.bad)
            anvil.server.add_event_handler("bare", lambda: seen.append("bare"))

        def note(self, payload, event_name):
            seen.append((event_name, getattr(payload, "text", payload)))

        def again(self, **event_args):
            seen.append(sorted(event_args))

        def slow(self, payload):
            seen.append(("begin", payload))
            anvil.server.call("wait")
            seen.append(("end", payload))

        def bad(self, payload):
            raise ValueError("bad handler")
    """


@pytest.fixture
def server(bench: Bench) -> Server:
    found = Server(bench)
    found.connect()
    found.functions["wait"] = lambda: None
    bench.start({"Form1": FORM}, {"Form1": form()}, "Form1")
    return found


def push(server: Server, name: str, payload: object) -> None:
    body, blobs = dumps(payload)
    server.tell(messages.Push(name, body, len(blobs)), blobs)


def seen() -> list[object]:
    found: list[object] = sys.modules["MyApp.Form1"].seen
    return found


def test_handlers_get_the_payload_and_the_name_as_far_as_they_take_them(bench: Bench, server: Server) -> None:
    push(server, "note", {"a": 1})
    push(server, "decorated", 5)
    push(server, "bare", None)
    push(server, "nobody", 1)
    bench.run()
    assert seen() == [("note", {"a": 1}), ["event_name", "payload"], ("decorated", 5), "bare"]
    assert not bench.errors


def test_payloads_are_media_and_portable_objects_too(bench: Bench, server: Server) -> None:
    server.tell(messages.Push("note", '{"$":"object","c":"MyApp.Form1.Note","v":{"text":"t"}}', 0))
    push(server, "decorated", BlobMedia("text/plain", b"abc"))
    bench.run()
    found = seen()
    assert found[0] == ("note", "t")
    assert found[2][1].get_bytes() == b"abc"  # type: ignore[index]


def test_events_come_in_order_while_handlers_wait(bench: Bench, server: Server) -> None:
    push(server, "slow", 1)
    push(server, "decorated", 2)
    push(server, "decorated", 3)
    bench.run(3)
    assert seen() == [("begin", 1), ("decorated", 2), ("decorated", 3), ("end", 1)]


def test_what_a_handler_raises_is_reported_and_stops_no_other(bench: Bench, server: Server) -> None:
    push(server, "bad", 1)
    push(server, "decorated", 2)
    bench.run()
    assert bench.error_types() == ["ValueError"]
    assert seen() == [("decorated", 2)]


def test_handlers_can_be_removed_and_raised_by_the_page(bench: Bench, server: Server) -> None:
    import anvil.server  # type: ignore[import-not-found]

    open_form = bench.open_form
    anvil.server.remove_event_handler("note", open_form.again)
    anvil.server.raise_event("note", "here")
    assert seen() == [("note", "here")]
    with pytest.raises(LookupError):
        anvil.server.remove_event_handler("note", open_form.again)
    anvil.server.remove_event_handler("note")
    push(server, "note", 1)
    bench.run()
    assert seen() == [("note", "here")]


def test_a_new_version_of_the_app_begins_without_handlers(bench: Bench, server: Server) -> None:
    old = seen()
    bench.session.restart(bench.bundle({"M": "x = 1"}, {}, "M"))
    push(server, "decorated", 1)
    bench.run()
    assert old == []
