"""The developer's Python as the console shows it: state, what was typed, history. No Qt; one thread."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from psygnal import Signal

from formwright.designer.core.console import Console, Line, error_line
from formwright.runtime.protocol import control

_MOST_INPUTS = 500


class InputHistory:
    """What was typed before, newest last, kept for each app in a file of the state folder."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self.inputs: list[str] = self._load()
        self._at = len(self.inputs)
        self._draft = ""

    def add(self, source: str) -> None:
        source = source.rstrip("\n")
        if source.strip() and (not self.inputs or self.inputs[-1] != source):
            self.inputs = [*self.inputs, source][-_MOST_INPUTS:]
            self._save()
        self._at, self._draft = len(self.inputs), ""

    def older(self, shown: str) -> str | None:
        """The input before the one that is shown; None at the oldest."""
        if self._at == 0:
            return None
        if self._at == len(self.inputs):
            self._draft = shown
        self._at -= 1
        return self.inputs[self._at]

    def newer(self) -> str | None:
        if self._at >= len(self.inputs):
            return None
        self._at += 1
        return self._draft if self._at == len(self.inputs) else self.inputs[self._at]

    def _load(self) -> list[str]:
        if self._file is None:
            return []
        try:
            data = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [item for item in data if isinstance(item, str)] if isinstance(data, list) else []

    def _save(self) -> None:
        """Never raises: not remembering must not keep anybody from typing."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_text(json.dumps(self.inputs), "utf-8")


def history_file(state_folder: Path, app_folder: Path) -> Path:
    name = hashlib.blake2b(os.fsencode(app_folder.resolve()), digest_size=10).hexdigest()
    return state_folder / "python" / f"{name}.json"


class ReplSession:
    """`send` gives a command to the host. `console` holds what was typed and what came of it."""

    changed = Signal()
    """`state`, `busy` or `python` is another."""
    wants_more = Signal(str)
    """This input is not complete."""
    completed = Signal(str, tuple)
    """The text that was to be completed, and the names that its end may become."""

    def __init__(self, send: Callable[[control.Command], None]) -> None:
        self._send = send
        self.console = Console(20_000)
        self.history = InputHistory()
        self.state = ""
        self.python = ""
        self.busy = False
        self._number = 0
        self._sources: dict[int, str] = {}
        self._asked: dict[int, str] = {}

    def remember_in(self, file: Path) -> None:
        self.history = InputHistory(file)

    # -- what users do

    def start(self) -> None:
        if not self.state:
            self._send(control.ReplStart())

    def enter(self, source: str) -> None:
        self._number += 1
        self._sources[self._number] = source
        self.busy = True
        self._send(control.ReplInput(self._number, source))
        self.changed.emit()

    def interrupt(self) -> None:
        self._send(control.ReplInterrupt())

    def restart(self) -> None:
        self._send(control.ReplRestart())

    def complete(self, text: str) -> None:
        self._number += 1
        self._asked = {self._number: text}  # an answer to an older question comes too late
        self._send(control.ReplComplete(self._number, text))

    # -- what the host says

    def on_event(self, event: control.ReplEvent) -> None:
        match event:
            case control.ReplOutput():
                self._show_input(event.number)
                self.console.append(Line(event.stream, event.text))
            case control.ReplDone():
                self._on_done(event)
            case control.ReplState():
                self._on_state(event)
            case control.ReplCompletions():
                text = self._asked.pop(event.number, None)
                if text is not None:
                    self.completed.emit(text, event.names)

    def host_ended(self) -> None:
        if self.state:
            self.console.append(Line("note", "The app server ended, and this Python with it."))
        self.state, self.busy = "", False
        self._sources.clear()
        self.changed.emit()

    def _on_done(self, event: control.ReplDone) -> None:
        if event.more:
            self.busy = False
            self.changed.emit()
            self.wants_more.emit(self._sources.pop(event.number, ""))
            return
        self._show_input(event.number)
        if event.error is not None:
            self.console.append(error_line(event.error))
        self.busy = bool(self._sources)
        self.changed.emit()

    def _show_input(self, number: int) -> None:
        """Once it is known to be complete: with the first that it prints, or at its end."""
        source = self._sources.pop(number, None)
        if source is not None:
            self.history.add(source)
            self.console.append(Line("input", source.rstrip("\n") + "\n"))

    def _on_state(self, event: control.ReplState) -> None:
        self.state = event.state
        self.python = event.python or self.python
        if event.reason:
            reason = event.reason if event.state == "starting" else f"This Python ended: {event.reason}."
            self.console.append(Line("note", reason))
        if event.state == "ready":
            self.console.append(Line("note", f"{event.python.partition(' (')[0]}, with the app loaded."))
        if event.error is not None:
            self.console.append(error_line(event.error))
        self.changed.emit()
