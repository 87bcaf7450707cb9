"""Undo and redo of one form: every step of its template, and of its code where a step changed both. No Qt.

A step keeps the changes with their inverses and, for each text, the piece that differs: undo gives back the
bytes there were, whatever the changes mean. Edits typed into the template's text are steps too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from formwright.designer.core.forms.changes import Change, SetLayoutProperty, SetProperty
from formwright.designer.core.forms.template import Template

_NEAR = 3  # lines around a patch by which its place is known again


@dataclass(frozen=True)
class Patch:
    """`old` at `start` became `new`, between `lead` and `trail`, which tell its place when it has moved."""

    start: int
    old: str
    new: str
    lead: str = ""
    trail: str = ""

    @staticmethod
    def between(before: str, after: str) -> Patch:
        limit = min(len(before), len(after))
        start = _common(before, after, limit)
        end = _common(before[start:][::-1], after[start:][::-1], limit - start)
        return Patch(start, before[start : len(before) - end], after[start : len(after) - end])

    @staticmethod
    def with_context(before: str, after: str) -> Patch:
        """One that finds its place in a text that was edited elsewhere meanwhile: see `relocated`."""
        patch = Patch.between(before, after)
        end = patch.start + len(patch.old)
        lead = before[: patch.start].splitlines(keepends=True)[-_NEAR:]
        trail = before[end:].splitlines(keepends=True)[:_NEAR]
        return replace(patch, lead="".join(lead), trail="".join(trail))

    def relocated(self, text: str) -> str | None:
        """What it makes of a text that may have been edited since; None: its place is not there any more."""
        around = self.lead + self.old + self.trail
        places = [self.start - len(self.lead)] if around else [0]
        if around and text.count(around) == 1:
            places.append(text.index(around))
        for place in places:
            # Something new goes to the end of a text only if that is still the end.
            at_end = self.old or self.trail or place + len(around) == len(text)
            if text.startswith(around, place) and place >= 0 and at_end:
                return replace(self, start=place + len(self.lead)).apply(text)
        if self.old.strip() and text.count(self.old) == 1:
            return replace(self, start=text.index(self.old)).apply(text)
        return None

    def apply(self, text: str) -> str | None:
        """None: the text is not the one this was made of."""
        if not text.startswith(self.old, self.start):
            return None
        return text[: self.start] + self.new + text[self.start + len(self.old) :]

    @property
    def inverse(self) -> Patch:
        return replace(self, old=self.new, new=self.old)

    @property
    def empty(self) -> bool:
        return self.old == self.new


def _common(left: str, right: str, limit: int) -> int:
    """Length of the common start, found by halving: texts are long and mostly equal."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


@dataclass(frozen=True)
class Step:
    label: str
    changes: tuple[Change, ...]  # empty: the text was edited by hand, or the whole template replaced
    inverses: tuple[Change, ...]  # in the order in which they are to be made
    before: Template | None  # None: to be read from the text, as the step is from an earlier session
    after: Template | None
    text: Patch
    code: Patch | None = None
    merge: str = ""
    sound: tuple[bool, bool] = (True, True)  # whether the text before, and after, could be read

    @property
    def incremental(self) -> bool:
        return bool(self.changes)

    def followed_by(self, later: Step, text: Patch) -> Step:
        changes, inverses = self.changes + later.changes, later.inverses + self.inverses
        if changes and [_target(each) for each in self.changes] == [_target(each) for each in later.changes]:
            changes, inverses = later.changes, self.inverses  # the last letter typed says it all
        return replace(
            later,
            changes=changes,
            inverses=inverses,
            before=self.before,
            text=text,
            sound=(self.sound[0], later.sound[1]),
        )


def _target(change: Change) -> object:
    """What a change sets; of others, itself: no two are the same."""
    if isinstance(change, (SetProperty, SetLayoutProperty)):
        return type(change), change.component, change.name
    return id(change)


Event = Literal["record", "replace", "drop", "undo", "redo"]


class FormHistory:
    """Unlimited: a session's steps are small. `told` hears what happens to it, for the journal."""

    def __init__(self, told: Callable[[Event, Step], None] | None = None) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._tell = told or (lambda _event, _step: None)

    def restore(self, done: list[Step], undone: list[Step]) -> None:
        """Steps of an earlier session. The last ones of both lists are next."""
        self._done, self._undone = list(done), list(undone)

    @property
    def steps(self) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        """Done and undone, the next one last."""
        return tuple(self._done), tuple(self._undone)

    @property
    def to_undo(self) -> Step | None:
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Step | None:
        return self._undone[-1] if self._undone else None

    def record(self, step: Step) -> None:
        self._undone.clear()
        self._done.append(step)
        self._tell("record", step)

    def replace_last(self, step: Step) -> None:
        self._done[-1] = step
        self._tell("replace", step)

    def drop_last(self) -> None:
        """It has come to nothing."""
        self._tell("drop", self._done.pop())

    def undone(self) -> Step:
        self._undone.append(self._done.pop())
        self._tell("undo", self._undone[-1])
        return self._undone[-1]

    def redone(self) -> Step:
        self._done.append(self._undone.pop())
        self._tell("redo", self._done[-1])
        return self._done[-1]
