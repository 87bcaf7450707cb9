"""The history of a form kept outside the app, so that undo survives a crash. No Qt; one thread.

One file per form in the state folder: JSON, one line for each thing that happens to the history, with the
digest of the text after it. A form that is opened with a text the journal knows has the history up to there;
any other text means that somebody else wrote it, and the journal is dropped. Never raises: a journal that
cannot be written or read must not stop the work.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path

from formwright.designer.core.forms.history import Event, FormHistory, Step
from formwright.designer.core.forms.wire import step_from_json, step_to_json
from formwright.runtime.spec.app import Json

VERSION = 1
KEPT_DAYS = 30  # after the last change

_UNREADABLE = (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)
_Stacks = tuple[list[Step], list[Step]]


class FormJournals:
    """Those of one app: `folder` is in the state folder, and may hold those of other apps."""

    def __init__(self, folder: Path, app_folder: Path) -> None:
        self._folder = folder
        self._app = os.fsencode(app_folder.resolve())
        self._forget_old()

    def of(self, path: str) -> HistoryJournal:
        """Of the form with that template."""
        return HistoryJournal(self._file(path))

    def moved(self, journal: HistoryJournal, path: str) -> None:
        """The template has another path now."""
        journal.move_to(self._file(path))

    def _file(self, path: str) -> Path:
        name = hashlib.blake2b(self._app + b"\0" + path.encode(), digest_size=16).hexdigest()
        return self._folder / f"{name}.jsonl"

    def _forget_old(self) -> None:
        try:
            for file in self._folder.glob("*.jsonl"):
                if file.stat().st_mtime < time.time() - KEPT_DAYS * 86_400:
                    file.unlink()
        except OSError:
            return


class HistoryJournal:
    COMPACT_AT = 2_000_000  # bytes; after it, at most half of that is left

    def __init__(self, file: Path) -> None:
        self._file = file
        self._size = 0
        self._broken = False

    def restored(self, text: str) -> _Stacks:
        """Steps done and undone that led to `text`, the next one last. Their templates are yet to be read."""
        try:
            found = _replayed(self._file.read_text("utf-8").splitlines(), text)
            self._size = self._file.stat().st_size
        except FileNotFoundError:
            return [], []
        except _UNREADABLE:
            found = None
        if found is None:
            self._rewrite([])
            return [], []
        done, undone, whole = found
        if not whole:  # what came later was never saved
            self._rewrite(_state_lines(done, undone, text))
        return done, undone

    def write(self, event: Event, step: Step, text: str, history: FormHistory) -> None:
        """`text` is the one after it."""
        try:
            entry: dict[str, Json] = {"event": event, "end": _digest(text)}
            if event in ("record", "replace"):
                entry["step"] = step_to_json(step)
            line = json.dumps(entry) + "\n"
        except _UNREADABLE:
            self._rewrite([])
            return
        if self._size + len(line) > self.COMPACT_AT:
            self._rewrite(_bounded(*history.steps, text, self.COMPACT_AT // 2))
        else:
            self._append(line)

    def move_to(self, file: Path) -> None:
        try:
            self._file.replace(file)
        except FileNotFoundError:
            pass
        except OSError:
            self._broken = True
        self._file = file

    def _append(self, line: str) -> None:
        if self._broken:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._file.open("a", encoding="utf-8") as stream:
                if not stream.tell():
                    line = json.dumps({"version": VERSION}) + "\n" + line
                stream.write(line)
        except OSError:
            self._broken = True
        self._size += len(line)

    def _rewrite(self, lines: list[str]) -> None:
        self._size = 0
        try:
            self._file.unlink(missing_ok=True)
        except OSError:
            self._broken = True
        if lines:
            self._append("".join(lines))


def _replayed(lines: list[str], text: str) -> tuple[list[Step], list[Step], bool] | None:
    """The history when the text was last `text`, and whether that was the end. None: it never was."""
    if not lines or json.loads(lines[0]).get("version") != VERSION:
        return None
    wanted = _digest(text)
    done: list[Step] = []
    undone: list[Step] = []
    found: tuple[list[Step], list[Step], bool] | None = None
    for number, line in enumerate(lines[1:], start=1):
        try:
            entry = json.loads(line)
            _repeat(entry, done, undone)
        except _UNREADABLE:
            break  # the last line may be cut short by the crash
        if entry["end"] == wanted:
            found = (list(done), list(undone), number == len(lines) - 1)
    if found is None or not _fits(found[0], found[1], text):
        return None
    return found


def _repeat(entry: Mapping[str, Json], done: list[Step], undone: list[Step]) -> None:
    event: Event = entry["event"]
    if event == "record":
        undone.clear()
        done.append(step_from_json(entry["step"]))
    elif event == "replace":
        done[-1] = step_from_json(entry["step"])
    elif event == "drop":
        done.pop()
    elif event == "undo":
        undone.append(done.pop())
    elif event == "redo":
        done.append(undone.pop())
    else:
        raise ValueError(event)


def _fits(done: list[Step], undone: list[Step], text: str) -> bool:
    """Whether every step can be made from here."""
    at: str | None = text
    for step in reversed(done):
        at = step.text.inverse.apply(at) if at is not None else None
    if at is None:
        return False
    at = text
    for step in reversed(undone):
        at = step.text.apply(at) if at is not None else None
    return at is not None


def _state_lines(done: list[Step], undone: list[Step], text: str) -> list[str]:
    """What makes this history: all steps done, then some of them undone."""
    lines = []
    for step in (*done, *reversed(undone)):
        lines.append(json.dumps({"event": "record", "end": "", "step": step_to_json(step)}) + "\n")
    for _ in undone:
        lines.append(json.dumps({"event": "undo", "end": ""}) + "\n")
    if lines:
        lines[-1] = json.dumps({**json.loads(lines[-1]), "end": _digest(text)}) + "\n"
    return lines


def _bounded(done: tuple[Step, ...], undone: tuple[Step, ...], text: str, limit: int) -> list[str]:
    """Without the oldest steps, as many as it takes."""
    kept = list(done)
    lines = _state_lines(kept, list(undone), text)
    while kept and sum(map(len, lines)) > limit:
        kept = kept[(len(kept) + 1) // 2 :]
        lines = _state_lines(kept, list(undone), text)
    return lines if sum(map(len, lines)) <= limit else []


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
