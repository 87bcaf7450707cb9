"""What worker processes use: memory, processor time, and the processes they have started.

Responsible for: reading that from the system, cheaply where it is Linux. May not: act on it. Process: host.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

TAG = "FORMWRIGHT_WORKER"
_LINUX = sys.platform == "linux"
_PAGE = os.sysconf("SC_PAGE_SIZE") if _LINUX else 4096


@dataclass
class Family:
    """A worker with all that it has started."""

    pids: list[int]
    memory: int  # what each has resident, added up: pages that they share count several times


def resident(pid: int) -> int | None:
    """Bytes; None when there is no such process."""
    try:
        if _LINUX:
            fields = Path(f"/proc/{pid}/statm").read_bytes().split()
            return int(fields[1]) * _PAGE
        return int(psutil.Process(pid).memory_info().rss)
    except (OSError, IndexError, psutil.Error):
        return None


def wanted_seconds(pid: int) -> float:
    """Processor time of a process, with the time that it waited for a processor where the system tells."""
    try:
        if _LINUX and Path("/proc/self/schedstat").exists():
            return _scheduled(pid)
        times = psutil.Process(pid).cpu_times()
    except (OSError, psutil.Error):
        return 0.0
    return float(times.user + times.system)


def _scheduled(pid: int) -> float:
    total = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError, ValueError):
            ran, waited, _ = (thread / "schedstat").read_bytes().split()
            total += int(ran) + int(waited)
    return total / 1e9


def has_children(pid: int) -> bool:
    """Whether the main thread of a process has started others; True where that is not quickly known."""
    try:
        return bool(Path(f"/proc/{pid}/task/{pid}/children").read_bytes())
    except OSError:
        return not _LINUX


def families(roots: Collection[int]) -> dict[int, Family]:
    """By parents, process groups and sessions. Looks at every process of the machine."""
    found = {root: Family([], 0) for root in roots}
    rows = {row.pid: row for row in (_linux_rows() if _LINUX else _rows())}
    for row in rows.values():
        root = _root_of(row, rows, found)
        if root is not None:
            found[root].pids.append(row.pid)
            found[root].memory += row.memory
    return found


def shared_fairly(family: Family) -> int:
    """The family's memory with each shared page counted once. Takes a millisecond for each process."""
    total = 0
    for pid in family.pids:
        try:
            total += int(psutil.Process(pid).memory_full_info().pss) if _LINUX else resident(pid) or 0
        except psutil.Error:
            continue
    return total


def new_tag() -> str:
    return secrets.token_hex(12)


def tagged(tag: str) -> list[psutil.Process]:
    """Processes that have inherited the tag of a worker, whatever they did to leave its process group."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.environ().get(TAG) == tag:
                found.append(process)
    return found


def end_tagged(tag: str) -> None:
    """Ends what a worker that is gone has left; also what those start meanwhile. Runs in a thread."""
    quiet = 0
    for _ in range(20):
        left = tagged(tag)
        if not left:
            quiet += 1
            if quiet > 1:  # one that is just becoming another program shows no environment for a moment
                return
            time.sleep(0.1)
            continue
        quiet = 0
        for process in left:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(left, timeout=0.2)


@dataclass(frozen=True)
class _Row:
    pid: int
    parent: int
    group: int
    session: int
    memory: int


def _root_of(row: _Row, rows: dict[int, _Row], roots: Collection[int]) -> int | None:
    for _ in range(100):
        for candidate in (row.pid, row.group, row.session):
            if candidate in roots:
                return candidate
        above = rows.get(row.parent)
        if above is None:
            return None
        row = above
    return None


def _linux_rows() -> Iterator[_Row]:
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            text = (folder / "stat").read_bytes()
        except OSError:
            continue
        fields = text[text.rfind(b")") + 2 :].split()
        if fields[0] != b"Z":
            yield _Row(
                int(folder.name), int(fields[1]), int(fields[2]), int(fields[3]), int(fields[21]) * _PAGE
            )


def _rows() -> Iterator[_Row]:
    unknown: Callable[[int], int] = lambda _: 0  # noqa: E731
    group = getattr(os, "getpgid", unknown)
    for process in psutil.process_iter(["ppid", "memory_info"]):
        memory = process.info["memory_info"]
        try:
            number = group(process.pid)
        except OSError:
            number = 0
        yield _Row(process.pid, process.info["ppid"] or 0, number, 0, memory.rss if memory else 0)
