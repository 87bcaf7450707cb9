"""Dialogs and notifications in a real page: keys, focus, results."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Shared


def shown(page: Page, text: str) -> None:
    expect(page.locator(".fw-label .fw-text").first).to_have_text(text)


@pytest.mark.parametrize(("key", "result"), [("Enter", "True"), ("Escape", "None")])
def test_X04_alert(shared: Shared, key: str, result: str) -> None:
    page = shared.open("Dialogs")
    page.get_by_role("button", name="alert").click()
    expect(page.get_by_role("dialog")).to_contain_text("A message")
    expect(page.get_by_role("button", name="OK")).to_be_focused()
    page.keyboard.press(key)
    shown(page, result)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="alert")).to_be_focused()


def test_X04_alert_closes_by_a_click_beside_it(shared: Shared) -> None:
    page = shared.open("Dialogs")
    page.get_by_role("button", name="alert").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.mouse.click(8, 8)
    shown(page, "None")


@pytest.mark.parametrize(("button", "result"), [("Cancel", "False"), ("OK", "True")])
def test_X05_confirm_cannot_be_dismissed(shared: Shared, button: str, result: str) -> None:
    page = shared.open("Dialogs")
    page.get_by_role("button", name="confirm").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.click(8, 8)
    expect(page.get_by_role("dialog", name="Really")).to_be_visible()
    page.get_by_role("button", name=button).click()
    shown(page, result)


def test_X06_buttons_give_their_values(shared: Shared) -> None:
    page = shared.open("Dialogs")
    page.get_by_role("button", name="choice").click()
    page.get_by_role("button", name="Yes").click()
    shown(page, "True")


def test_X07_a_component_closes_its_alert_with_a_value(shared: Shared) -> None:
    page = shared.open("Dialogs")
    page.get_by_role("button", name="content").click()
    expect(page.get_by_placeholder("inside")).to_be_focused()
    page.keyboard.press("Enter")
    shown(page, "42")


def test_X08_a_notification_lasts_its_block(shared: Shared) -> None:
    page = shared.open("Dialogs")
    page.get_by_role("button", name="note").click()
    notice = page.locator(".fw-notice").filter(has_text="Working on it")  # other forms' may stand here too
    expect(notice).to_be_visible()
    shown(page, "note gone")
    expect(notice).to_have_count(0)
