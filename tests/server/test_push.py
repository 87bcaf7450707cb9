"""Events from server code to pages, through a real server process, in both modes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.messages import Push, Result
from formwright.runtime.protocol.serialisation import loads
from tests.server.served import Page, Served, page, serve

SERVER = """\
import anvil.server
from anvil import BlobMedia


@anvil.server.callable
def tell(name, payload=None, **to):
    anvil.server.raise_event(name, payload, **to)
    return "told"


@anvil.server.callable
def many(count):
    for number in range(count):
        anvil.server.raise_event("number", number)


@anvil.server.callable
def join(*channels):
    for channel in channels:
        anvil.server.subscribe(channel)
    return anvil.server.get_subscriptions()


@anvil.server.callable
def leave(channel):
    anvil.server.unsubscribe(channel)
    return anvil.server.get_subscriptions()


@anvil.server.callable
def me():
    return anvil.server.get_session_id()


@anvil.server.callable
def everybody():
    return [[each.id, each.subscriptions] for each in anvil.server.list_client_sessions()]


@anvil.server.callable
def one(id):
    found = anvil.server.get_client_session(id)
    if found is not None:
        found.raise_event("hello", id)
    return found is not None


@anvil.server.callable
def capability():
    anvil.server.raise_event("x", anvil.server.Capability(["a"]))
"""


@pytest.fixture(scope="module", params=("per-call", "persistent"))
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp(str(request.param)) / "pushing"
    (folder / "server_code").mkdir(parents=True)
    persist = "true" if request.param == "persistent" else "false"
    (folder / "anvil.yaml").write_text(
        f"name: Pushing\npackage_name: Pushing\nruntime_options: {{version: 2, server_persist: {persist}}}\n"
    )
    (folder / "server_code" / "Main.py").write_text(SERVER)
    with serve(folder) as served:
        yield served


async def event(tab: Page) -> tuple[str, Any]:
    message = await tab.receive()
    assert isinstance(message, Push), message
    blobs = [await tab.socket.recv() for _ in range(message.blobs)]
    return message.name, loads(message.body, [blob for blob in blobs if isinstance(blob, bytes)])


async def test_an_event_for_the_caller_comes_before_the_answer(served: Served) -> None:
    async with page(served.socket_url) as tab, page(served.socket_url) as other:
        await tab.send_call("tell", "hello", {"a": [1, BlobMedia("text/plain", b"x", "n")]})
        name, payload = await event(tab)
        assert (name, payload["a"][0], payload["a"][1].get_bytes()) == ("hello", 1, b"x")
        assert (await tab.answer())[1] == "told"
        assert await other.call("me") == other.session  # and nothing came before


async def test_order_is_kept(served: Served) -> None:
    async with page(served.socket_url) as tab:
        await tab.send_call("many", 300)
        assert [(await event(tab))[1] for _ in range(300)] == list(range(300))
        assert isinstance(await tab.receive(), Result)


async def test_events_reach_the_sessions_that_are_meant(served: Served) -> None:
    async with (
        page(served.socket_url) as sender,
        page(served.socket_url) as first,
        page(served.socket_url) as second,
    ):
        await sender.call("tell", "one", 1, session_id=first.session)
        await sender.call("tell", "two", 2, session_ids=[first.session, second.session, "nobody"])
        assert [await event(first), await event(first)] == [("one", 1), ("two", 2)]
        assert await event(second) == ("two", 2)
        await sender.call("tell", "none", session_ids=[])
        assert await sender.call("one", second.session) is True
        assert await event(second) == ("hello", second.session)
        assert await sender.call("one", "nobody") is False


async def test_channels(served: Served) -> None:
    async with page(served.socket_url) as sender, page(served.socket_url) as reader:
        assert await reader.call("join", "news", "sport", "news") == ["news", "sport"]
        assert await sender.call("join") == []
        await sender.call("tell", "headline", "a", channel="news")
        await sender.call("tell", "nobody hears", channel="other")
        assert await event(reader) == ("headline", "a")
        assert await reader.call("leave", "news") == ["sport"]
        await sender.call("tell", "headline", "b", channel="news")
        await sender.call("tell", "goal", "c", channel="sport")
        assert await event(reader) == ("goal", "c")
        listed = dict(await sender.call("everybody"))
        assert listed[reader.session] == ["sport"] and listed[sender.session] == []
    async with page(served.socket_url) as late:
        assert reader.session not in dict(await late.call("everybody"))


async def test_errors_name_what_is_wrong(served: Served) -> None:
    async with page(served.socket_url) as tab:
        assert (await tab.fails("tell", "")).type == "TypeError"
        assert (await tab.fails("tell", "x", session_id=5)).type == "TypeError"
        error = await tab.fails("capability")
        assert error.type == "anvil.server.SerializationError" and "payload is a capability" in error.message
        for service in ("formwright:raise-event", "formwright:client-sessions"):
            assert (await tab.fails(service)).type == "anvil.server.PermissionDenied"
