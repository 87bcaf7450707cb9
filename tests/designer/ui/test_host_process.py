"""The host as a child process: events, crashes, and that it never outlives the designer."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from formwright.designer.core.run import HostState, RunSession
from formwright.designer.ui.host_process import RESTARTS, HostProcess, host_command
from formwright.runtime.protocol import control
from tests.designer.sample import make_app


def children(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True)


def all_gone(pids: list[int]) -> bool:
    return not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie" for pid in pids)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_app(tmp_path / "Counter")


def test_the_real_host_becomes_ready_and_ends_with_close(qtbot: QtBot, folder: Path) -> None:
    host = HostProcess(host_command(folder))
    session = RunSession(host)
    session.start_host()
    qtbot.waitUntil(lambda: session.host is HostState.READY, timeout=30_000)
    assert session.url.startswith("http://127.0.0.1:")
    assert session.token
    pids = [host.pid, *(child.pid for child in children(host.pid))]
    session.close()
    qtbot.waitUntil(lambda: all_gone(pids), timeout=10_000)


def test_a_killed_host_is_started_again(qtbot: QtBot, folder: Path) -> None:
    host = HostProcess(host_command(folder))
    session = RunSession(host)
    session.start_host()
    qtbot.waitUntil(lambda: session.host is HostState.READY, timeout=30_000)
    first, url = host.pid, session.url
    psutil.Process(first).kill()
    qtbot.waitUntil(lambda: session.host is HostState.READY and session.url != url, timeout=30_000)
    assert host.pid != first
    session.close()


def test_one_that_keeps_crashing_is_given_up_with_its_last_words(qtbot: QtBot) -> None:
    program = "import sys; print('the port is cursed', file=sys.stderr); sys.exit(7)"
    host = HostProcess([sys.executable, "-c", program])
    exits: list[str] = []
    host.listen(lambda _event: None, exits.append)
    host.start()
    qtbot.waitUntil(lambda: bool(exits and exits[-1]), timeout=30_000)
    assert exits[:-1] == [""] * RESTARTS
    assert "exit code 7" in exits[-1] and "the port is cursed" in exits[-1]
    host.close()


def test_a_program_that_is_not_there_is_reported(qtbot: QtBot) -> None:
    host = HostProcess(["/nowhere/python"])
    exits: list[str] = []
    host.listen(lambda _event: None, exits.append)
    host.start()
    qtbot.waitUntil(lambda: bool(exits))
    assert "could not be started" in exits[0]
    assert host.pid == 0


ECHO = """
import json, sys
print(json.dumps({"t": "Ready", "url": "http://x/", "token": "t", "port": 1, "protocol": 1}), flush=True)
print("not a message", flush=True)
for line in sys.stdin:
    output = {"t": "Output", "stream": "stdout", "text": line, "call_id": None, "worker": None}
    print(json.dumps(output), flush=True)
"""


def test_commands_sent_early_arrive_and_nonsense_is_skipped(qtbot: QtBot) -> None:
    host = HostProcess([sys.executable, "-c", ECHO])
    events: list[control.Event] = []
    host.listen(events.append, lambda _message: None)
    host.start()
    host.send(control.Reload(("a.py",)))
    qtbot.waitUntil(lambda: len(events) == 2, timeout=20_000)
    assert isinstance(events[0], control.Ready)
    assert isinstance(events[1], control.Output)
    assert control.decode_command(events[1].text) == control.Reload(("a.py",))
    host.close()


DESIGNER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from formwright.designer.core.run import HostState, RunSession
from formwright.designer.ui.host_process import HostProcess, host_command
app = QCoreApplication([])
host = HostProcess(host_command(Path(sys.argv[1])))
session = RunSession(host)
session.host_changed.connect(lambda: session.host is HostState.READY and print(host.pid, flush=True))
session.start_host()
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_nothing_outlives_a_designer_that_is_killed(qtbot: QtBot, folder: Path) -> None:
    designer = subprocess.Popen(
        [sys.executable, "-c", DESIGNER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert designer.stdout is not None
    host = int(designer.stdout.readline())
    pids = [host, *(child.pid for child in children(host))]
    designer.send_signal(signal.SIGKILL)
    designer.wait()
    designer.stdout.close()
    qtbot.waitUntil(lambda: all_gone(pids), timeout=15_000)
