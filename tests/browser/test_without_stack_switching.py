"""Browsers in which Python cannot wait: the app runs, and what needs waiting says so."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Events
from tests.browser.host import ControlledHost

OLD_BROWSER = "delete WebAssembly.Suspending; delete WebAssembly.promising; delete WebAssembly.SuspendError"


def test_an_old_browser_runs_what_does_not_wait(page: Page, host: ControlledHost, events: Events) -> None:
    page.add_init_script(OLD_BROWSER)
    page.goto(host.address("Calls"))
    page.get_by_role("button", name="add", exact=True).click()
    expect(page.locator(".fw-notice-error")).to_contain_text("Chrome or Edge 137")
    assert events.of("error")[-1]["trace"][0]["file"] == "client_code/Calls/__init__.py"
    page.get_by_role("button", name="free").click()
    expect(page.get_by_text("free", exact=True).first).to_be_visible()


def test_an_old_browser_shows_its_own_dialogs(page: Page, host: ControlledHost) -> None:
    page.add_init_script(OLD_BROWSER)
    page.goto(host.address("Dialogs"))
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="confirm").click()
    expect(page.locator(".fw-label .fw-text").first).to_have_text("True")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="confirm").click()
    expect(page.locator(".fw-label .fw-text").first).to_have_text("False")
