"""Lines for a stream that somebody else reads.

Responsible for: writing them without ever holding up the event loop: a reader that is busy, or stopped in a
debugger, must not stop the pages. May not: change their order. Process: host; a thread of its own writes.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TextIO

_LONGEST_WAIT = 2.0
#: Lines that can be spared are dropped beyond this; others are few and always kept.
_MOST_WAITING = 20_000

Line = Callable[[], str]


class LineWriter:
    """Lines are made in the thread that writes them; "" is none."""

    def __init__(self, output: TextIO, left_out: Callable[[int], str], name: str) -> None:
        """`left_out` says in a line how many were dropped."""
        self._output = output
        self._left_out = left_out
        self._waiting: queue.SimpleQueue[Line | None] = queue.SimpleQueue()
        self._dropped = 0
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, line: Line, can_be_spared: bool = False) -> None:
        """From any thread, and from signal handlers."""
        if can_be_spared and self._waiting.qsize() >= _MOST_WAITING:
            self._dropped += 1
            return
        if self._dropped:
            dropped, self._dropped = self._dropped, 0
            self._waiting.put(lambda: self._left_out(dropped))
        self._waiting.put(line)

    def close(self) -> None:
        """Returns when all is written, or the reader does not read."""
        self._waiting.put(None)
        self._thread.join(_LONGEST_WAIT)

    def _run(self) -> None:
        while True:
            lines = [self._waiting.get()]
            while not self._waiting.empty() and len(lines) < 500:
                lines.append(self._waiting.get())
            made = [line() for line in lines if line is not None]
            try:
                self._output.write("".join(text + "\n" for text in made if text))
                self._output.flush()
            except (OSError, ValueError):
                return  # nobody listens any more
            if None in lines:
                return
