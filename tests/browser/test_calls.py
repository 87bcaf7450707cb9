"""Server calls from a form in a real page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Events, Shared
from tests.browser.host import ControlledHost


@pytest.mark.parametrize(
    ("button", "shown"),
    [
        ("add", "sum 5"),  # S01
        ("fail", "caught x is wrong"),  # S04
        ("odd", "wrapped Odd: odd one"),  # S05
        ("missing", "no such function"),  # S03
        ("set", re.compile(r"args\[0\]\['a'\].*set")),  # S08
        ("media", "abc.txt text/plain 2100000 True"),  # S11
        ("values", "True True True"),  # S07, S10
        ("end", "ended 2"),  # S19
    ],
)
def test_a_call_gives_its_result_or_its_error(
    shared: Shared, button: str, shown: str | re.Pattern[str]
) -> None:
    page = shared.open("Calls")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".fw-label .fw-text").first).to_have_text(shown)


def test_S22_calls_of_two_handlers_take_turns_and_other_handlers_go_on(shared: Shared) -> None:
    page = shared.open("Calls")
    for name in ("slow", "other", "free"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".fw-label .fw-text").first).to_have_text("free[a](b)")


def test_X01_an_error_of_the_server_shows_a_notice_and_both_sides_of_the_trace(
    page: Page, host: ControlledHost, events: Events
) -> None:
    page.goto(host.address("Calls"))
    page.get_by_role("button", name="uncaught").click()
    notice = page.locator(".fw-notice-error")
    expect(notice).to_contain_text("ValueError: nobody catches this")
    notice.locator("summary").click()
    expect(notice).to_contain_text("client_code/Calls/__init__.py")
    error = events.of("error")[-1]
    assert [frame["file"] for frame in error["trace"]] == [
        "client_code/Calls/__init__.py",
        "server_code/ServerModule1.py",
    ]
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_have_count(0)
    page.get_by_role("button", name="add").click()
    expect(page.locator(".fw-label .fw-text").first).to_have_text("sum 5")
