"""Standard input and output kept for one purpose each.

Responsible for: moving the real ones aside, so that no `print` of a library, no C code and no child process
can mix words into output that a program reads. After `claim_output`, whatever is printed appears on stderr.
Process: host, `formwright call`.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import TextIO


def claim_output() -> TextIO:
    """The real standard output; descriptor 1 becomes standard error for everybody else."""
    sys.stdout.flush()
    real = os.dup(1)  # not inherited by children
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    # "\n" on every system: programs read this.
    return os.fdopen(real, "w", encoding="utf-8", errors="backslashreplace", newline="\n", buffering=1)


def read_lines(on_line: Callable[[str], None], on_end: Callable[[], None]) -> None:
    """Starts a thread that reads standard input; children get an empty one.

    It reads the descriptor itself: a daemon thread inside `sys.stdin` makes the interpreter abort at exit.
    """
    real = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def read() -> None:
        pending = b""
        while True:
            try:
                chunk = os.read(real, 65536)
            except OSError:
                break
            if not chunk:
                break
            *lines, pending = (pending + chunk).split(b"\n")
            for line in lines:
                if line.strip():
                    on_line(line.decode("utf-8", "replace"))
        on_end()

    threading.Thread(target=read, name="standard input", daemon=True).start()
