"""Limits of one page are told in words, and cost it nothing else. The host runs in the test's own loop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import websockets.asyncio.client as websockets
from websockets.exceptions import ConnectionClosed

from formwright.runtime.appfiles import load_app
from formwright.runtime.protocol.control import ClientLog, Event
from formwright.runtime.protocol.errors import RemoteError, TraceFrame
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.messages import Log, encode
from formwright.runtime.server.app_python import AppPython
from formwright.runtime.server.host import Host
from formwright.runtime.server.http_server import HttpServer
from formwright.runtime.server.limits import Limits, Pace
from formwright.runtime.server.listener import bind
from tests.server.sample_app import write_app
from tests.server.served import page

LIMITS = Limits(
    body=2000,
    blobs=5000,
    blob_count=3,
    calls=2,
    hello_seconds=2.0,
    calls_per_second=0.5,
    calls_in_a_row=30,
    logs_per_second=0.5,
    logs_in_a_row=10,
)


class Running:
    def __init__(self, host: Host, url: str, events: list[Event]) -> None:
        self.host = host
        self.url = url
        self.events = events


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    events: list[Event] = []
    app = load_app(write_app(tmp_path / "sample"))
    host = Host(app, AppPython(app.folder), tmp_path, "", events.append, LIMITS)
    listening = bind("127.0.0.1", 0)
    url = f"ws://127.0.0.1:{listening.getsockname()[1]}/_/ws"
    ready = asyncio.Event()
    server = HttpServer(host.application(), ready.set)
    await host.start()
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    await ready.wait()
    yield Running(host, url, events)
    await host.close()
    server.should_exit = True
    await serving


async def test_too_large_arguments(running: Running) -> None:
    async with page(running.url) as tab:
        error = await tab.fails("echo", "x" * 3000)
        assert error.type == "anvil.server.SerializationError"
        assert "'echo'" in error.message
        assert "media" in error.message
        assert await tab.call("add", 1, 1) == 2


async def test_too_large_media_are_read_and_dropped(running: Running) -> None:
    async with page(running.url) as tab:
        error = await tab.fails("echo", *[BlobMedia("text/plain", b"x" * 2500) for _ in range(3)])
        assert error.type == "anvil.server.SerializationError"
        assert "several calls" in error.message
        echoed = await tab.call("echo", BlobMedia("text/plain", b"x" * 2500))
        assert echoed["values"][0].length == 2500


async def test_too_many_media(running: Running) -> None:
    async with page(running.url) as tab:
        error = await tab.fails("echo", *[BlobMedia("text/plain", b"x") for _ in range(4)])
        assert "at most 3" in error.message
        assert await tab.call("add", 1, 1) == 2


async def test_too_many_calls_of_one_page_leave_others_alone(running: Running) -> None:
    async with page(running.url) as greedy, page(running.url) as other:
        waiting = {await greedy.send_call("nap", 0.5) for _ in range(2)}
        refused = await greedy.send_call("nap", 0)
        assert await other.call("add", 1, 1) == 2
        number, error = await greedy.answer()
        assert number == refused
        assert isinstance(error, RemoteError)
        assert error.type == "anvil.server.QuotaExceededError"
        assert {(await greedy.answer())[0] for _ in range(2)} == waiting


async def test_calls_without_end_are_slowed_down_in_words(running: Running) -> None:
    """Whoever stays within the rate, later or in another page, notices nothing."""
    async with page(running.url) as greedy, page(running.url) as other:
        outcomes = [await greedy.call("missing") for _ in range(60)]
        refused = [error for error in outcomes if error.type == "anvil.server.QuotaExceededError"]
        assert 0 < len(refused) < 60
        assert "too often: more than 0.5 times a second" in refused[0].message
        assert await other.call("add", 1, 1) == 2
        while (answer := await greedy.call("add", 1, 1)) != 2:
            assert isinstance(answer, RemoteError)


async def test_logs_without_end_are_left_out_and_counted(running: Running) -> None:
    async with page(running.url) as tab:
        for _ in range(30):
            await tab.socket.send(encode(Log("info", "again")))
        await tab.call("add", 1, 1)
        kept = len([event for event in running.events if isinstance(event, ClientLog)])
        assert 10 <= kept < 30
        logs: list[ClientLog] = []
        while not logs or "were left out" not in logs[-2].text:
            await tab.socket.send(encode(Log("info", "later")))
            await tab.call("add", 1, 1)
            logs = [event for event in running.events if isinstance(event, ClientLog)][kept - 2 :]


def test_the_pace_follows_a_clock_that_never_goes_back() -> None:
    now = [100.0]
    pace = Pace(2.0, 3, lambda: now[0])
    assert [pace.may() for _ in range(4)] == [True, True, True, False]
    now[0] += 1
    assert [pace.may() for _ in range(3)] == [True, True, False]
    now[0] += 1000
    assert [pace.may() for _ in range(4)] == [True, True, True, False]


async def test_a_silent_connection_is_closed(running: Running) -> None:
    async with websockets.connect(running.url) as socket:
        with pytest.raises(ConnectionClosed):
            await socket.recv()


async def test_logs_of_pages_are_reported_and_cut(running: Running) -> None:
    async with page(running.url) as tab:
        trace = (TraceFrame("client_code/Form1/__init__.py", 3, "click"),)
        await tab.socket.send(encode(Log("error", "E" * 50_000, trace)))
        await tab.call("add", 1, 1)
    (log,) = [event for event in running.events if isinstance(event, ClientLog)]
    assert log.level == "error"
    assert 20_000 <= len(log.text) < 20_100
    assert log.trace == trace
    assert log.session


async def test_pages_are_forgotten_when_they_leave(running: Running) -> None:
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(5):
            await stack.enter_async_context(page(running.url))
        assert len(running.host.pages) == 5
    while len(running.host.pages):
        await asyncio.sleep(0.01)


async def test_draining_waits_for_what_runs_and_not_longer(running: Running) -> None:
    async with page(running.url) as tab:
        await tab.send_call("nap", 30)
        while running.host.calls.running == 0:
            await asyncio.sleep(0.01)
        assert await running.host.calls.drain(0.05) is False
        assert running.host.calls.running == 1
