"""Scheduled tasks as `anvil.yaml` names them, and the background tasks that server code has. No Qt, pure.

What is wrong with an entry is said, and the entry kept as it is: only its host decides what runs.
"""

from __future__ import annotations

import ast
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formwright.runtime.spec.app import App

EVERY = ("minute", "hour", "day", "week", "month")
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MOST = 1000
_IDS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class When:
    every: str = "day"  # one of EVERY
    count: int = 1  # every so many of them
    day: int = 1  # of the week (1 is Sunday), or of the month
    hour: int = 0
    minute: int = 0

    def words(self) -> str:
        """`Every 2 weeks on Monday at 09:30 UTC`."""
        unit = self.every if self.count == 1 else f"{self.count} {self.every}s"
        clock = f" at {self.hour:02}:{self.minute:02} UTC"
        if self.every == "minute":
            return f"Every {unit}"
        if self.every == "hour":
            return f"Every {unit} at minute {self.minute}"
        if self.every == "day":
            return f"Every {unit}{clock}"
        if self.every == "week":
            return f"Every {unit} on {WEEKDAYS[self.day - 1]}{clock}"
        return f"Every {unit} on day {self.day}{clock}"

    def to_json(self) -> dict[str, Any]:
        at: dict[str, int] = {}
        if self.every in ("week", "month"):
            at["day"] = self.day
        if self.every in ("day", "week", "month"):
            at["hour"] = self.hour
        if self.every != "minute":
            at["minute"] = self.minute
        return {"every": self.every, "n": self.count, **({"at": at} if at else {})}


@dataclass(frozen=True)
class Schedule:
    """An entry of `scheduled_tasks`; `when` is None when it cannot be read, and `wrong` says why."""

    task: str
    when: When | None
    wrong: str = ""


def schedules_of(app: App) -> list[Schedule]:
    """In the order of the file, one for each entry."""
    given = app.manifest.data.get("scheduled_tasks")
    return [_read(entry) for entry in given] if isinstance(given, (list, tuple)) else []


def new_entry(task: str, when: When) -> dict[str, Any]:
    job = "".join(secrets.choice(_IDS) for _ in range(10))
    return {"job_id": job, "task_name": task, "time_spec": when.to_json()}


def task_names(app: App) -> list[str]:
    """The names by which tasks of the server code can be launched, as far as reading it tells."""
    found: dict[str, None] = {}
    for module in app.server:
        found.update(dict.fromkeys(_decorated(module.source)))
    return sorted(found)


def _read(entry: object) -> Schedule:
    data = entry if isinstance(entry, Mapping) else {}
    task = data.get("task_name")
    if not isinstance(task, str) or not task:
        return Schedule("", None, "It names no task.")
    spec = data.get("time_spec")
    if not isinstance(spec, Mapping) or spec.get("every") not in EVERY:
        return Schedule(task, None, f"It does not say every {', '.join(EVERY)}.")
    every = str(spec["every"])
    at = spec.get("at") if isinstance(spec.get("at"), Mapping) else {}
    assert isinstance(at, Mapping)
    bounds = {
        "n": (spec.get("n", 1), 1, MOST),
        "day": (at.get("day", 1), 1, 7 if every == "week" else 31),
        "hour": (at.get("hour", 0), 0, 23),
        "minute": (at.get("minute", 0), 0, 59),
    }
    for name, (value, least, most) in bounds.items():
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            return Schedule(task, None, f"Its {name} is {value!r}, not a number from {least} to {most}.")
    return Schedule(task, When(every, *(bounds[name][0] for name in ("n", "day", "hour", "minute"))))


def _decorated(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for decorator in node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            target = call.func if call is not None else decorator
            name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
            if name == "background_task":
                first = call.args[0] if call is not None and call.args else None
                given = first.value if isinstance(first, ast.Constant) else None
                yield given if isinstance(given, str) else node.name
