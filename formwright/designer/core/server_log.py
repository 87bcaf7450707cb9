"""What happened on the server, as entries: each call with what it printed, and what no call printed. No Qt.

Bounded: the oldest entries go first. Views add what `added` brings, look again at what `changed` names, and
forget what `dropped` counts from the front.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from psygnal import Signal

from formwright.designer.core.console import Console, Line
from formwright.runtime.protocol.background_task import ASKED
from formwright.runtime.protocol.control import CallFinished, CallStarted
from formwright.runtime.protocol.portable import METHOD_PREFIX

LIMIT = 10_000
_MOST_LINES = 10_000


def shown_name(function: str) -> str:
    """As a person would say it: questions about tasks and server methods have long names on the wire."""
    for prefix, words in ((ASKED, "task."), (METHOD_PREFIX, "")):
        if function.startswith(prefix):
            return words + function[len(prefix) :]
    return function


@dataclass(eq=False)
class CallEntry:
    """One call of a server function, as far as it is known yet. `started` is seconds since the epoch."""

    number: int
    call_id: str
    function: str
    mode: str
    session: str
    client: str
    parent: str
    bytes_in: int
    started: float
    finished: bool = False
    ok: bool = True
    milliseconds: float = 0.0
    waited: float = 0.0
    bytes_out: int = 0
    worker: int | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def ended(self) -> float:
        return self.started + self.milliseconds / 1000

    @property
    def failed(self) -> bool:
        return self.finished and not self.ok


@dataclass(eq=False)
class StrayEntry:
    """A line that belongs to no call: printed while modules were imported, or said by Formwright."""

    number: int
    lines: list[Line]


Entry = CallEntry | StrayEntry


class ServerLog:
    added = Signal(object)
    changed = Signal(object)
    dropped = Signal(int)
    cleared = Signal()

    def __init__(self, console: Console, limit: int = LIMIT) -> None:
        self.entries: deque[Entry] = deque()
        self._limit = limit
        self._calls: dict[str, CallEntry] = {}
        self._numbers = count(1)
        self.console = console
        console.appended.connect(self._on_lines)
        console.cleared.connect(self._on_cleared)

    @property
    def calls(self) -> list[CallEntry]:
        return [entry for entry in self.entries if isinstance(entry, CallEntry)]

    def start(self, event: CallStarted) -> CallEntry:
        entry = CallEntry(
            next(self._numbers), event.call_id, shown_name(event.function), event.mode, event.session,
            event.client, event.parent, event.bytes_in, event.started,
        )  # fmt: skip
        self._calls[event.call_id] = entry
        self._add(entry)
        return entry

    def finish(self, event: CallFinished) -> CallEntry:
        entry = self._calls.get(event.call_id)
        if entry is None or entry.finished:  # it began before we listened
            entry = self.start(
                CallStarted(
                    event.call_id, shown_name(event.function), None, event.mode, event.session, event.client,
                    event.parent, event.bytes_in, event.started,
                )
            )  # fmt: skip
        entry.finished, entry.ok = True, event.ok
        entry.milliseconds, entry.waited = event.milliseconds, event.waited
        entry.bytes_out, entry.worker = event.bytes_out, event.worker
        self.changed.emit(entry)
        return entry

    def host_ended(self) -> None:
        """Calls that ran will never be answered."""
        for entry in self._calls.values():
            if not entry.finished:
                entry.finished, entry.ok = True, False
                entry.lines.append(Line("note", "The server ended before this call was answered."))
                self.changed.emit(entry)
        self._calls.clear()

    def clear(self) -> None:
        self.console.clear()

    def _on_lines(self, lines: Iterable[Line]) -> None:
        for line in lines:
            call = self._calls.get(line.call_id or "")
            if call is None:
                self._add(StrayEntry(next(self._numbers), [line]))
            elif len(call.lines) < _MOST_LINES:
                call.lines.append(line)
                self.changed.emit(call)

    def _on_cleared(self) -> None:
        self.entries.clear()
        running = {key: entry for key, entry in self._calls.items() if not entry.finished}
        self._calls = running
        self.entries.extend(running.values())
        self.cleared.emit()

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.added.emit(entry)
        if len(self.entries) > self._limit:
            gone = self.entries.popleft()
            if isinstance(gone, CallEntry) and self._calls.get(gone.call_id) is gone:
                del self._calls[gone.call_id]
            self.dropped.emit(1)
