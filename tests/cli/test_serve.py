"""`formwright serve` as a person and a script meet it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

from formwright.runtime.protocol.errors import RemoteError
from tests.server.sample_app import write_app
from tests.server.served import error_lines, page, serve, start


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return write_app(tmp_path / "sample")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "formwright", *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)


async def test_one_line_on_stdout_whatever_the_app_prints(app: Path) -> None:
    with serve(app) as served:
        assert served.url == f"http://127.0.0.1:{served.port}/"
        with urllib.request.urlopen(served.url + "_/app", timeout=10) as answer:
            assert answer.status == 200
        async with page(served.socket_url) as tab:
            await tab.call("say", "printed")
        served.process.terminate()
        assert await asyncio.to_thread(served.process.wait, 20) == 0
        assert served.rest_of_output() == ""
        assert "printed" in error_lines(served)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_running_calls_finish(app: Path, number: signal.Signals, tmp_path: Path) -> None:
    with serve(app) as served:
        family = psutil.Process(served.process.pid)
        async with page(served.socket_url) as tab:
            started = tmp_path / "started"
            slow = await tab.send_call("slow", str(started), 2.0)
            while not started.exists():
                await asyncio.sleep(0.02)
            workers = family.children(recursive=True)
            served.process.send_signal(number)
            refusal = None
            while not isinstance(refusal, RemoteError):  # soon no new call is taken
                refusal = await tab.call("add", 1, 1)
            assert refusal.type == "anvil.server.RuntimeUnavailableError"
            assert await tab.answer() == (slow, "finished")
        assert await asyncio.to_thread(served.process.wait, 20) == 0
        _, alive = psutil.wait_procs(workers, timeout=10)
        assert alive == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
async def test_a_second_signal_does_not_wait(app: Path, tmp_path: Path) -> None:
    with serve(app) as served:
        async with page(served.socket_url) as tab:
            started = tmp_path / "started"
            await tab.send_call("slow", str(started), 60)
            while not started.exists():
                await asyncio.sleep(0.02)
            workers = psutil.Process(served.process.pid).children(recursive=True)
            served.process.send_signal(signal.SIGINT)
            while "Once more" not in error_lines(served):
                await asyncio.sleep(0.02)
            served.process.send_signal(signal.SIGINT)
            assert await asyncio.to_thread(served.process.wait, 8) == 130
        _, alive = psutil.wait_procs(workers, timeout=10)
        assert alive == []
        assert "Traceback" not in error_lines(served)


def test_a_busy_port_is_named_with_the_way_out(app: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = start(app, tmp_path / "stderr", port=str(port))
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert output == ""
    message = (tmp_path / "stderr").read_text()
    assert f"Port {port}" in message
    assert "--port 0" in message
    assert "Traceback" not in message


def test_other_machines_are_let_in_only_when_asked_for(app: Path) -> None:
    refused = run("serve", str(app), "--host", "0.0.0.0", "--port", "0")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "--allow-remote" in refused.stderr
    with serve(app, "--host", "0.0.0.0", "--allow-remote") as served:
        assert served.url == f"http://127.0.0.1:{served.port}/"
        assert "not encrypted" in error_lines(served)
        with urllib.request.urlopen(served.url + "_/app", timeout=10) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serve", "{tmp}/nowhere"], "no folder"),
        (["serve", "{tmp}"], "Did you mean"),
        (["serve", "{tmp}/outside.txt"], "is a file"),
        (["serve", "{tmp}/sample", "--port", "70000"], "not a port"),
        (["serve", "{tmp}/sample", "--host", "no.such.host.invalid", "--allow-remote"], "not known"),
        (["serve", "{tmp}/sample", "--host", "192.0.2.1", "--allow-remote"], "not an address"),
        (["serve"], "APP_DIR"),
    ],
)
def test_mistakes_are_explained(app: Path, arguments: list[str], said: str) -> None:
    ended = run(*[argument.format(tmp=app.parent) for argument in arguments])
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_problems_of_the_app_are_told_and_the_rest_runs(app: Path) -> None:
    (app / "client_code" / "Form1" / "form_template.yaml").write_text("container: [\n")
    with serve(app) as served, urllib.request.urlopen(served.url + "_/app", timeout=10) as answer:
        assert b"CLIENT-SOURCE" in answer.read()
        assert "client_code/Form1/form_template.yaml:" in error_lines(served)
