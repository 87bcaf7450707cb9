"""`print` and tracebacks of app code on their way out of the page.

Responsible for `sys.stdout` and `sys.stderr`: text leaves once per frame, and at once when a frame is
overdue, so that an endless loop is heard too. Runs in the page.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Any

from formwright.runtime.client.loop import Loop

FRAME = 0.03
LIMIT = 64 * 1024


class Output:
    """Collects what both streams get, in order."""

    def __init__(self, emit: Callable[[dict[str, Any]], None], loop: Loop) -> None:
        self._emit = emit
        self._loop = loop
        self._pieces: list[tuple[str, str]] = []
        self._size = 0
        self._flushed = 0.0
        self._scheduled = False

    def write(self, stream: str, text: str) -> None:
        self._pieces.append((stream, text))
        self._size += len(text)
        if self._size > LIMIT or time.monotonic() - self._flushed > FRAME:
            if self._scheduled or self._size > LIMIT:  # a frame is overdue: Python has not let go since
                self.flush()
                return
            self._flushed = time.monotonic()
        if not self._scheduled:
            self._scheduled = True
            self._loop.later(FRAME / 2, self.flush)

    def flush(self) -> None:
        self._scheduled = False
        self._flushed = time.monotonic()
        pieces, self._pieces, self._size = self._pieces, [], 0
        while pieces:
            stream = pieces[0][0]
            text = []
            while pieces and pieces[0][0] == stream:
                text.append(pieces.pop(0)[1])
            self._emit({"kind": "output", "stream": stream, "text": "".join(text)})


class Stream(io.TextIOBase):
    """One of the two standard streams."""

    def __init__(self, name: str, output: Output) -> None:
        super().__init__()
        self.name = name
        self._output = output

    @property
    def encoding(self) -> str:  # type: ignore[override]  # read-only here, as in TextIOWrapper
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self._output.write(self.name, text)
        return len(text)

    def flush(self) -> None:
        """The frame decides when text leaves."""
