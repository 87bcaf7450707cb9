"""The background tasks of the running app as its host tells of them, with what each printed. No Qt.

Part of `RunSession`. Bounded: the oldest finished tasks go first, and the oldest lines of each.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

from psygnal import Signal

from formwright.designer.core.console import Line, error_line
from formwright.runtime.protocol import control

MOST_TASKS = 500
MOST_LINES = 5000


@dataclass
class TaskRun:
    """One run. `status` is that of `control.TaskChanged`."""

    id: str
    name: str
    status: str
    started: float
    ended: float
    launched_by: str
    lines: deque[Line] = field(default_factory=lambda: deque(maxlen=MOST_LINES))

    @property
    def running(self) -> bool:
        return self.status == "running"

    def seconds(self, now: float) -> float:
        end = now if self.running else (self.ended or self.started)
        return max(0.0, end - self.started)


class Tasks:
    changed = Signal(str)
    """The task of that id began, ended, or is known from before."""
    printed = Signal(str, Line)
    """The task of that id printed this, or ended with this error."""
    dropped = Signal(str)

    def __init__(self) -> None:
        self._runs: dict[str, TaskRun] = {}

    def __len__(self) -> int:
        return len(self._runs)

    def find(self, id: str) -> TaskRun | None:
        return self._runs.get(id)

    def latest(self) -> list[TaskRun]:
        """The latest first."""
        return sorted(self._runs.values(), key=lambda run: run.started, reverse=True)

    @property
    def running(self) -> int:
        return sum(run.running for run in self._runs.values())

    def on_changed(self, event: control.TaskChanged) -> None:
        run = self._runs.get(event.task)
        new = run is None or (run.status, run.ended) != (event.status, event.ended)
        if run is None:
            run = self._runs[event.task] = TaskRun(
                event.task, event.name, event.status, event.started, event.ended, event.launched_by
            )
            self._bound()
        run.status, run.ended = event.status, event.ended
        self.changed.emit(run.id)
        if new and event.error is not None:
            self._print(run, error_line(event.error, call_id=run.id))

    def on_output(self, line: Line) -> None:
        run = self._runs.get(line.call_id or "")
        if run is not None:
            self._print(run, line)

    def on_host_ended(self) -> None:
        """Tasks end with the host that runs them."""
        for run in self._runs.values():
            if run.running:
                run.status, run.ended = "missing", time.time()
                self.changed.emit(run.id)

    def _print(self, run: TaskRun, line: Line) -> None:
        run.lines.append(line)
        self.printed.emit(run.id, line)

    def _bound(self) -> None:
        while len(self._runs) > MOST_TASKS:
            over = [run for run in self._runs.values() if not run.running]
            if not over:
                return
            oldest = min(over, key=lambda run: run.started)
            del self._runs[oldest.id]
            self.dropped.emit(oldest.id)
