"""Events on their way to the designer.

Responsible for: writing them without ever holding up the event loop: a designer that is busy, or stopped in a
debugger, must not stop the pages. May not: change their order. Process: host; a thread of its own writes.
"""

from __future__ import annotations

import queue
import threading
from typing import TextIO

from formwright.runtime.protocol.control import Event, Output, encode

_LONGEST_WAIT = 2.0
#: Printed text beyond this is dropped; other events are few and always kept.
_MOST_WAITING = 20_000


class EventWriter:
    def __init__(self, output: TextIO) -> None:
        self._output = output
        self._waiting: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._dropped = 0
        self._thread = threading.Thread(target=self._run, name="events", daemon=True)
        self._thread.start()

    def report(self, event: Event) -> None:
        """From any thread."""
        if isinstance(event, Output) and self._waiting.qsize() >= _MOST_WAITING:
            self._dropped += 1
            return
        if self._dropped:
            note = f"[{self._dropped} pieces of output were left out]\n"
            self._dropped = 0
            self._waiting.put(Output("stderr", note))
        self._waiting.put(event)

    def close(self) -> None:
        """Returns when all is written, or the reader does not read."""
        self._waiting.put(None)
        self._thread.join(_LONGEST_WAIT)

    def _run(self) -> None:
        while True:
            events = [self._waiting.get()]
            while not self._waiting.empty() and len(events) < 500:
                events.append(self._waiting.get())
            text = "".join(encode(event) + "\n" for event in events if event is not None)
            try:
                self._output.write(text)
                self._output.flush()
            except (OSError, ValueError):
                return  # nobody listens any more; the end of stdin says so too, and ends this process
            if None in events:
                return
