"""Undo and redo of one form: every step of its template, and of its code where a step changed both. No Qt.

A step keeps the changes with their inverses and, for each text, the piece that differs: undo gives back the
bytes there were, whatever the changes mean. Edits typed into the template's text are steps too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from formwright.designer.core.forms.changes import Change
from formwright.designer.core.forms.template import Template


@dataclass(frozen=True)
class Patch:
    """`old` at `start` became `new`."""

    start: int
    old: str
    new: str

    @staticmethod
    def between(before: str, after: str) -> Patch:
        limit = min(len(before), len(after))
        start = _common(before, after, limit)
        end = _common(before[start:][::-1], after[start:][::-1], limit - start)
        return Patch(start, before[start : len(before) - end], after[start : len(after) - end])

    def apply(self, text: str) -> str | None:
        """None: the text is not the one this was made of."""
        if not text.startswith(self.old, self.start):
            return None
        return text[: self.start] + self.new + text[self.start + len(self.old) :]

    @property
    def inverse(self) -> Patch:
        return Patch(self.start, self.new, self.old)


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
    before: Template
    after: Template
    text: Patch
    code: Patch | None = None
    merge: str = ""

    @property
    def incremental(self) -> bool:
        return bool(self.changes)

    def followed_by(self, later: Step, text: Patch) -> Step:
        return replace(
            later,
            changes=self.changes + later.changes,
            inverses=later.inverses + self.inverses,
            before=self.before,
            text=text,
        )


class FormHistory:
    """Unlimited: a session's steps are small."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def to_undo(self) -> Step | None:
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Step | None:
        return self._undone[-1] if self._undone else None

    def record(self, step: Step) -> None:
        self._undone.clear()
        self._done.append(step)

    def replace_last(self, step: Step) -> None:
        self._done[-1] = step

    def undone(self) -> Step:
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redone(self) -> Step:
        self._done.append(self._undone.pop())
        return self._done[-1]

    def clear(self) -> None:
        self._done.clear()
        self._undone.clear()
