"""Scheduled tasks: the times that an app's manifest names, and what starts then.

Responsible for reading them (app format, section 2.6: UTC, a run is skipped while the one before is alive).
When a moment has come is APScheduler's business. Process: host, event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it has no types
from apscheduler.triggers.base import BaseTrigger  # type: ignore[import-untyped]
from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

# Intervals are counted from a fixed moment, so that a restart does not move them. It was a Sunday.
_ANCHOR = datetime(2024, 1, 7, tzinfo=UTC)
_LATE = 60  # seconds that a run may be late, as after a clock change; later ones are left out


class BadSchedule(Exception):
    """The message says what is wrong with it."""


@dataclass(frozen=True)
class ScheduledTask:
    job: str
    task: str
    every: str  # "minute", "hour", "day", "week" or "month"
    n: int = 1
    day: int = 1  # of the week, 1 is Sunday, or of the month
    hour: int = 0
    minute: int = 0

    def trigger(self) -> BaseTrigger:
        step = max(1, self.n)
        time = timedelta(hours=self.hour, minutes=self.minute)
        if self.every == "minute":
            return IntervalTrigger(minutes=step, start_date=_ANCHOR, timezone=UTC)
        if self.every == "hour":
            start = _ANCHOR + timedelta(minutes=self.minute)
            return IntervalTrigger(hours=step, start_date=start, timezone=UTC)
        if self.every == "day":
            return IntervalTrigger(days=step, start_date=_ANCHOR + time, timezone=UTC)
        if self.every == "week":
            start = _ANCHOR + timedelta(days=self.day - 1) + time
            return IntervalTrigger(weeks=step, start_date=start, timezone=UTC)
        return CronTrigger(day=self.day, hour=self.hour, minute=self.minute, month=f"*/{step}", timezone=UTC)

    def next_time(self, now: datetime) -> datetime | None:
        found: datetime | None = self.trigger().get_next_fire_time(None, now)
        return found


def scheduled_tasks(manifest: Mapping[str, Any]) -> tuple[list[ScheduledTask], list[str]]:
    """Those of an `anvil.yaml`, and what is wrong with the others."""
    found, problems = [], []
    given = manifest.get("scheduled_tasks")
    for number, data in enumerate(given if isinstance(given, list) else [], 1):
        try:
            found.append(_read(data, number))
        except BadSchedule as error:
            problems.append(f"Scheduled task {number} is left out: {error}")
    return found, problems


def _read(data: Any, number: int) -> ScheduledTask:
    if not isinstance(data, dict) or not data.get("task_name"):
        raise BadSchedule("it names no task.")
    spec = data.get("time_spec")
    if not isinstance(spec, dict) or spec.get("every") not in ("minute", "hour", "day", "week", "month"):
        raise BadSchedule("its time_spec says not every minute, hour, day, week or month.")
    every = str(spec["every"])
    given = spec.get("at")
    at: dict[str, Any] = given if isinstance(given, dict) else {}
    try:
        return ScheduledTask(
            str(data.get("job_id") or f"job-{number}"),
            str(data["task_name"]),
            every,
            _within(spec.get("n", 1), 1, 10_000, "n"),
            _within(at.get("day", 1), 1, 7 if every == "week" else 31, "day"),
            _within(at.get("hour", 0), 0, 23, "hour"),
            _within(at.get("minute", 0), 0, 59, "minute"),
        )
    except (TypeError, ValueError) as error:
        raise BadSchedule(f"{error}.") from None


def _within(value: Any, least: int, most: int, name: str) -> int:
    number = int(value)
    if not least <= number <= most:
        raise ValueError(f"{name} is {number}, not {least} to {most}")
    return number


class Schedule:
    """Calls `launch(task name, job)` when a scheduled task is due; that gives the identity of the run."""

    def __init__(self, launch: Callable[[str, str], str], is_running: Callable[[str], bool]) -> None:
        self._launch = launch
        self._is_running = is_running
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._jobs: dict[str, ScheduledTask] = {}
        self._runs: dict[str, str] = {}  # the last of each job

    def start(self) -> None:
        self._scheduler.start()

    def close(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def show(self, tasks: list[ScheduledTask]) -> None:
        """From now on these; those that have not changed keep their rhythm."""
        wanted = {task.job: task for task in tasks}
        for job, task in self._jobs.items():
            if wanted.get(job) != task:
                self._scheduler.remove_job(job)
        for job, task in wanted.items():
            if self._jobs.get(job) != task:
                self._scheduler.add_job(
                    self._run,
                    task.trigger(),
                    args=[job, task.task],
                    id=job,
                    coalesce=True,
                    misfire_grace_time=_LATE,
                )
        self._jobs = wanted

    def next_times(self) -> dict[str, datetime]:
        """By job."""
        return {job.id: job.next_run_time for job in self._scheduler.get_jobs()}

    def hasten(self, job: str) -> None:
        """Its moment is now; the ones after stay."""
        self._scheduler.modify_job(job, next_run_time=datetime.now(UTC))

    def _run(self, job: str, task: str) -> None:
        before = self._runs.get(job)
        if before is None or not self._is_running(before):
            self._runs[job] = self._launch(task, job)
