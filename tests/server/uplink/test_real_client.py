"""The unmodified client library against a real host: spec wire protocols, section 10; A08 to A11, S28."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.pythons.local_settings import LocalSettings, UplinkKey
from tests.server.served import Served, page, serve
from tests.server.uplink.conftest import CLIENT_KEY, KEY, Connect

CALLABLES = """
    @anvil.server.callable
    def add(a, b):
        return a + b

    @anvil.server.callable
    def fail():
        raise KeyError("gone")

    @anvil.server.callable
    def back(value):
        return value

    @anvil.server.callable
    def size_of(media):
        return [len(media.get_bytes()), media.name]

    @anvil.server.callable
    def same_name():
        return "uplink"

    @anvil.server.callable
    def who_here():
        here = anvil.server.context
        return [here.type, here.client.type, here.remote_caller.is_trusted]

    @anvil.server.callable
    def around(value):
        return anvil.server.call("through", "add", value, 1)

    @anvil.server.callable
    def flip(point):
        return Linked.Shapes.Point(point.y, point.x)

    @anvil.server.callable
    def sleep(seconds):
        say(sleeping=True)
        time.sleep(seconds)

    import Linked.Shapes
    # connected
    say(ready=True)
"""


async def call(host: Served, function: str, *args: object) -> Any:
    async with page(host.socket_url) as browser:
        return await browser.call(function, *args)


def test_a_program_calls_the_app(host: Served, connect: Connect) -> None:
    program = connect(
        host.url,
        """
        # connected
        say(echo=anvil.server.call("anvil.private.echo", 1), double=anvil.server.call("double", 21))
        say(who=anvil.server.call("who"), origin=anvil.server.get_app_origin())
        moment = datetime.datetime(2020, 1, 2, 3, 4, 5, 678, tzinfo=anvil.tz.tzoffset(hours=-3.5))
        values = [2**40, -2**70, True, None, "ä\\x00", 1.5, [[], {}], {"$": "x", "a": {"$": 1}}]
        values.append(datetime.date(2020, 1, 2))
        say(same=anvil.server.call("echo", values) == values)
        say(moment=anvil.server.call("echo", moment) == moment)
        say(nan=repr(anvil.server.call("echo", float("nan"))))
        media = anvil.BlobMedia("text/plain", b"0123456789" * 20_000, name="big.txt")
        got = anvil.server.call("echo", media)
        say(media=[got.get_bytes() == media.get_bytes(), got.content_type, got.name])
        for name in ("refuse", "nothing", "anvil.private.nothing"):
            try:
                anvil.server.call(name)
            except Exception as error:
                say(error=[type(error).__name__, str(error)])
        """,
    )
    assert program.said() == {"echo": 1, "double": 42}
    assert program.said() == {"who": ["uplink", "uplink", True], "origin": host.url.rstrip("/")}
    assert program.said() == {"same": True}
    assert program.said() == {"moment": True}
    assert program.said() == {"nan": "nan"}
    assert program.said() == {"media": [True, "text/plain", "big.txt"]}
    refused = program.said()["error"]
    assert "not today" in refused[1]
    assert program.said()["error"][0] == "NoServerFunctionError"
    assert program.said()["error"][0] == "NoServerFunctionError"


async def test_browsers_call_the_program(host: Served, connect: Connect) -> None:
    program = connect(host.url, CALLABLES)
    assert program.said() == {"ready": True}
    assert await call(host, "add", 2, 3) == 5
    error = await call(host, "fail")
    assert isinstance(error, RemoteError)
    assert (error.type, "gone" in error.message) == ("KeyError", True)
    assert error.trace and error.trace[-1].line > 0
    values = [2**40, "ä", {"$": "x"}, [None, 1.5]]
    assert await call(host, "back", values) == values
    media = BlobMedia("image/png", bytes(range(256)) * 800, "a.png")
    got = await call(host, "back", media)
    assert (got.get_bytes(), got.name, got.content_type) == (media.get_bytes(), "a.png", "image/png")
    big = BlobMedia("image/png", bytes(3_000_000), "big.png")
    assert await call(host, "through", "size_of", big) == [3_000_000, "big.png"]
    assert await call(host, "kept_in_a_file") == [20_000_000, "kept.bin"]
    assert await call(host, "who_here") == ["uplink", "browser", False]  # S28
    assert await call(host, "through", "who_here") == ["uplink", "browser", True]
    assert await call(host, "around", 4) == 5  # browser, uplink, app, uplink


async def test_A08_a_function_of_an_uplink_hides_the_apps(host: Served, connect: Connect) -> None:
    assert await call(host, "same_name") == "app"
    program = connect(host.url, CALLABLES)
    program.said()
    assert await call(host, "same_name") == "uplink"
    program.end()
    while await call(host, "same_name") != "app":
        await asyncio.sleep(0.05)


async def test_A09_a_wrong_key_is_refused_with_the_reason(host: Served, connect: Connect) -> None:
    program = connect(
        host.url,
        """
        # connected
        try:
            anvil.server.call("double", 1)
        except Exception as error:
            say(error=str(error))
        """,
        key="wrong",
    )
    assert "uplink key is wrong" in program.said()["error"]


async def test_A10_a_client_key_calls_but_registers_nothing(host: Served, connect: Connect) -> None:
    calling = """
        # connected
        say(who=anvil.server.call("who"))
        try:
            anvil.server.call("task:secret")
        except Exception as error:
            say(error=type(error).__name__)
    """
    program = connect(host.url, calling, key=CLIENT_KEY)
    assert program.said() == {"who": ["uplink", "uplink", False]}
    assert program.said() == {"error": "PermissionDenied"}
    registering = """
        @anvil.server.callable
        def mine():
            return 1
        # connected
        said = ""
        for _ in range(200):  # the refusal may come before, while or after a call waits
            try:
                anvil.server.call("double", 1)
            except Exception as error:
                said = str(error)
            if "register" in said:
                break
            time.sleep(0.05)
        say(error=said)
    """
    assert (
        "may call functions, but not register"
        in connect(host.url, registering, key=CLIENT_KEY).said()["error"]
    )
    missing = await call(host, "mine")
    assert isinstance(missing, RemoteError) and missing.type == "anvil.server.NoServerFunctionError"


async def test_A11_a_program_that_goes_in_the_middle_of_a_call(host: Served, connect: Connect) -> None:
    program = connect(host.url, CALLABLES)
    program.said()
    calling = asyncio.create_task(call(host, "sleep", 60))
    assert await asyncio.to_thread(program.said) == {"sleeping": True}
    program.end()
    error = await calling
    assert isinstance(error, RemoteError) and error.type == "anvil.server.UplinkDisconnectedError"
    again = await call(host, "add", 1, 1)
    assert isinstance(again, RemoteError) and again.type == "anvil.server.UplinkDisconnectedError"
    assert "not connected at the moment" in again.message


def test_what_the_host_itself_answers(host: Served, connect: Connect) -> None:
    asking = """
        # connected
        def ask(name, *args):
            try:
                return anvil.server.call("anvil.private." + name, *args)
            except Exception as error:
                return type(error).__name__
        say(client=ask("get_client_config"), server=ask("get_server_config"))
        say(asset=ask("get_app_asset", "note.txt").get_bytes().decode())
        say(none=ask("get_app_asset", "../anvil.yaml"))
        before = ask("get_session_id")
        ask("reset_session")
        say(same=ask("get_session_id") == before)
    """
    program = connect(host.url, asking)
    assert program.said() == {"client": {"colour": "red"}, "server": {"secret": "hidden"}}
    assert program.said() == {"asset": "an asset"}
    assert program.said() == {"none": None}
    assert program.said() == {"same": False}
    other = connect(host.url, asking, key=CLIENT_KEY)
    assert other.said() == {"client": {"colour": "red"}, "server": "PermissionDenied"}


async def test_functions_made_later_are_known_and_portable_objects_travel(
    host: Served, connect: Connect
) -> None:
    program = connect(
        host.url,
        CALLABLES
        + """
    @anvil.server.callable
    def later():
        return "later"
    point = anvil.server.call("move", Linked.Shapes.Point(1, 2))
    say(point=[type(point).__name__, point.x, point.y])
        """,
    )
    program.said()
    assert program.said() == {"point": ["Point", 2, 2]}
    assert await call(host, "later") == "later"


async def test_a_revoked_key_ends_the_connection_at_once(
    host: Served, connect: Connect, tmp_path: Path
) -> None:
    settings = LocalSettings.of_user()
    folder = tmp_path / "linked"
    settings.keep_uplink_keys(folder, [UplinkKey("made-in-the-designer")])
    program = connect(host.url, CALLABLES, key="made-in-the-designer")
    assert program.said() == {"ready": True}
    while await call(host, "same_name") != "uplink":  # the key was not there when the host last looked
        await asyncio.sleep(0.05)
    settings.keep_uplink_keys(folder, [])
    while await call(host, "same_name") != "app":
        await asyncio.sleep(0.05)


async def test_a_program_connects_again_after_a_restart(host: Served, connect: Connect) -> None:
    program = connect(host.url, CALLABLES)
    assert program.said() == {"ready": True}
    folder = host.errors.parent / "linked"
    host.process.terminate()
    host.process.wait()
    options = ("--uplink-key", KEY, "--port", str(host.port))
    with serve(folder, *options) as again:
        while not isinstance(await call(again, "add", 1, 2), int):
            await asyncio.sleep(0.2)
        assert await call(again, "add", 1, 2) == 3
