"""Background tasks in a real page: a progress bar that asks the task, its result, its error, its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.host import ControlledHost
from tests.browser.workshop import FormSource, write_app
from tests.browser.workshop import component as c

SERVER = """
import os, time
import anvil.server

def wait_for(path):
    while not os.path.exists(path):
        time.sleep(0.01)

@anvil.server.background_task
def steps(folder):
    for number in (1, 2, 3):
        anvil.server.task_state["done"] = number
        wait_for(os.path.join(folder, str(number)))
    return "finished"

@anvil.server.background_task
def fails():
    raise ValueError("no such luck")

@anvil.server.callable
def begin(name, *args):
    return anvil.server.launch_background_task(name, *args)
"""

FORM = """
        task = None
        def begin(self, name, *args):
            self.task = anvil.server.call("begin", name, *args)
            self.clock.interval = 0.05
        def steps_click(self, **event_args):
            self.begin("steps", {folder!r})
        def fails_click(self, **event_args):
            self.begin("fails")
        def kill_click(self, **event_args):
            self.task.kill()
        def launch_click(self, **event_args):
            try:
                anvil.server.launch_background_task("steps")
            except RuntimeError as error:
                self.result.text = f"RuntimeError: {{error}}"
        def clock_tick(self, **event_args):
            with anvil.server.no_loading_indicator:
                self.look()
        def look(self):
            self.bar.text = "|" * self.task.get_state().get("done", 0)
            if self.task.is_running():
                self.result.text = "running " + self.task.get_task_name()
                return
            self.clock.interval = 0
            try:
                self.result.text = f"{{self.task.is_completed()}} {{self.task.get_return_value()}}"
            except Exception as error:
                kind = type(error).__name__
                self.result.text = f"{{self.task.get_termination_status()}} {{kind}}: {{error}}"
"""


@dataclass
class Working:
    page: Page
    folder: Path

    def click(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def go_on(self, step: int) -> None:
        (self.folder / str(step)).touch()

    @property
    def bar(self) -> Locator:
        return self.page.locator(".fw-label .fw-text").first

    @property
    def result(self) -> Locator:
        return self.page.locator(".fw-label .fw-text").last

    def shows(self, done: int) -> None:
        expect(self.bar).to_have_text("|" * done)


@pytest.fixture
def working(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Working]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    gates = tmp_path / "gates"
    gates.mkdir()
    buttons = [
        c("Button", name, clicked=f"{name}_click", text=name) for name in ("steps", "fails", "kill", "launch")
    ]
    form = FormSource(
        FORM.format(folder=str(gates)),
        {
            "components": [
                {**c("Timer", "clock", interval=0), "event_bindings": {"tick": "clock_tick"}},
                c("Label", "bar", text=""),
                c("Label", "result", text=""),
                *buttons,
            ]
        },
    )
    write_app(tmp_path / "app", {"Start": form}, SERVER, {}, {})
    with ControlledHost(tmp_path / "app") as host:
        page.goto(host.address("Start"))
        yield Working(page, gates)


def test_T01_T04_a_progress_bar_follows_the_state_of_a_task(working: Working) -> None:
    working.click("steps")
    expect(working.result).to_have_text("running steps")
    for step in (1, 2, 3):
        working.shows(step)
        working.go_on(step)
    expect(working.result).to_have_text("True finished")
    working.shows(3)


def test_T02_the_error_of_a_task_is_raised_in_the_page(working: Working) -> None:
    working.click("fails")
    expect(working.result).to_have_text("failed ValueError: no such luck")


def test_T03_the_page_kills_the_task_it_was_given(working: Working) -> None:
    working.click("steps")
    working.shows(1)
    working.click("kill")
    expect(working.result).to_contain_text("killed BackgroundTaskKilled")


def test_T07_a_page_cannot_launch_tasks(working: Working) -> None:
    working.click("launch")
    expect(working.result).to_contain_text("RuntimeError: ")
