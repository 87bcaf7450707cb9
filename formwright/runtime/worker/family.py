"""The processes that app code starts: kept within reach, and ended with whoever started them.

Responsible for: what is left of a process that is gone, also where it made itself a session of its own, which
no signal to the process group reaches. Linux only; elsewhere it does nothing. Process: worker, template.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Container
from contextlib import suppress

TAG = "FORMWRIGHT_WORKER"
_PR_SET_CHILD_SUBREAPER = 36
_LINUX = sys.platform == "linux"


def load() -> None:
    """To be called before `adopt_orphans` is called after a fork: so that it is quick there."""
    if _LINUX:
        with suppress(ImportError):
            import ctypes  # noqa: F401


def adopt_orphans() -> None:
    """Whatever is started below stays below this process, also when those between have ended."""
    if not _LINUX:
        return
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children() -> list[int]:
    """Also those that have ended and were not waited for."""
    found: list[int] = []
    for thread in _listing("/proc/self/task"):
        with suppress(OSError), open(f"/proc/self/task/{thread}/children", "rb") as file:  # noqa: PTH123
            found += map(int, file.read().split())
    return found


def below(pid: int, enough: int) -> int:
    """How many processes there are below another one; stops counting when there are enough."""
    count, waiting = 0, [pid]
    while waiting and count < enough:
        parent = waiting.pop()
        for thread in _listing(f"/proc/{parent}/task"):
            with suppress(OSError), open(f"/proc/{parent}/task/{thread}/children", "rb") as file:  # noqa: PTH123
                found = [int(child) for child in file.read().split()]
                waiting += found
                count += len(found)
    return count


def end_strangers(known: Container[int]) -> None:
    """Ends children that were inherited from processes that are gone; theirs come here in turn."""
    for pid in children():
        if pid not in known:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)


def end_all_children(seconds: float) -> None:
    """Ends them with all that they leave, for so long at most."""
    deadline = time.monotonic() + seconds
    while True:
        end_strangers(())
        with suppress(OSError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not children() or time.monotonic() > deadline:
            return
        time.sleep(0.002)


def end_tagged() -> None:
    """Ends every process that carries this worker's tag in its environment, but not its own group."""
    tag = os.environb.get(TAG.encode()) if _LINUX else None
    if not tag:
        return
    wanted = TAG.encode() + b"=" + tag
    for name in _listing("/proc"):
        if not name.isdigit():
            continue
        with suppress(OSError):
            with open(f"/proc/{name}/environ", "rb") as file:  # noqa: PTH123
                carries = wanted in file.read().split(b"\0")
            if carries and os.getpgid(int(name)) != os.getpgrp():
                os.kill(int(name), signal.SIGKILL)


def _listing(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []
