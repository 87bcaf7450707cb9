"""Runs the `formwright` command as a person does, and sees that nothing it started stays behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil


def formwright(*arguments: str | Path, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Runs one command to its end."""
    command = [sys.executable, "-m", "formwright", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=timeout)


@dataclass(frozen=True)
class Served:
    """A running `formwright serve`: its process and the address it printed."""

    process: subprocess.Popen[str]
    url: str


def serve(folder: Path, *options: str, prefix: Sequence[str] = ()) -> Served:
    """Starts `formwright serve` on a free port and waits for its one line with the address."""
    process = subprocess.Popen(
        [*prefix, sys.executable, "-m", "formwright", "serve", str(folder), "--port", "0", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line.startswith("http://"), f"serve printed {line!r} instead of an address"
    return Served(process, line)


def family(pid: int) -> list[psutil.Process]:
    """The process and all that descend from it now."""
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def survivors(processes: Sequence[psutil.Process], seconds: float = 10) -> list[psutil.Process]:
    """Those still alive after at most `seconds`."""
    _, alive = psutil.wait_procs(list(processes), timeout=seconds)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def end(served: Served) -> None:
    """Ends a server and everything below it."""
    members = family(served.process.pid) if served.process.poll() is None else []
    served.process.terminate()
    try:
        served.process.wait(15)
    except subprocess.TimeoutExpired:
        served.process.kill()
        served.process.wait()
    left = survivors(members)
    for process in left:
        process.kill()
    assert left == []
