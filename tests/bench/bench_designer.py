"""How fast the designer is there, and how much memory it takes, against a bare PySide6 window.

A plain script: `python -m tests.bench.bench_designer [ROUNDS]`. Real processes on a private screen; variants
are interleaved, and only ratios mean anything on a busy machine. Needs Xvfb and the browser build.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from tests.bench.screen import Screen, screen
from tests.e2e.processes import family

BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Hello"))
window.resize(1280, 800)
window.show()
application.exec()
"""


def environment(display: Screen, home: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    own.pop("WAYLAND_DISPLAY", None)
    own |= {"DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb", "HOME": str(home)}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        own.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")
    return own


def start_to_painted(display: Screen, command: Sequence[str], home: Path) -> float:
    """From the start of the process to the first picture, in milliseconds."""
    display.wait_until_empty()
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command],
        env=environment(display, home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        display.wait_until(0.3)
        return (time.perf_counter() - begun) * 1000
    finally:
        members = family(process.pid)
        for member in members:
            member.kill()
        process.wait()


def memory(pid: int) -> float:
    """What a process and all below it really take, shared pages divided among those who share, in MB."""
    total = 0
    for member in family(pid):
        try:
            total += member.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 1e6


def sitting(display: Screen, home: Path) -> dict[str, list[float]]:
    figures: dict[str, list[float]] = {}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.designer_session", str(home)],
        env=environment(display, home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for line in process.stdout:
        if not line.startswith("{"):
            continue
        said = json.loads(line)
        if "memory" in said:
            figures[f"memory (PSS, MB), {said['memory']}"] = [memory(process.pid)]
            process.stdin.write("\n")
            process.stdin.flush()
        else:
            figures.setdefault(said["figure"], []).append(said["milliseconds"])
    if process.wait():
        raise RuntimeError(f"the designer ended with status {process.returncode}")
    return figures


def main(rounds: int) -> None:
    figures: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch, screen() as display:
        home = Path(scratch) / "home"
        home.mkdir()
        for number in range(rounds + 1):
            for name, command in (("bare window", ["-c", BARE]), ("designer", ["-m", "formwright"])):
                took = start_to_painted(display, command, home)
                if number:  # the first of each reads from the disk
                    figures.setdefault(f"process start to painted window, {name}", []).append(took)
        display.wait_until_empty()
        sat = Path(scratch) / "sitting"
        sat.mkdir()
        figures |= sitting(display, sat)
    base = statistics.median(figures["process start to painted window, bare window"])
    for name, values in figures.items():
        median = statistics.median(values)
        if "memory" in name:
            print(f"{name:52} {median:8.0f} MB")
        else:
            print(f"{name:52} {median:8.0f} ms   {median / base:5.2f} of a bare window")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
