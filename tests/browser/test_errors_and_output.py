"""What a page says when things go wrong, as the designer's preview hears it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Events
from tests.browser.host import ControlledHost


def test_X01_an_error_leaves_the_app_usable_and_names_the_lines(
    page: Page, host: ControlledHost, events: Events
) -> None:
    page.goto(host.address("Errors"))
    expect(page.locator(".fw-invalid-component")).to_contain_text("NoSuchThing")
    page.get_by_role("button", name="fail").click()
    expect(page.locator(".fw-notice-error")).to_contain_text("ZeroDivisionError")
    error = events.of("error")[-1]
    assert error["type"] == "ZeroDivisionError"
    assert [(f["file"], f["function"]) for f in error["trace"]] == [
        ("client_code/Errors/__init__.py", "fail_click"),
        ("client_code/Errors/__init__.py", "helper"),
    ]
    assert "return 1 / 0" in error["text"]
    assert "/lib/" not in error["text"]
    page.get_by_role("button", name="count").click()
    expect(page.get_by_text("count 1")).to_be_visible()


def test_a_form_that_cannot_open_is_said_where_it_can_be_seen(page: Page, host: ControlledHost) -> None:
    page.goto(host.address("FailsToStart"))
    expect(page.get_by_text("ValueError: not today").first).to_be_visible()
    page.get_by_text("The app could not start.").click()  # refused while something lies over it


def test_what_an_app_asks_before_its_first_form_can_be_answered(page: Page, host: ControlledHost) -> None:
    page.goto(host.address("AsksFirst"))
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_text("answered True")).to_be_visible()


def test_E06_a_missing_handler_is_warned_of_once(page: Page, host: ControlledHost, events: Events) -> None:
    page.goto(host.address("Errors"))
    page.get_by_role("button", name="missing").click(click_count=2)
    page.get_by_role("button", name="count").click()
    expect(page.get_by_text("count 1")).to_be_visible()
    page.wait_for_function("() => true")
    page.wait_for_timeout(100)
    assert events.output.count("no_such_method, which does not exist") == 1


def test_output_of_an_endless_loop_leaves_the_page(page: Page, host: ControlledHost, events: Events) -> None:
    page.goto(host.address("Errors"))
    page.get_by_role("button", name="loop").click(no_wait_after=True)
    with page.expect_console_message(lambda message: "still here" in message.text):
        pass
    assert "before the loop" in events.output


def test_states_and_the_first_paint_are_reported(page: Page, host: ControlledHost, events: Events) -> None:
    page.goto(host.address("Start", held=True))
    page.wait_for_function("window.formwright && window.formwright.python")
    page.wait_for_timeout(50)
    assert [event["state"] for event in events.of("state")] == ["booting", "held"]
    expect(page.get_by_text("Start is open")).to_have_count(0)
    with page.expect_console_message(lambda message: '"painted"' in message.text):
        page.evaluate("formwright.start()")
    expect(page.get_by_text("Start is open")).to_be_visible()
    expect(page.locator("#formwright-loading")).to_have_count(0)
    assert [event["state"] for event in events.of("state")] == ["booting", "held", "running"]
    assert events.of("painted")[0]["form"] == "Start"
