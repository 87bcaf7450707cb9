"""Entries of the server log as rows: one for a call, more beneath it for what it printed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from formwright.designer.consoles import figures
from formwright.designer.consoles.rendering import Row, rows_of
from formwright.designer.core.locations import Location
from formwright.designer.core.server_log import CallEntry, Entry

EVERYTHING, CALLS, ERRORS = "everything", "calls", "errors"


@dataclass(frozen=True)
class Wanted:
    """What the user wants to see."""

    text: str = ""
    kind: str = EVERYTHING
    function: str = ""

    def __bool__(self) -> bool:
        return self != Wanted()

    def passes(self, entry: Entry) -> bool:
        call = entry if isinstance(entry, CallEntry) else None
        if self.kind == CALLS and call is None:
            return False
        if self.kind == ERRORS and not _is_error(entry):
            return False
        if self.function and (call is None or call.function != self.function):
            return False
        return not self.text or self._contains(entry, self.text.casefold())

    @staticmethod
    def _contains(entry: Entry, wanted: str) -> bool:
        if isinstance(entry, CallEntry) and any(
            wanted in text.casefold() for text in (entry.function, entry.session, f"#{entry.call_id}")
        ):
            return True
        return any(wanted in line.text.casefold() or wanted in line.detail.casefold() for line in entry.lines)


def _is_error(entry: Entry) -> bool:
    if isinstance(entry, CallEntry) and entry.failed:
        return True
    return any(line.stream == "error" for line in entry.lines)


def detail_rows(entry: Entry, since: int = 0) -> Iterator[Row]:
    """What is shown beneath a call; all of an entry without a call. The traceback is not folded again."""
    for line in entry.lines[since:]:
        for row in rows_of(line):
            if not row.folds:
                yield row


def place_of(row: Row) -> Location | None:
    return next((span.location for span in row.spans if span.location is not None), None)


def place_of_call(entry: Entry) -> Location | None:
    """Where a failed call failed."""
    return next((place for row in detail_rows(entry) if (place := place_of(row)) is not None), None)


def call_text(call: CallEntry) -> str:
    """A call in one line, for copying and for screen readers."""
    parts = [figures.clock(call.started), f"#{call.call_id}", f"{call.function}()"]
    if not call.finished:
        parts.append("running")
    else:
        outcome = "failed after" if call.failed else "took"
        parts.append(f"{outcome} {figures.milliseconds(call.milliseconds)}")
    parts += [figures.client(call.client), call.session, figures.mode(call.mode)]
    parts.append(f"in {figures.size(call.bytes_in)}, out {figures.size(call.bytes_out)}")
    return "  ".join(part for part in parts if part)


def call_facts(call: CallEntry) -> str:
    """Everything that is known of a call, a line each."""
    facts = [f"{call.function}()", f"Call #{call.call_id}, {figures.mode(call.mode)}"]
    if call.worker:
        facts[-1] += f", process {call.worker}"
    who = figures.client(call.client) or "Unknown"
    facts.append(f"From: {who}" + (f", session {call.session}" if call.session else ""))
    if call.parent:
        facts.append(f"Called by call #{call.parent}")
    if call.finished:
        took = figures.milliseconds(call.milliseconds)
        facts.append(f"Took {took}, of which {figures.milliseconds(call.waited)} waiting for a process")
    else:
        facts.append("Still running")
    facts.append(f"Arguments: {figures.size(call.bytes_in)}, result: {figures.size(call.bytes_out)}")
    return "\n".join(facts)
