"""The control channel: a host as the designer runs it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psutil
import pytest

from formwright.runtime.protocol.control import (
    CallFinished,
    Command,
    Event,
    Failed,
    Output,
    Problems,
    Ready,
    Reload,
    Restart,
    ServerState,
    SetMode,
    Shutdown,
    decode_event,
    encode,
)
from tests.server.sample_app import write_app
from tests.server.served import page

E = TypeVar("E", bound=Event)


@dataclass
class Designer:
    """A parent process of a host."""

    folder: Path
    process: subprocess.Popen[str]
    ready: Ready

    def send(self, command: Command) -> None:
        self.send_line(encode(command))

    def send_line(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def next(self, kind: type[E]) -> E:
        return next_event(self.process, kind)

    def until(self, mode: str) -> None:
        """Waits until server code is ready in that mode."""
        state = self.next(ServerState)
        while (state.state, state.mode) != ("ready", mode):
            state = self.next(ServerState)

    def ends(self) -> int:
        return self.process.wait(20)

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.ready.port}/_/ws"


def next_event(process: subprocess.Popen[str], kind: type[E]) -> E:
    assert process.stdout is not None
    for line in process.stdout:
        event = decode_event(line)  # every line on stdout is an event, whatever the app prints
        if isinstance(event, kind):
            return event
    raise AssertionError(f"the host ended before a {kind.__name__}")


@pytest.fixture
def designer(tmp_path: Path) -> Iterator[Designer]:
    folder = write_app(tmp_path / "sample")
    command = [sys.executable, "-m", "formwright", "serve", str(folder), "--control", "--port", "0"]
    with (
        (tmp_path / "stderr").open("w") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            yield Designer(folder, process, next_event(process, Ready))
        finally:
            process.kill()


async def test_ready_says_where_and_gives_a_token(designer: Designer) -> None:
    assert designer.ready.url == f"http://127.0.0.1:{designer.ready.port}/"
    assert len(designer.ready.token) >= 32
    with urllib.request.urlopen(designer.ready.url + "_/app", timeout=10) as answer:
        assert b"CLIENT-SOURCE" in answer.read()


async def test_saved_client_code_reaches_the_designers_pages_only(designer: Designer) -> None:
    async with (
        page(designer.socket_url, designer=designer.ready.token) as preview,
        page(designer.socket_url) as stranger,
    ):
        (designer.folder / "client_code" / "Shared.py").write_text("RATE = 4\n")
        designer.send(Reload(("client_code/Shared.py",)))
        assert await preview.told() == "client"
        assert await preview.told() == "server"  # workers import client modules too
        assert await preview.call("add", 1, 1) == 2
        assert await stranger.call("add", 1, 1) == 2  # its first message since welcome


async def test_a_page_that_starts_anew_meets_the_new_server_code(designer: Designer) -> None:
    (designer.folder / "server_code" / "Rate.py").write_text(
        "import anvil.server\nfrom . import Shared\n\n"
        "@anvil.server.callable\ndef rate():\n    return Shared.RATE\n"
    )
    designer.until("per-call")
    designer.send(Reload())
    designer.until("per-call")  # no page may still hear of this change
    async with page(designer.socket_url, designer=designer.ready.token) as preview:
        for rate in (10, 11, 12):
            (designer.folder / "client_code" / "Shared.py").write_text(f"RATE = {rate}\n")
            designer.send(Reload(("client_code/Shared.py",)))
            while await preview.told() != "client":
                pass
            number = await preview.send_call("rate")
            assert await preview.told() == "server"
            assert await preview.answer() == (number, rate)


async def test_each_kind_of_change_is_told_apart(designer: Designer) -> None:
    async with page(designer.socket_url, designer=designer.ready.token) as preview:
        css = designer.folder / "theme" / "assets" / "theme.css"
        css.write_text(css.read_text() + "\nbody { margin: 0 }\n")
        designer.send(Reload(("theme/assets/theme.css",)))
        assert await preview.told() == "theme"

        form = designer.folder / "client_code" / "Form1" / "form_template.yaml"
        form.write_text(form.read_text().replace("Hello", "Goodbye"))
        designer.send(Reload(("client_code/Form1/form_template.yaml",)))
        assert await preview.told() == "client"

        (designer.folder / "README.md").write_text("nothing that runs\n")
        designer.send(Reload(("README.md",)))
        colors = designer.folder / "theme" / "parameters.yaml"
        colors.write_text(colors.read_text().replace("#1565c0", "#00ff00"))
        designer.send(Reload(("theme/parameters.yaml",)))
        assert await preview.told() == "theme"
        assert await preview.told() == "client"  # colours are built into forms


async def test_new_server_code_serves_the_next_call(designer: Designer) -> None:
    async with page(designer.socket_url, designer=designer.ready.token) as preview:
        assert await preview.call("add", 2, 3) == 5
        code = designer.folder / "server_code" / "Server.py"
        code.write_text(code.read_text().replace("return a + b", "return a * b"))
        designer.send(Reload(("server_code/Server.py",)))
        assert await preview.told() == "server"
        assert await preview.call("add", 2, 3) == 6


async def test_a_running_call_finishes_on_the_old_code(designer: Designer, tmp_path: Path) -> None:
    async with page(designer.socket_url, designer=designer.ready.token) as preview:
        started = tmp_path / "started"
        slow = await preview.send_call("slow", str(started), 0.5)
        while not started.exists():
            await asyncio.sleep(0.02)
        code = designer.folder / "server_code" / "Server.py"
        code.write_text(code.read_text().replace("finished", "other"))
        designer.send(Reload(("server_code/Server.py",)))
        assert await preview.told() == "server"
        assert await preview.answer() == (slow, "finished")


async def test_problems_are_reported_and_nothing_stops(designer: Designer) -> None:
    (designer.folder / "client_code" / "Form1" / "form_template.yaml").write_text("container: [\n")
    designer.send(Reload(("client_code/Form1/form_template.yaml",)))
    problems = designer.next(Problems).problems
    assert [problem.path for problem in problems] == ["client_code/Form1/form_template.yaml"]
    async with page(designer.socket_url) as tab:
        assert await tab.call("add", 1, 1) == 2


async def test_the_mode_can_be_set_and_follows_the_manifest(designer: Designer) -> None:
    async with page(designer.socket_url, designer=designer.ready.token) as tab:
        designer.send(SetMode(True))
        designer.until("persistent")
        assert [(await tab.call("step"))[0] for _ in range(3)] == [1, 2, 3]

        designer.send(Restart())
        designer.until("persistent")
        assert (await tab.call("step"))[0] == 1  # a new interpreter

        designer.send(SetMode(False))
        designer.until("per-call")
        assert [(await tab.call("step"))[0] for _ in range(2)] == [1, 1]

        manifest = designer.folder / "anvil.yaml"
        manifest.write_text(
            manifest.read_text().replace("{version: 2,", "{version: 2, server_persist: true,")
        )
        designer.send(Reload(("anvil.yaml",)))
        assert await tab.told() == "server"
        assert [(await tab.call("step"))[0] for _ in range(2)] == [1, 2]


async def test_calls_and_output_are_reported(designer: Designer) -> None:
    async with page(designer.socket_url) as tab:
        await tab.call("say", '{"t":"Ready"}')  # not taken for an event
        output = designer.next(Output)
        assert '{"t":"Ready"}' in output.text
        assert output.worker
        await tab.fails("fail", "value", "too blue")
        failed = designer.next(CallFinished)
        while failed.ok:
            failed = designer.next(CallFinished)
        assert failed.function == "fail"
        assert failed.error is not None
        assert failed.error.trace[-1].file == "server_code/Server.py"
        assert "ValueError: too blue" in failed.error.text  # the designer sees it all


async def test_nonsense_on_stdin_is_answered(designer: Designer) -> None:
    for line in ("not json", '{"t":"Explode"}', "[]", '{"t":"SetMode"}'):
        designer.send_line(line)
        assert "not understood" in designer.next(Failed).message
    designer.send(Shutdown())
    assert designer.ends() == 0


async def test_shutdown_lets_running_calls_finish(designer: Designer, tmp_path: Path) -> None:
    async with page(designer.socket_url) as tab:
        started = tmp_path / "started"
        slow = await tab.send_call("slow", str(started), 0.5)
        while not started.exists():
            await asyncio.sleep(0.02)
        designer.send(Shutdown())
        assert await tab.answer() == (slow, "finished")
    assert await asyncio.to_thread(designer.ends) == 0


async def test_the_end_of_the_parent_ends_everything(designer: Designer, tmp_path: Path) -> None:
    async with page(designer.socket_url) as tab:
        started = tmp_path / "started"
        await tab.send_call("slow", str(started), 60)
        while not started.exists() or not started.read_text():
            await asyncio.sleep(0.02)
        family = psutil.Process(designer.process.pid).children(recursive=True)
        assert int(started.read_text()) in {child.pid for child in family}
        assert designer.process.stdin is not None
        designer.process.stdin.close()  # what the kernel does when the designer is killed
        assert await asyncio.to_thread(designer.ends) == 0
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []


async def test_killing_the_host_leaves_no_process(designer: Designer, tmp_path: Path) -> None:
    async with page(designer.socket_url) as tab:
        started = tmp_path / "started"
        await tab.send_call("slow", str(started), 60)
        while not started.exists() or not started.read_text():
            await asyncio.sleep(0.02)
        family = psutil.Process(designer.process.pid).children(recursive=True)
        assert family
        designer.process.kill()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []


def test_an_app_that_is_not_there_is_said_in_an_event(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "formwright", "serve", str(tmp_path / "nowhere"), "--control"]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    failed = decode_event(ended.stdout)
    assert isinstance(failed, Failed)
    assert "nowhere" in failed.message
