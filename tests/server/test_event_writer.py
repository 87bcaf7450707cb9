"""Events reach a slow reader in order, and never hold up who reports them."""

from __future__ import annotations

import contextlib
import os
import threading

from formwright.runtime.protocol.control import CallStarted, Output, ServerState, decode_event
from formwright.runtime.server.event_writer import EventWriter


def test_events_arrive_in_order_and_are_all_written_at_the_end() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream:
        writer = EventWriter(stream)
        for number in range(200):
            writer.report(CallStarted(str(number), "add", None, "per-call"))
        writer.close()
    with os.fdopen(reading) as source:
        events = [decode_event(line) for line in source]
    assert [event.call_id for event in events if isinstance(event, CallStarted)] == [
        str(number) for number in range(200)
    ]


def test_a_reader_that_sleeps_holds_nobody_up_and_loses_only_printed_text() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream:
        writer = EventWriter(stream)
        for _ in range(30_000):  # far more than a pipe holds, and nobody reads
            writer.report(Output("stdout", "x" * 50))
        writer.report(ServerState("ready", "per-call"))
        lines: list[str] = []

        def read() -> None:
            with os.fdopen(reading) as source:
                lines.extend(source)

        reader = threading.Thread(target=read)
        reader.start()
        writer.close()
    reader.join(30)
    events = [decode_event(line) for line in lines]
    assert isinstance(events[-1], ServerState)
    note = events[-2]
    assert isinstance(note, Output) and "left out" in note.text
    assert 20_000 <= len(events) < 30_000


def test_a_reader_that_is_gone_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w")
    writer = EventWriter(stream)
    for _ in range(100):
        writer.report(Output("stdout", "x" * 5000))
    writer.close()
    writer.close()
    with contextlib.suppress(BrokenPipeError):
        stream.close()
