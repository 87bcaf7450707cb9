"""Notices that the program ended without being closed: killed, crashed, or never got further. No Qt.

Each running program has a note in the state folder: what it has open, what was done last, and beside it a
file for the trace of a hard crash. Closing removes both; a note whose process is gone is a crash. Nothing
leaves this machine.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Literal

Stage = Literal["starting", "opening", "settled"]
"""Before anything is there; an app is being opened; what was started has held for a while."""
REMEMBERED = 12


@dataclass(frozen=True)
class Crash:
    app: str
    """Folder of the app that was open, or ""."""
    stage: Stage
    when: float
    doing: tuple[str, ...]
    """Commands, oldest first."""
    trace: str


class CrashWatch:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / f"{os.getpid()}.json"
        self._trace = folder / f"{os.getpid()}.trace"
        self._row_file = folder / "row.json"
        self._stream: TextIOWrapper | None = None
        self._began = 0.0
        self._app = ""
        self._stage: Stage = "starting"
        self._doing: deque[str] = deque(maxlen=REMEMBERED)
        self.in_a_row = 0
        """Crashes one after the other while starting, or while opening one and the same app."""

    @property
    def trace_file(self) -> Path:
        return self._trace

    @property
    def doing(self) -> tuple[str, ...]:
        return tuple(self._doing)

    @property
    def app(self) -> str:
        return self._app

    def begin(self) -> tuple[Crash, ...]:
        """What ended badly since the last start. Never raises: no note is better than no program."""
        crashes: list[Crash] = []
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            crashes = sorted(self._collect(), key=lambda crash: crash.when)
            self._count(crashes)
            self._began = _began(os.getpid())
            self._stream = self._trace.open("w", encoding="utf-8")
            faulthandler.enable(self._stream)
            self._write()
        return tuple(crashes)

    def at(self, stage: Stage, app: str = "") -> None:
        """`settled` ends a row of crashes."""
        self._stage, self._app = stage, app
        if stage == "settled" and self.in_a_row:
            self.in_a_row = 0
            with contextlib.suppress(OSError):
                self._row_file.unlink(missing_ok=True)
        self._write()

    def did(self, what: str) -> None:
        self._doing.append(what)
        self._write()

    def end(self) -> None:
        """The program is closed in good order."""
        if self._stream is not None:
            faulthandler.disable()
            self._stream.close()
            self._stream = None
        with contextlib.suppress(OSError):
            self._row_file.unlink(missing_ok=True)
            self._note.unlink(missing_ok=True)
            self._trace.unlink(missing_ok=True)

    def _write(self) -> None:
        if self._stream is None:
            return
        note = {
            "pid": os.getpid(), "began": self._began, "app": self._app, "stage": self._stage,
            "doing": list(self._doing), "when": time.time(),
        }  # fmt: skip
        with contextlib.suppress(OSError):
            temporary = self._note.with_suffix(".new")
            temporary.write_text(json.dumps(note), "utf-8")
            temporary.replace(self._note)

    def _collect(self) -> Iterator[Crash]:
        for file in self._folder.glob("[0-9]*.json"):
            note = _read(file)
            if note and _began(int(note["pid"])) == note["began"] and int(note["pid"]) != os.getpid():
                continue  # it runs
            trace = file.with_suffix(".trace")
            text = ""
            with contextlib.suppress(OSError):
                text = trace.read_text("utf-8", "replace")
            for done in (file, trace):
                done.unlink(missing_ok=True)
            if note:
                yield Crash(note["app"], note["stage"], note["when"], tuple(note["doing"]), text)

    def _count(self, crashes: list[Crash]) -> None:
        row = _read(self._row_file) or {}
        for crash in crashes:
            early = crash.stage != "settled"
            number = row.get("number", 0) if row.get("app") == crash.app else 0
            row = {"app": crash.app, "number": number + 1} if early else {}
        self.in_a_row = int(row.get("number", 0))
        if crashes:
            self._row_file.write_text(json.dumps(row), "utf-8")


def _read(file: Path) -> dict[str, Any] | None:
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    good = isinstance(data, dict) and ("number" in data or {"pid", "began", "app", "stage"} <= data.keys())
    return data if good else None


def _began(pid: int) -> float:
    """When the process began, 0 if there is none: numbers of processes are used again."""
    import psutil

    try:
        process = psutil.Process(pid)
        return 0.0 if process.status() == psutil.STATUS_ZOMBIE else round(process.create_time(), 1)
    except psutil.Error:
        return 0.0
