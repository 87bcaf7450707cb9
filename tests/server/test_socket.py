"""The WebSocket through a real server process, per call and persistently."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import psutil
import pytest
import websockets.asyncio.client as websockets
from websockets.exceptions import ConnectionClosed, InvalidStatus

from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.messages import Call, Hello, encode
from formwright.runtime.server.connection import BAD_MESSAGE, OTHER_VERSION
from tests.server.sample_app import write_app
from tests.server.served import Served, error_lines, page, serve

MODES = ("per-call", "persistent")


@pytest.fixture(scope="module", params=MODES)
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = write_app(tmp_path_factory.mktemp(str(request.param)) / "sample")
    if request.param == "persistent":
        manifest = folder / "anvil.yaml"
        manifest.write_text(manifest.read_text().replace("version: 2,", "version: 2, server_persist: true,"))
    with serve(folder) as served:
        yield served


def is_persistent(served: Served) -> bool:
    return "persistent" in str(served.errors)


async def test_arguments_and_results(served: Served) -> None:
    async with page(served.socket_url) as tab:
        assert await tab.call("add", 2, 3) == 5
        assert await tab.call("add", 2) == 3
        assert await tab.call("add", a="x", b="é\U0001f600") == "xé\U0001f600"
        when = datetime(2024, 2, 29, 12, 30, tzinfo=timezone(timedelta(hours=2)))
        value = await tab.call("echo", None, True, 1.5, when, date(2024, 2, 29), key={"$": [1, {"a": None}]})
        assert value["values"] == [None, True, 1.5, when, date(2024, 2, 29)]
        assert value["named"] == {"key": {"$": [1, {"a": None}]}}


async def test_globals_live_as_the_mode_says(served: Served) -> None:
    async with page(served.socket_url) as tab:
        answers = [await tab.call("step") for _ in range(3)]
    counts, pids = [count for count, _ in answers], {pid for _, pid in answers}
    if is_persistent(served):
        assert counts == [1, 2, 3]
        assert len(pids) == 1
    else:
        assert counts == [1, 1, 1]
        assert len(pids) == 3


async def test_media_both_ways(served: Served) -> None:
    content = bytes(range(256)) * 8000
    async with page(served.socket_url) as tab:
        media = await tab.call("reverse", BlobMedia("image/png", content, name="a.png"))
        assert (media.content_type, media.name) == ("image/png", "a.png")
        assert media.get_bytes() == content[::-1]
        several = await tab.call("echo", *[BlobMedia("text/plain", bytes([n])) for n in range(5)])
        assert [blob.get_bytes() for blob in several["values"]] == [bytes([n]) for n in range(5)]


async def test_errors_keep_their_type_and_their_place(served: Served) -> None:
    async with page(served.socket_url) as tab:
        error = await tab.fails("fail", "value", "too blue")
        assert (error.type, error.message) == ("ValueError", "too blue")
        assert [(frame.file, frame.function) for frame in error.trace] == [("server_code/Server.py", "fail")]
        assert error.trace[0].line > 30
        assert (error.trace[0].source, error.text) == ("", "")  # server code stays on the server
        assert (await tab.fails("fail", "key", "k")).type == "KeyError"
        assert (await tab.fails("nothing_of_that_name")).type == "anvil.server.NoServerFunctionError"
        unserialisable = await tab.fails("unserialisable")
        assert unserialisable.type == "anvil.server.SerializationError"
        assert "['when'][0]" in unserialisable.message
        assert (await tab.fails("task:x")).type == "anvil.server.PermissionDenied"
        assert await tab.call("add", 1, 1) == 2
    assert "ValueError: too blue" in error_lines(served)


async def test_a_worker_that_dies_harms_its_own_call_only(served: Served) -> None:
    async with page(served.socket_url) as tab:
        assert (await tab.fails("leave", 3)).type == "anvil.server.ExecutionTerminatedError"
        assert await tab.call("add", 1, 1) == 2


async def test_several_calls_at_once_answer_as_they_finish(served: Served) -> None:
    async with page(served.socket_url) as tab:
        slow = await tab.send_call("nap", 1.0)
        quick = await tab.send_call("nap", 0.0)
        assert await tab.answer() == (quick, 0.0)
        assert await tab.answer() == (slow, 1.0)


async def test_a_page_that_leaves_in_mid_call(served: Served, tmp_path: Path) -> None:
    done = tmp_path / "done"
    async with page(served.socket_url) as tab:
        await tab.send_call("mark", str(done), 0.4)
        await asyncio.sleep(0.1)
        tab.socket.transport.abort()
    async with page(served.socket_url) as tab:
        assert await tab.call("add", 1, 1) == 2
        while not done.exists():  # the call went on to its end
            await asyncio.sleep(0.02)


async def test_S20_printed_text_reaches_the_console(served: Served) -> None:
    async with page(served.socket_url) as tab:
        await tab.call("say", "hello from the server")
    while "hello from the server" not in error_lines(served):
        await asyncio.sleep(0.02)


async def test_sessions_are_resumed_with_the_cookie_only(served: Served) -> None:
    cookie = [("cookie", f"{cookie_name(served)}=abc")]
    async with page(served.socket_url, headers=cookie) as tab:
        session = tab.session
    async with page(served.socket_url, headers=cookie, session=session) as tab:
        assert tab.session == session
    async with page(served.socket_url, session=session) as tab:
        assert tab.session != session


async def test_S26_a_page_hears_that_its_session_is_gone(served: Served) -> None:
    async with page(served.socket_url, session="of-an-earlier-host") as tab:
        assert tab.expired
        assert tab.session != "of-an-earlier-host"
    async with page(served.socket_url) as tab:
        assert not tab.expired


async def test_foreign_origins_and_hosts_are_refused(served: Served) -> None:
    own = f"http://127.0.0.1:{served.port}"
    async with page(served.socket_url, origin=own) as tab:
        assert await tab.call("add", 1, 1) == 2
    for origin in ("http://evil.example", "null", f"http://localhost:{served.port}", "http://127.0.0.1:1"):
        with pytest.raises(InvalidStatus) as refused:
            async with page(served.socket_url, origin=origin):
                pass
        assert refused.value.response.status_code == 403
    with pytest.raises(InvalidStatus):
        async with page(f"ws://evil.example:{served.port}/_/ws", host="127.0.0.1"):
            pass


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        (["not json"], BAD_MESSAGE),
        ([encode(Call(1, "add", '{"a":[],"k":{}}'))], BAD_MESSAGE),  # hello is missing
        ([b"bytes"], BAD_MESSAGE),
        ([encode(Hello()), encode(Hello())], BAD_MESSAGE),
        ([encode(Hello()), b"bytes nobody announced"], BAD_MESSAGE),
        ([encode(Hello()), encode(Call(1, "add", "{}", 1)), "text instead of bytes"], BAD_MESSAGE),
        ([encode(Hello()), '{"t":"call","id":-1,"fn":"add","nb":0}\n{}'], BAD_MESSAGE),
        ([encode(Hello()), '{"t":"reload","what":"client"}'], BAD_MESSAGE),
        ([encode(Hello(protocol=99))], OTHER_VERSION),
    ],
)
async def test_nonsense_ends_the_connection_with_a_reason(
    served: Served, messages: list[str | bytes], code: int
) -> None:
    async with websockets.connect(served.socket_url) as socket:
        for message in messages:
            await socket.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await socket.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == code
        assert closed.value.rcvd.reason


async def test_a_body_that_is_not_a_call_is_an_error_of_that_call(served: Served) -> None:
    async with page(served.socket_url) as tab:
        await tab.socket.send(encode(Call(7, "add", "[not json")))
        number, error = await tab.answer()
        assert (number, error.type) == (7, "anvil.server.SerializationError")
        assert await tab.call("add", 1, 1) == 2


async def test_pages_without_the_token_hear_of_no_reload(served: Served) -> None:
    async with page(served.socket_url, designer="guess") as tab:
        assert await tab.call("add", 1, 1) == 2


async def test_messages_are_not_compressed(served: Served) -> None:
    # On one machine it only costs: a megabyte took 145 ms instead of 8.
    async with websockets.connect(served.socket_url, compression="deflate") as socket:
        assert socket.response is not None
        assert "sec-websocket-extensions" not in socket.response.headers


async def test_nothing_is_left_behind(served: Served) -> None:
    process = psutil.Process(served.process.pid)
    async with page(served.socket_url) as tab:
        for _ in range(20):
            await tab.call("add", 1, 1)
        before = process.num_fds()
        for _ in range(60):
            await tab.call("add", 1, 1)
        assert process.num_fds() <= before + 4
        assert len(process.children(recursive=True)) < 12


def cookie_name(served: Served) -> str:
    from formwright.runtime.appfiles import load_app
    from formwright.runtime.server.site import Site

    folder = served.errors.parent / "sample"
    return Site(load_app(folder), folder, "").cookie
