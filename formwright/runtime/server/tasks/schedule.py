"""Starts the scheduled tasks of an app's manifest.

A run is skipped while the one before is alive, and left out when its moment is long past; both are said.

When a moment has come is APScheduler's business. Process: host, event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_MISSED, JobExecutionEvent  # type: ignore[import-untyped]  # it has no types
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.base import BaseTrigger  # type: ignore[import-untyped]
from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from formwright.runtime.spec.schedules import ScheduledTask, When

# Intervals are counted from a fixed moment, so that a restart does not move them. It was a Sunday.
_ANCHOR = datetime(2024, 1, 7, tzinfo=UTC)
_LATE = 60  # seconds that a run may be late, as after a clock change; later ones are left out


def next_time(when: When, now: datetime) -> datetime | None:
    found: datetime | None = _trigger(when).get_next_fire_time(None, now)
    return found


def _trigger(when: When) -> BaseTrigger:
    time = timedelta(hours=when.hour, minutes=when.minute)
    if when.every == "minute":
        return IntervalTrigger(minutes=when.count, start_date=_ANCHOR, timezone=UTC)
    if when.every == "hour":
        start = _ANCHOR + timedelta(minutes=when.minute)
        return IntervalTrigger(hours=when.count, start_date=start, timezone=UTC)
    if when.every == "day":
        return IntervalTrigger(days=when.count, start_date=_ANCHOR + time, timezone=UTC)
    if when.every == "week":
        start = _ANCHOR + timedelta(days=when.day - 1) + time
        return IntervalTrigger(weeks=when.count, start_date=start, timezone=UTC)
    months = ",".join(str(month) for month in range(1, 13, when.count))
    return CronTrigger(day=when.day, hour=when.hour, minute=when.minute, month=months, timezone=UTC)


class Schedule:
    """Calls `launch(task name, job)` when a scheduled task is due; that gives the identity of the run.

    `say` is given a sentence for each run that does not take place.
    """

    def __init__(
        self, launch: Callable[[str, str], str], is_running: Callable[[str], bool], say: Callable[[str], None]
    ) -> None:
        self._launch = launch
        self._is_running = is_running
        self._say = say
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_listener(self._missed, EVENT_JOB_MISSED)
        self._jobs: dict[str, ScheduledTask] = {}
        self._runs: dict[str, str] = {}  # the last of each job

    def start(self) -> None:
        self._scheduler.start()

    def close(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def show(self, tasks: Iterable[ScheduledTask]) -> None:
        """From now on these that can be read; those that have not changed keep their rhythm."""
        wanted = {task.job: task for task in tasks if task.when}
        for job, task in self._jobs.items():
            if wanted.get(job) != task:
                self._scheduler.remove_job(job)
        for job, task in wanted.items():
            if task.when and self._jobs.get(job) != task:
                self._scheduler.add_job(
                    self._run,
                    _trigger(task.when),
                    args=[job, task.task],
                    id=job,
                    coalesce=True,
                    misfire_grace_time=_LATE,
                )
        self._jobs = wanted

    def next_times(self) -> dict[str, datetime]:
        """By job."""
        return {job.id: job.next_run_time for job in self._scheduler.get_jobs()}

    def hasten(self, job: str, late: timedelta = timedelta()) -> None:
        """Its moment is now, or was `late` ago; the ones after stay."""
        self._scheduler.modify_job(job, next_run_time=datetime.now(UTC) - late)

    # A coroutine function: APScheduler runs others in a thread, where no task can be started.
    async def _run(self, job: str, task: str) -> None:
        before = self._runs.get(job)
        if before is not None and self._is_running(before):
            self._say(f"The scheduled task {task} is not started: its run before has not ended yet.")
            return
        self._runs[job] = self._launch(task, job)

    def _missed(self, event: JobExecutionEvent) -> None:
        job = self._jobs.get(event.job_id)
        if job is not None:
            due = event.scheduled_run_time.astimezone(UTC)
            self._say(
                f"The scheduled task {job.task} was due at {due:%Y-%m-%d %H:%M} UTC and is not started: this "
                "computer slept, was busy or had its clock changed, and it is more than a minute late."
            )
