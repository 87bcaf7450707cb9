"""The worker's end of the channel to the host: blocking, framed, over a socket or two pipes.

Any thread may send; one thread at a time may receive. Raises EOFError when the host is gone.
"""

from __future__ import annotations

import json
import os
import struct
import threading
from collections.abc import Sequence

from formwright.runtime.protocol.frames import HEADER, Frame, encode


class Channel:
    def __init__(self, read_fd: int, write_fd: int) -> None:
        # A reader of its own size: calls are small, blobs bypass the buffer.
        self._reader = os.fdopen(read_fd, "rb", buffering=65_536)
        self._write_fd = write_fd
        self._sending = threading.Lock()

    def receive(self) -> Frame:
        kind, _, count, id, length = HEADER.unpack(self._exactly(HEADER.size))
        lengths = struct.unpack(f"<{count}I", self._exactly(4 * count)) if count else ()
        body = self._exactly(length)
        return Frame(kind, id, body, tuple(self._exactly(size) for size in lengths))

    def send(self, kind: int, id: int, body: bytes = b"", blobs: Sequence[bytes] = ()) -> None:
        buffers = encode(kind, id, body, blobs)
        with self._sending:
            for buffer in buffers:
                self._write(buffer)

    def send_json(self, kind: int, id: int, data: object) -> None:
        self.send(kind, id, json.dumps(data, separators=(",", ":")).encode("ascii"))

    def close(self) -> None:
        """Lets go of the descriptors; for a process that was forked and must not keep them."""
        self._reader.close()
        os.close(self._write_fd)

    def _exactly(self, size: int) -> bytes:
        data = self._reader.read(size)
        if len(data) < size:
            raise EOFError("the host is gone")
        return data

    def _write(self, buffer: bytes) -> None:
        written = os.write(self._write_fd, buffer)
        while written < len(buffer):
            written += os.write(self._write_fd, memoryview(buffer)[written:])
