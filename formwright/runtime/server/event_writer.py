"""Events on their way to the designer, which may be busy: printed text can be left out, nothing else.

Process: host; a thread of its own writes.
"""

from __future__ import annotations

from functools import partial
from typing import TextIO

from formwright.runtime.protocol.control import Event, Output, encode
from formwright.runtime.server.line_writer import LineWriter


class EventWriter:
    def __init__(self, output: TextIO) -> None:
        self._lines = LineWriter(output, _left_out, "events")

    def report(self, event: Event) -> None:
        """From any thread."""
        self._lines.put(partial(encode, event), isinstance(event, Output))

    def close(self) -> None:
        """Returns when all is written, or the reader does not read."""
        self._lines.close()


def _left_out(count: int) -> str:
    return encode(Output("stderr", f"[{count} pieces of output were left out]\n"))
