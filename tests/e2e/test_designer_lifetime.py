"""Whatever ends the designer, nothing that it started stays behind. The real program, from outside."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.e2e.processes import family, survivors

EXAMPLES = Path(__file__).resolve().parents[2] / "formwright" / "examples"
pytestmark = pytest.mark.skipif(shutil.which("xdotool") is None, reason="types keys with xdotool")


class Designer:
    """A running designer with an app open and its preview started."""

    def __init__(self, app: Path, state: Path) -> None:
        own = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "formwright", str(app)],
            env={**own, "HOME": str(state)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def wait_until_running(self, seconds: float = 60) -> list[psutil.Process]:
        """Runs the app; all its processes, once the host, a worker and the browser engine are among them."""
        self.press("F5")
        self.press("Return")  # the app came from elsewhere: "Run this app?"
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            members = family(self.process.pid)
            commands = [" ".join(_command(member)) for member in members]
            host = any(" serve " in command for command in commands)
            worker = any("worker" in command for command in commands)
            # Renderers are forked by the engine's two zygotes, whose command line they keep.
            engine = sum("QtWebEngineProcess" in command for command in commands)
            if host and worker and engine > 2:
                return members
            time.sleep(0.2)
        raise AssertionError(f"the preview did not start; running were {commands}")

    def press(self, keys: str) -> None:
        # Qt makes the window anew for its first web view: what was found may be gone before it has the keys.
        search = ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)]
        until = time.monotonic() + 30
        while time.monotonic() < until:
            for window in subprocess.run(search, capture_output=True, text=True).stdout.split()[:1]:
                focus = ["xdotool", "windowfocus", "--sync", window]
                if subprocess.run(focus).returncode == 0:
                    subprocess.run(["xdotool", "key", keys], check=True)
                    return
            time.sleep(0.1)
        raise AssertionError("there is no window that takes keys")


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@pytest.fixture
def designer(tmp_path: Path) -> Iterator[Designer]:
    app = tmp_path / "app"
    shutil.copytree(EXAMPLES / "server_modules", app)
    (tmp_path / "home").mkdir()
    running = Designer(app, tmp_path / "home")
    yield running
    if running.process.poll() is None:
        members = family(running.process.pid)
        for member in members:
            member.kill()
    running.process.communicate()


def test_quitting_ends_every_process(designer: Designer) -> None:
    members = designer.wait_until_running()
    designer.press("ctrl+q")
    assert survivors(members) == []
    assert designer.process.wait(5) == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_killing_it_outright_ends_every_process(designer: Designer) -> None:
    members = designer.wait_until_running()
    assert len(members) >= 4
    designer.process.send_signal(signal.SIGKILL)
    assert survivors(members) == []


def test_a_termination_request_ends_every_process(designer: Designer) -> None:
    members = designer.wait_until_running()
    designer.process.terminate()
    assert survivors(members) == []
