"""Calls as a person sees them: those of one moment together, nested ones beneath, loops noticed. No Qt; pure.

A moment is what one click or one opened form causes: calls of one session that follow each other closely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formwright.designer.core.server_log import CallEntry

PAUSE = 0.5
"""Seconds without a call that end a moment."""
LOOP = 5
"""As many calls of one function in a row are a call in a loop."""
_LOOP_PAUSE = 0.2


@dataclass(frozen=True)
class Nested:
    call: CallEntry
    depth: int


@dataclass(frozen=True)
class Loop:
    """The same function called again and again by the same code."""

    function: str
    times: int
    milliseconds: float
    within: str = ""
    """The server function that does it; "" for the app in the browser."""

    @property
    def message(self) -> str:
        where = f"within {self.within}" if self.within else "in a row"
        return f"{self.function} was called {self.times} times {where}, {self.milliseconds:.0f} ms in all"

    @property
    def remedy(self) -> str:
        return (
            f"Call once and pass a list: let {self.function} take all the values at once and give back a "
            "list of results. Each call costs a round trip, and in per-call mode a new process."
            if not self.within
            else f"Call the Python function {self.function}() directly: from server code that needs no "
            "anvil.server.call, and so no other process."
        )


@dataclass(frozen=True)
class Moment:
    calls: tuple[Nested, ...]
    loops: tuple[Loop, ...]

    @property
    def number(self) -> int:
        return self.calls[0].call.number

    @property
    def session(self) -> str:
        return self.calls[0].call.session

    @property
    def started(self) -> float:
        return self.calls[0].call.started

    def seconds(self, now: float) -> float:
        """From the beginning of the first to the end of the last; calls that run last until now."""
        ends = (call.ended if call.finished else now for call in (item.call for item in self.calls))
        return max(max(ends) - self.started, 0.001)

    @property
    def outer(self) -> int:
        return sum(item.depth == 0 for item in self.calls)


def moments(calls: Iterable[CallEntry]) -> list[Moment]:
    """Oldest first, by when they began."""
    nested: dict[str, list[CallEntry]] = {}
    known: set[str] = set()
    outer: list[CallEntry] = []
    for call in calls:
        if call.parent and call.parent in known:
            nested.setdefault(call.parent, []).append(call)
        else:
            outer.append(call)
        known.add(call.call_id)
    open_groups: dict[str, list[CallEntry]] = {}
    groups: list[list[CallEntry]] = []
    for call in sorted(outer, key=lambda each: each.started):
        group = open_groups.get(call.session)
        last = max(each.ended for each in group) if group else 0.0
        running = bool(group) and any(not each.finished for each in group or ())
        if group is None or (not running and call.started - last > PAUSE):
            group = open_groups[call.session] = []
            groups.append(group)
        group.append(call)
    return [_moment(group, nested) for group in groups]


def _moment(group: Sequence[CallEntry], nested: dict[str, list[CallEntry]]) -> Moment:
    found: list[Nested] = []
    loops = loops_in(group)

    def add(call: CallEntry, depth: int) -> None:
        found.append(Nested(call, depth))
        inner = nested.get(call.call_id, [])
        loops.extend(loops_in(inner, call.function))
        for each in inner:
            add(each, depth + 1)

    for call in group:
        add(call, 0)
    return Moment(tuple(found), tuple(loops))


def loops_in(calls: Sequence[CallEntry], within: str = "") -> list[Loop]:
    """Runs of calls of one function with hardly a pause between them."""
    loops: list[Loop] = []
    run: list[CallEntry] = []
    for call in calls:
        follows = bool(run) and run[-1].function == call.function
        # Calls that overlap were made at once, not one after the other; they cost as much.
        if not follows or call.started - run[-1].ended > _LOOP_PAUSE:
            _close(run, within, loops)
            run = []
        run.append(call)
    _close(run, within, loops)
    return loops


def _close(run: Sequence[CallEntry], within: str, loops: list[Loop]) -> None:
    if len(run) >= LOOP:
        loops.append(Loop(run[0].function, len(run), sum(call.milliseconds for call in run), within))
