"""Browsers in which Python cannot wait: calls stop the page until they are answered, and what else needs
waiting says so.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Events
from tests.browser.host import ControlledHost

OLD_BROWSER = "delete WebAssembly.Suspending; delete WebAssembly.promising; delete WebAssembly.SuspendError"


FIRST = ".fw-label .fw-text"


@pytest.fixture
def old(page: Page) -> Page:
    page.add_init_script(OLD_BROWSER)
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_calls_of_a_form_in_an_old_browser(old: Page, host: ControlledHost, events: Events) -> None:
    old.goto(host.address("Calls"))
    shown = old.locator(FIRST).first
    for name, text in (
        ("add", "sum 5"),
        ("fail", "caught x is wrong"),
        ("odd", "wrapped Odd: odd one"),
        ("missing", "no such function"),
        ("media", "abc.txt text/plain 2100000 True"),
        ("values", "True True True"),
        ("end", "ended 2"),
    ):
        press(old, name)
        expect(shown).to_have_text(text)
    press(old, "uncaught")
    expect(old.locator(".fw-notice-error")).to_contain_text("nobody catches this")
    assert events.of("error")[-1]["trace"][0]["file"] == "client_code/Calls/__init__.py"
    press(old, "slow")  # one after the other: nothing overlaps while the page stands still
    press(old, "other")
    expect(shown).to_have_text("ended 2[a](b)")


def test_the_rest_of_what_waits_in_an_old_browser(old: Page, host: ControlledHost, events: Events) -> None:
    old.goto(host.address("Waits"))
    shown = old.locator(FIRST).first
    expect(shown).to_have_text("begun with 3")  # a call in `__init__`, before the socket is open
    press(old, "sleep")
    expect(shown).to_have_text("slept True")
    press(old, "http")
    expect(shown).to_have_text("True 404")
    press(old, "session")
    expect(shown).to_have_text("value value")
    press(old, "news")  # events come by the socket, which belongs to the session of the calls
    expect(shown).to_have_text("told news 1 news 2")
    file = FilePayload(name="a.txt", mimeType="text/plain", buffer=b"a\x00\xff\xc3\xa9")
    old.locator("input[type=file]").set_input_files(file)
    expect(shown).to_have_text(r"a.txt b'\xa9\xc3\xff\x00a'")
    press(old, "promise")
    expect(old.locator(".fw-notice-error")).to_contain_text("Chrome or Edge 137")
    assert events.of("error")[-1]["trace"][0]["file"] == "client_code/Waits/__init__.py"


def test_an_old_browser_says_that_the_server_is_gone(old: Page, host: ControlledHost, events: Events) -> None:
    old.goto(host.address("Calls"))
    expect(old.get_by_role("button", name="add", exact=True)).to_be_visible()
    old.route("**/_/call", lambda route: route.abort())
    press(old, "add")
    expect(old.get_by_text("No connection")).to_be_visible()
    assert "did not answer the call of 'add'" in events.of("error")[-1]["message"]
    old.unroute("**/_/call")
    press(old, "add")
    expect(old.locator(FIRST).first).to_have_text("sum 5")


def test_an_old_browser_shows_its_own_dialogs(old: Page, host: ControlledHost) -> None:
    old.goto(host.address("Dialogs"))
    old.once("dialog", lambda dialog: dialog.accept())
    press(old, "confirm")
    expect(old.locator(FIRST).first).to_have_text("True")
    old.once("dialog", lambda dialog: dialog.dismiss())
    press(old, "confirm")
    expect(old.locator(FIRST).first).to_have_text("False")
