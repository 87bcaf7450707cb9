"""Frames arrive as they were sent, however the bytes are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.runtime.protocol.frames import HEADER, BrokenChannel, Decoder, Frame, Kind, encode

frames = st.builds(
    Frame,
    st.integers(1, Kind.EXITED),
    st.integers(0, 2**32 - 1),
    st.binary(max_size=200) | st.just(b"x" * 70_000),
    st.lists(st.binary(max_size=200), max_size=4).map(tuple),
)


@given(st.lists(frames, max_size=6), st.integers(1, 100_000))
def test_any_cutting(sent: list[Frame], size: int) -> None:
    data = b"".join(b"".join(encode(frame.kind, frame.id, frame.body, frame.blobs)) for frame in sent)
    decoder = Decoder()
    received = [
        frame for start in range(0, len(data), size) for frame in decoder.feed(data[start : start + size])
    ]
    assert received == sent


def test_byte_by_byte() -> None:
    data = b"".join(encode(4, 7, b"body", [b"", b"blob"]))
    decoder = Decoder()
    received = [frame for byte in data for frame in decoder.feed(bytes([byte]))]
    assert received == [Frame(4, 7, b"body", (b"", b"blob"))]


def test_nonsense_is_noticed_before_it_takes_memory() -> None:
    with pytest.raises(BrokenChannel):
        list(Decoder().feed(HEADER.pack(1, 0, 0, 0, 2**32 - 1)))
    with pytest.raises(BrokenChannel):
        list(Decoder().feed(b"\xff" * HEADER.size))


def test_too_many_blobs() -> None:
    with pytest.raises(ValueError, match="65535"):
        encode(1, 1, b"", [b""] * 65_536)
