"""Frames between the host and a worker: a header, the lengths of the blobs, a body, the blobs.

`<u8 kind><u8 flags><u16 blobs><u32 id><u32 length>`, then one u32 length a blob, the body (UTF-8 JSON,
sometimes an envelope line before it) and the blobs. Does no input or output. Standard library only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HEADER = struct.Struct("<BBHII")
MAX_BLOBS = 65_535
MAX_FRAME = 1 << 30  # a length beyond this is a broken channel, not a message
PROTOCOL = 1


class Kind:
    """What a frame is. Numbers, not an enum: the codec runs for every call."""

    HELLO = 1  # worker → host: {"protocol", "python", "implementation", "pid"}
    SETUP = 2  # host → worker: the code to run (`worker.setup`)
    READY = 3  # worker → host: {"preloaded", "error", "on_demand"}
    CALL = 4  # host → worker: envelope line, newline, body
    RESULT = 5  # worker → host: body
    ERROR = 6  # worker → host: RemoteError
    RPC = 7  # worker → host: envelope line, newline, body
    RPC_RESULT = 8
    RPC_ERROR = 9
    OUTPUT = 10  # worker → host: envelope line {"s": stream, "c": call id}, newline, text
    DUMP = 11  # host → worker: where is call `id`?
    STACK = 12  # worker → host: {"trace", "text"}
    FORKED = 13  # template → host: pid of fork request `id`
    EXITED = 14  # template → host: {"pid", "code"}
    ASK_STATE = 15  # host → worker: what is in `task_state`?
    STATE = 16  # worker → host: that, as JSON; also unasked, before a task's result


class BrokenChannel(Exception):
    """The bytes received are no frames."""


@dataclass(frozen=True)
class Frame:
    kind: int
    id: int
    body: bytes = b""
    blobs: tuple[bytes, ...] = ()


def encode(kind: int, id: int, body: bytes = b"", blobs: Sequence[bytes] = ()) -> list[bytes]:
    """The buffers of one frame; small ones in a single buffer, so that one write sends them."""
    if len(blobs) > MAX_BLOBS:
        raise ValueError(f"a message can carry at most {MAX_BLOBS} media, not {len(blobs)}")
    head = HEADER.pack(kind, 0, len(blobs), id, len(body))
    if not blobs:
        return [head + body] if len(body) < 65_536 else [head, body]
    return [head + struct.pack(f"<{len(blobs)}I", *map(len, blobs)) + body, *blobs]


class Decoder:
    """Bytes in any portions → frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._needed = HEADER.size

    def feed(self, data: bytes) -> Iterator[Frame]:
        self._buffer += data
        while len(self._buffer) >= self._needed:
            frame = self._next()
            if frame is None:
                return
            yield frame

    def _next(self) -> Frame | None:
        buffer = self._buffer
        kind, flags, count, id, length = HEADER.unpack_from(buffer)
        if flags or not 0 < kind <= Kind.STATE:
            raise BrokenChannel(f"a frame of kind {kind}")  # at once, or it would wait for a long message
        position = HEADER.size + 4 * count
        if len(buffer) < position:
            self._needed = position
            return None
        lengths = struct.unpack_from(f"<{count}I", buffer, HEADER.size)
        total = position + length + sum(lengths)
        if total > MAX_FRAME:
            raise BrokenChannel(f"a frame of {total} bytes")
        if len(buffer) < total:
            self._needed = total
            return None
        blobs = []
        with memoryview(buffer) as view:
            body = bytes(view[position : position + length])
            position += length
            for size in lengths:
                blobs.append(bytes(view[position : position + size]))
                position += size
        del buffer[:total]
        self._needed = HEADER.size
        return Frame(kind, id, body, tuple(blobs))
