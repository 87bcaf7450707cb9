"""Output that a process writes below Python (C code, programs it starts): bytes to bounded text.

Runs in the host, on the event loop.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

LIMIT = 1_000_000
_BEGINNING = 2_000
_MAX_PIECE = 8_192


class RawOutput:
    """Passes on whole lines as they come, and after `LIMIT` characters only a note."""

    def __init__(self, emit: Callable[[str], None]) -> None:
        self._emit = emit
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._count = 0
        self.beginning = ""  # for the message when the process never gets anywhere

    def feed(self, data: bytes) -> None:
        if self._count > LIMIT:
            return  # read on, so that the process does not block; forget it
        text = self._decoder.decode(data)
        if len(self.beginning) < _BEGINNING:
            self.beginning += text[:_BEGINNING]
        self._count += len(text)
        text = self._rest + text
        end = text.rfind("\n") + 1 if len(text) < _MAX_PIECE else len(text)
        self._rest = text[end:]
        if end:
            self._emit(text[:end])
        if self._count > LIMIT:
            self._rest = ""
            self._emit(f"\n[output cut here: more than {LIMIT} characters]\n")

    def end(self) -> None:
        rest, self._rest = self._rest, ""
        if rest:
            self._emit(rest)
