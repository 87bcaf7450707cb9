"""What app code prints: sent to the host as it is printed, line by line, with the call that printed it.

Each call may print so much and no more; a note says where it was cut. Process: worker, any thread.
"""

from __future__ import annotations

import io
import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from formwright.runtime.protocol.frames import Kind
from formwright.runtime.worker.channel import Channel

MAX_CHARACTERS = 1_000_000
MAX_LINES = 10_000
_MAX_PIECE = 8_192
_WINDOW = 10.0  # seconds after which output outside calls may go on


class _Allowance:
    """How much one call has printed."""

    def __init__(self) -> None:
        self.characters = 0
        self.lines = 0
        self.cut = False
        self.since = time.monotonic()


class OutputSink:
    """Both streams of a process. `call_number` tells which call the running thread belongs to."""

    def __init__(self, channel: Channel, call_number: Callable[[], int]) -> None:
        self._channel = channel
        self._call_number = call_number
        self._lock = threading.Lock()
        self._partial: dict[tuple[int, str], str] = {}
        self._allowances: dict[int, _Allowance] = {}

    def write(self, stream: str, text: str) -> None:
        number = self._call_number()
        with self._lock:
            text = self._partial.pop((number, stream), "") + text
            end = text.rfind("\n") + 1
            rest = text[end:]
            if len(rest) > _MAX_PIECE:
                end, rest = len(text), ""
            if rest:
                self._partial[number, stream] = rest
            if end:
                self._emit(number, stream, text[:end])

    def flush(self, stream: str) -> None:
        number = self._call_number()
        with self._lock:
            text = self._partial.pop((number, stream), "")
            if text:
                self._emit(number, stream, text)

    def finish(self, number: int) -> None:
        """The call is over: what is left goes out, before its result does."""
        with self._lock:
            for stream in ("stdout", "stderr"):
                text = self._partial.pop((number, stream), "")
                if text:
                    self._emit(number, stream, text)
            self._allowances.pop(number, None)

    def _emit(self, number: int, stream: str, text: str) -> None:
        allowance = self._allowances.setdefault(number, _Allowance())
        if number == 0 and time.monotonic() - allowance.since > _WINDOW:
            allowance = self._allowances[0] = _Allowance()
        room = MAX_CHARACTERS - allowance.characters
        if allowance.cut:
            return
        allowance.characters += len(text)
        allowance.lines += text.count("\n")
        if len(text) > room or allowance.lines > MAX_LINES:
            allowance.cut = True
            text = text[: max(room, 0)][:_MAX_PIECE].rstrip("\n")
            text += f"\n[output cut here: more than {MAX_LINES} lines or {MAX_CHARACTERS} characters]\n"
        for start in range(0, len(text), 65_536):
            self._send(number, stream, text[start : start + 65_536])

    def _send(self, number: int, stream: str, text: str) -> None:
        head = json.dumps({"s": stream})
        body = f"{head}\n{text}".encode("utf-8", "backslashreplace")
        with suppress(OSError):  # the host is gone, and soon this process will be
            self._channel.send(Kind.OUTPUT, number, body)


class _Bytes(io.RawIOBase):
    """`sys.stdout.buffer`."""

    def __init__(self, owner: CallStream) -> None:
        self._owner = owner

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._owner.write(bytes(data).decode("utf-8", "backslashreplace"))
        return len(data)

    def flush(self) -> None:
        self._owner.flush()


class CallStream(io.TextIOBase):
    """Takes the place of `sys.stdout` or `sys.stderr`. Closing it does nothing: calls to come need it."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, sink: OutputSink, stream: str, descriptor: int) -> None:
        self._sink = sink
        self._stream = stream
        self._descriptor = descriptor
        self.buffer = _Bytes(self)

    @property
    def name(self) -> str:
        return f"<{self._stream}>"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._sink.write(self._stream, text)
        return len(text)

    def flush(self) -> None:
        self._sink.flush(self._stream)

    def fileno(self) -> int:
        return self._descriptor

    def close(self) -> None:
        self.flush()

    def reconfigure(self, **settings: object) -> None:
        """Accepted, as scripts do this to force UTF-8, which this stream always is."""
