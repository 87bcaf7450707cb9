"""Hot restart: saving in the designer changes the page that runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Events
from tests.browser.host import ControlledHost
from tests.browser.workshop import FormSource, component, write_app, write_form

BODY = """
def __init__(self, **properties):
    self.init_components(**properties)
    import Global
    Global.count += 1
    self.result.text = f"VERSION {Global.count}"
def wait_click(self, **event_args):
    time.sleep(300)
def timer_tick(self, **event_args):
    print("tick of VERSION")
def work_click(self, **event_args):
    self.result.text = "worked VERSION"
"""


def form(version: str, colour: str = "") -> FormSource:
    return FormSource(
        BODY.replace("VERSION", version),
        {
            "components": [
                component("Label", "result"),
                component("Button", "wait", clicked="wait_click", text="wait"),
                component("Button", "work", clicked="work_click", text="work", background=colour),
                {
                    "type": "Timer",
                    "name": "timer",
                    "properties": {"interval": 0.05},
                    "event_bindings": {"tick": "timer_tick"},
                },
            ]
        },
    )


@pytest.fixture
def own_host(tmp_path: Path) -> Iterator[ControlledHost]:
    folder = write_app(tmp_path / "app", {"Start": form("one")}, "", {"Global": "count = 0\n"})
    with ControlledHost(folder) as running:
        yield running


def test_a_saved_form_replaces_the_running_one(page: Page, own_host: ControlledHost, events: Events) -> None:
    page.goto(own_host.address("Start"))
    expect(page.get_by_text("one 1")).to_be_visible()
    page.get_by_role("button", name="wait").click()  # blocked code is unwound, and does not stop the restart
    page.evaluate("window.stays = 7")

    write_form(own_host.folder, "Start", form("two"))
    own_host.tell("Reload", paths=["client_code/Start/__init__.py"])
    expect(page.get_by_text("two 1")).to_be_visible()  # module globals are new
    assert page.evaluate("window.stays") == 7  # the page itself is not
    assert page.evaluate("location.hash") == "#Start"
    page.get_by_role("button", name="work").click()
    expect(page.get_by_text("worked two")).to_be_visible()
    seen = len(events.output)
    page.wait_for_timeout(300)
    assert "tick of one" not in events.output[seen:]
    assert "tick of two" in events.output[seen:]
    assert events.of("error") == []

    # A version that does not compile leaves the last good one running.
    broken = own_host.folder / "client_code/Start/__init__.py"
    good = broken.read_text("utf-8")
    broken.write_text(good + "\n    def oops(:\n", "utf-8")
    with page.expect_console_message(lambda message: "SyntaxError" in message.text):
        own_host.tell("Reload", paths=["client_code/Start/__init__.py"])
    assert events.of("error")[-1]["trace"][-1]["file"] == "client_code/Start/__init__.py"
    page.get_by_role("button", name="work").click()
    expect(page.get_by_text("worked two")).to_be_visible()

    # A version that fails while it starts says so; the next good one runs.
    broken.write_text(good.replace("self.init_components", "self.no_such_thing"), "utf-8")
    own_host.tell("Reload", paths=["client_code/Start/__init__.py"])
    expect(page.get_by_text("The app could not start.")).to_be_visible()
    broken.write_text(good.replace("two", "three"), "utf-8")
    own_host.tell("Reload", paths=["client_code/Start/__init__.py"])
    expect(page.get_by_text("three 1")).to_be_visible()
    expect(page.locator(".fw-notice-error")).to_have_count(0)


def test_a_page_that_another_one_replaces_takes_no_new_code(
    page: Page, own_host: ControlledHost, events: Events
) -> None:
    """Or the new code would start twice: here, and in the page that comes."""
    page.goto(own_host.address())
    expect(page.get_by_text("one 1")).to_be_visible()
    page.evaluate("formwright.keep()")
    other = page.context.new_page()
    other.goto(own_host.address())
    expect(other.get_by_text("one 1")).to_be_visible()
    write_form(own_host.folder, "Start", form("two"))
    own_host.tell("Reload", paths=["client_code/Start/__init__.py"])
    expect(other.get_by_text("two 1")).to_be_visible()
    seen = len(events.output)
    page.get_by_role("button", name="work").click()
    expect(page.get_by_text("worked one")).to_be_visible()
    assert "tick of two" not in events.output[seen:]
    other.close()


def test_a_saved_style_sheet_changes_the_look_and_nothing_else(page: Page, own_host: ControlledHost) -> None:
    assets = own_host.folder / "theme" / "assets"
    page.goto(own_host.address())
    expect(page.get_by_text("one 1")).to_be_visible()
    assets.mkdir(parents=True)
    (assets / "theme.css").write_text(".fw-label { color: rgb(1, 2, 3) }", "utf-8")
    own_host.tell("Reload", paths=["theme/assets/theme.css"])
    label = page.locator(".fw-label").first
    expect(label).to_have_css("color", "rgb(1, 2, 3)")
    page.get_by_role("button", name="work").click()
    (assets / "theme.css").write_text(".fw-label { color: rgb(4, 5, 6) }", "utf-8")
    own_host.tell("Reload", paths=["theme/assets/theme.css"])
    expect(label).to_have_css("color", "rgb(4, 5, 6)")
    expect(page.get_by_text("worked one")).to_be_visible()
