"""Scheduled tasks as `anvil.yaml` names them (app format, section 2.6). Times are in UTC.

Responsible for reading and writing an entry; one that cannot be read says why. May not: decide when something
runs, or which tasks exist. Standard library only.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EVERY = ("minute", "hour", "day", "week", "month")
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_IDS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def most(every: str) -> int:
    """The most of `every` between two runs; months are counted from January of each year."""
    return 12 if every == "month" else 10_000


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
class ScheduledTask:
    """An entry of `scheduled_tasks`; `when` is None when it cannot be read, and `wrong` says why."""

    job: str
    task: str
    when: When | None
    wrong: str = ""


def scheduled_tasks(manifest: Mapping[str, Any]) -> list[ScheduledTask]:
    """Those of an `anvil.yaml` in its order, one for each entry; no two of the same `job`."""
    given = manifest.get("scheduled_tasks")
    found: dict[str, ScheduledTask] = {}
    for number, entry in enumerate(given if isinstance(given, (list, tuple)) else (), 1):
        task = _read(entry if isinstance(entry, Mapping) else {}, number, found)
        found[task.job] = task
    return list(found.values())


def new_entry(task: str, when: When) -> dict[str, Any]:
    job = "".join(secrets.choice(_IDS) for _ in range(10))
    return {"job_id": job, "task_name": task, "time_spec": when.to_json()}


def _read(data: Mapping[str, Any], number: int, others: Mapping[str, object]) -> ScheduledTask:
    job = str(data.get("job_id") or f"job-{number}")
    while job in others:  # copied by hand, mostly
        job = f"{job}-{number}"
    task = data.get("task_name")
    if not isinstance(task, str) or not task:
        return ScheduledTask(job, "", None, "It names no task.")
    spec = data.get("time_spec")
    if not isinstance(spec, Mapping) or spec.get("every") not in EVERY:
        return ScheduledTask(job, task, None, f"It does not say every {', '.join(EVERY)}.")
    every = str(spec["every"])
    given = spec.get("at")
    at: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    bounds = {
        "n": (spec.get("n", 1), 1, most(every)),
        "day": (at.get("day", 1), 1, 7 if every == "week" else 31),
        "hour": (at.get("hour", 0), 0, 23),
        "minute": (at.get("minute", 0), 0, 59),
    }
    numbers = []
    for name, (value, low, high) in bounds.items():
        if isinstance(value, str) and value.isdecimal():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            wrong = f"Its {name} is {value!r}, not a whole number from {low} to {high}."
            return ScheduledTask(job, task, None, wrong)
        numbers.append(value)
    return ScheduledTask(job, task, When(every, *numbers))
