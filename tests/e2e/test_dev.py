"""The two commands of the README, as a person without a display types them."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.processes import family, survivors

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "dev.py"
WITHOUT_DISPLAY = {
    name: value
    for name, value in os.environ.items()
    if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
}


@pytest.fixture
def run_without_display() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, str(DEV), "run"],
        env=WITHOUT_DISPLAY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.terminate()
    process.communicate(timeout=30)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_the_counter_example_is_served(run_without_display: subprocess.Popen[str]) -> None:
    assert run_without_display.stdout is not None and run_without_display.stderr is not None
    url = run_without_display.stdout.readline().strip()
    with urllib.request.urlopen(url) as answer:
        assert "<title>Global variables</title>" in answer.read().decode()
    members = family(run_without_display.pid)
    run_without_display.terminate()
    assert survivors(members) == []
    said = run_without_display.stderr.read()
    assert "No display was found" in said
    assert "xvfb-run" in said


def test_help_names_every_command() -> None:
    done = subprocess.run([sys.executable, str(DEV), "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    for command in ("run", "test", "setup", "docs", "lock"):
        assert f"\n    {command}" in done.stdout


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path) -> None:
    """A copy whose .venv is a file: set-up cannot work there."""
    (tmp_path / "dev.py").write_bytes(DEV.read_bytes())
    (tmp_path / ".venv").write_text("in the way")
    done = subprocess.run([sys.executable, str(tmp_path / "dev.py"), "setup"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Error: " in done.stderr
    assert "writable" in done.stderr
    assert "Traceback" not in done.stderr


def test_locks_name_no_registry() -> None:
    for lock in [*(ROOT / "locks").glob("*.txt"), ROOT / "package-lock.json"]:
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text or '"integrity"' in text
        assert "--index-url" not in text
        assert '"resolved"' not in text
