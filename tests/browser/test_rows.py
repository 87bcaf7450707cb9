"""Rows that are copies of the first, with a real browser's clones, clicks and keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.host import ControlledHost
from tests.browser.workshop import FormSource, component, write_app

START = """
def __init__(self, **properties):
    self.init_components(**properties)
    self.panel.items = [{"n": n, "name": f"name {n}", "on": n == 2} for n in range(5)]
"""
ROW = """
def press(self, **event_args):
    self.shown.text = f"{self.item['name']} is {'on' if self.item['on'] else 'off'}"
    self.shown.bold = True
"""


def bound(name: str, prop: str, key: str, writeback: bool = False) -> dict[str, object]:
    kinds = {"shown": "Label", "field": "TextBox", "box": "CheckBox"}
    data = {"property": prop, "code": f"self.item['{key}']", "writeback": writeback}
    return {**component(kinds[name], name), "data_bindings": [data]}


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    panel = {"type": "RepeatingPanel", "name": "panel", "properties": {"item_template": "Row"}}
    parts = [
        bound("shown", "text", "n"),
        bound("field", "text", "name", writeback=True),
        bound("box", "checked", "on", writeback=True),
        component("Button", "button", clicked="press", text="press"),
    ]
    forms = {
        "Start": FormSource(START, {"components": [panel]}),
        "Row": FormSource(ROW, {"components": parts}),
    }
    folder = write_app(tmp_path_factory.mktemp("rows") / "app", forms, "", {})
    with ControlledHost(folder) as host:
        context = browser.new_context()
        made = context.new_page()
        made.goto(host.address())
        expect(made.get_by_role("button", name="press")).to_have_count(5)
        yield made
        context.close()


def test_each_row_shows_its_item_and_hears_its_own_events(page: Page) -> None:
    rows = page.locator(".fw-repeating > *")
    assert [rows.nth(n).locator("input:not([type=checkbox])").input_value() for n in range(5)] == [
        f"name {n}" for n in range(5)
    ]
    assert [rows.nth(n).get_by_role("checkbox").is_checked() for n in range(5)] == [
        False,
        False,
        True,
        False,
        False,
    ]
    rows.nth(3).locator("input:not([type=checkbox])").fill("changed")
    rows.nth(3).get_by_role("checkbox").check()
    rows.nth(3).get_by_role("button").click()
    expect(rows.nth(3).locator(".fw-label")).to_have_text("changed is on")
    expect(rows.nth(3).locator(".fw-label")).to_have_css("font-weight", "700")
    rows.nth(0).get_by_role("button").click()
    expect(rows.nth(0).locator(".fw-label")).to_have_text("name 0 is off")
    expect(rows.nth(4).locator(".fw-label")).to_have_text("4")


def test_the_rows_really_are_copies(page: Page) -> None:
    code = "import anvil\nrow = anvil.get_open_form().panel.get_components()[1]\n"
    assert page.evaluate(
        "code => formwright.python.runPythonAsync(code)", code + "type(row)._fw_mould._cast is not None"
    )
    owners = page.evaluate("[...document.querySelectorAll('[data-fw-c]')].map((each) => each.dataset.fwC)")
    assert len(owners) == len(set(owners))
