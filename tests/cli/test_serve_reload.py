"""`formwright serve --reload`: new code as soon as it is saved, and no call lost over it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.server.sample_app import SERVER, write_app
from tests.server.served import Page, page, serve

PERSISTENT = "runtime_options: {version: 2, server_persist: true, "


@pytest.fixture(params=[False, True], ids=["per-call", "persistent"])
def app(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = write_app(tmp_path / "sample")
    if request.param:
        manifest = folder / "anvil.yaml"
        manifest.write_text(manifest.read_text().replace("runtime_options: {version: 2, ", PERSISTENT))
    return folder


def write_server(app: Path, version: int) -> None:
    text = f"{SERVER}\n\n@anvil.server.callable\ndef version():\n    return {version}\n"
    (app / "server_code" / "Server.py").write_text(text)


async def test_calls_go_on_while_the_code_changes(app: Path, tmp_path: Path) -> None:
    write_server(app, 1)
    with serve(app, "--reload") as served:
        async with page(served.socket_url) as tab, page(served.socket_url) as other:
            assert await tab.call("version") == 1
            started = tmp_path / "started"
            await other.send_call("slow", str(started), 2.0)
            while not started.exists():
                await asyncio.sleep(0.02)
            write_server(app, 2)
            found = [await _answer(tab, await tab.send_call("version"))]
            while found[-1] == 1:
                found.append(await _answer(tab, await tab.send_call("version")))
            assert set(found) <= {1, 2}  # never an error in between
            assert await _answer(other, 1) == "finished"


async def _answer(tab: Page, number: int) -> object:
    """Also past notices that the server code has changed."""
    while True:
        answer = await tab.receive_answer()
        if answer is not None:
            assert answer[0] == number
            return answer[1]


async def _hears(tabs: list[Page], what: str) -> None:
    for tab in tabs:
        while await tab.told() != what:
            pass


async def test_open_pages_hear_what_changed(app: Path) -> None:
    with serve(app, "--reload") as served:
        async with page(served.socket_url) as one, page(served.socket_url) as other:
            (app / "client_code" / "Shared.py").write_text("RATE = 4\n")
            await _hears([one, other], "client")
            await _hears([one, other], "server")  # which may import it
            (app / "theme" / "assets" / "theme.css").write_text("p { color: red }\n")
            assert [await one.told(), await other.told()] == ["theme", "theme"]
            (app / "client_code" / "Shared.py.swp").write_text("an editor's own file")
            (app / "client_code" / "Shared.py").touch()
            (app / "server_code" / "Server.py").write_text("x = 1\n")
            assert [await one.told(), await other.told()] == ["server", "server"]


async def test_without_the_flag_nothing_changes(app: Path) -> None:
    write_server(app, 1)
    with serve(app) as served:
        async with page(served.socket_url) as tab:
            write_server(app, 2)
            (app / "client_code" / "Shared.py").write_text("RATE = 4\n")
            for _ in range(20):
                assert await tab.call("version") == 1
