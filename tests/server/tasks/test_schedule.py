"""Scheduled tasks: which moments are meant, and that they start tasks. Behaviour T06."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from formwright.runtime.server.tasks.schedule import Schedule, next_time
from formwright.runtime.spec.schedules import EVERY, ScheduledTask, When, most, scheduled_tasks

NOW = datetime(2026, 11, 27, 11, 5, 30, tzinfo=UTC)  # a Friday


def task(every: str, n: int = 1, **at: int) -> dict[str, Any]:
    return {"job_id": "j", "task_name": "t", "time_spec": {"every": every, "n": n, "at": at}}


@pytest.mark.parametrize(
    ("data", "first", "second"),
    [
        (task("minute"), "2026-11-27 11:06", "2026-11-27 11:07"),
        (task("minute", 15), "2026-11-27 11:15", "2026-11-27 11:30"),
        (task("hour", minute=20), "2026-11-27 11:20", "2026-11-27 12:20"),
        (task("hour", 6, minute=5), "2026-11-27 12:05", "2026-11-27 18:05"),
        (task("day", hour=3, minute=30), "2026-11-28 03:30", "2026-11-29 03:30"),
        (task("week", day=1, hour=8), "2026-11-29 08:00", "2026-12-06 08:00"),
        (task("week", day=7, hour=8), "2026-11-28 08:00", "2026-12-05 08:00"),
        (task("month", day=1), "2026-12-01 00:00", "2027-01-01 00:00"),
        (task("month", day=31), "2026-12-31 00:00", "2027-01-31 00:00"),
    ],
)
def test_moments(data: dict[str, Any], first: str, second: str) -> None:
    [found] = scheduled_tasks({"scheduled_tasks": [data]})
    assert found.when is not None and not found.wrong
    moments = [next_time(found.when, NOW)]
    assert moments[0] is not None
    moments.append(next_time(found.when, moments[0] + timedelta(seconds=1)))
    assert [moment and moment.strftime("%Y-%m-%d %H:%M") for moment in moments] == [first, second]


@pytest.mark.parametrize("every", EVERY)
def test_whatever_can_be_read_has_a_next_time(every: str) -> None:
    for count in (1, most(every)):
        [found] = scheduled_tasks({"scheduled_tasks": [task(every, count)]})
        assert found.when is not None
        assert next_time(found.when, NOW)
    [found] = scheduled_tasks({"scheduled_tasks": [task(every, most(every) + 1)]})
    assert found.when is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "names no task"),
        ("x", "names no task"),
        ({"task_name": "t", "time_spec": {"every": "year"}}, "every minute, hour"),
        (task("day", hour=24), "hour is 24"),
        (task("week", day=8), "day is 8"),
        (task("month", 13), "n is 13, not a whole number from 1 to 12"),
        (task("day", n="often"), "often"),  # type: ignore[arg-type]
        (task("day", n=1.5), "n is 1.5"),  # type: ignore[arg-type]
        (task("day", n=True), "n is True"),
    ],
)
def test_what_cannot_be_kept_is_said_and_others_are_kept(data: Any, words: str) -> None:
    first, second = scheduled_tasks({"scheduled_tasks": [data, task("minute", n="5")]})  # type: ignore[arg-type]
    assert first.when is None and words in first.wrong
    assert second.when == When("minute", 5)


def test_entries_of_the_same_job_are_all_kept() -> None:
    found = scheduled_tasks({"scheduled_tasks": [task("day"), task("hour"), task("week")]})
    assert [entry.when and entry.when.every for entry in found] == ["day", "hour", "week"]
    assert len({entry.job for entry in found}) == 3
    assert found[0].job == "j"


DAILY = ScheduledTask("a", "first", When("day"))


class Runs:
    """What was launched, and what of it is alive."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self.alive: set[str] = set()
        self.came = asyncio.Event()
        self.said: list[str] = []

    def launch(self, name: str, job: str) -> str:
        self.all.append(f"{job} {name}")
        self.alive.add(self.all[-1])
        self.came.set()
        return self.all[-1]

    async def next(self, schedule: Schedule, job: str) -> None:
        self.came.clear()
        schedule.hasten(job)
        await self.came.wait()


async def test_a_moment_that_has_come_starts_its_task_and_a_change_keeps_the_others() -> None:
    runs = Runs()
    schedule = Schedule(runs.launch, runs.alive.__contains__, runs.said.append)
    schedule.start()
    try:
        schedule.show([DAILY, ScheduledTask("b", "second", When("day"))])
        before = schedule.next_times()
        schedule.show([DAILY, ScheduledTask("c", "third", When("hour"))])
        assert schedule.next_times()["a"] == before["a"]
        assert set(schedule.next_times()) == {"a", "c"}
        await runs.next(schedule, "a")
        assert runs.all == ["a first"]
    finally:
        schedule.close()


async def test_T06_a_run_is_skipped_while_the_one_before_is_alive() -> None:
    runs = Runs()
    schedule = Schedule(runs.launch, runs.alive.__contains__, runs.said.append)
    schedule.start()
    try:
        schedule.show([DAILY, ScheduledTask("b", "second", When("day"))])
        await runs.next(schedule, "a")
        schedule.hasten("a")  # skipped
        await runs.next(schedule, "b")
        assert runs.all == ["a first", "b second"]
        assert runs.said == ["The scheduled task first is not started: its run before has not ended yet."]
        runs.alive.clear()
        await runs.next(schedule, "a")
        assert runs.all == ["a first", "b second", "a first"]
    finally:
        schedule.close()


async def test_a_run_that_is_long_due_is_left_out_and_said() -> None:
    runs = Runs()
    schedule = Schedule(runs.launch, runs.alive.__contains__, runs.said.append)
    schedule.start()
    try:
        schedule.show([DAILY, ScheduledTask("b", "second", When("day"))])
        schedule.hasten("a", timedelta(hours=2))  # as after a night with the lid closed
        await runs.next(schedule, "b")
        assert runs.all == ["b second"]
        [said] = runs.said
        assert "task first was due at 20" in said and "not started" in said
        assert schedule.next_times()["a"] > datetime.now(UTC)
    finally:
        schedule.close()
