"""The canvas page in Chromium: who may have it, and that it shows what the running app shows."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from formwright.runtime.appfiles import load_app
from tests.browser.conftest import Events, Shared
from tests.browser.host import ControlledHost


def top(page: Page) -> bytes:
    """Of the form a part in which its code sets nothing, and above the notifications that it shows."""
    return page.screenshot(clip={"x": 0, "y": 0, "width": 1000, "height": 500})


def open_canvas(page: Page, host: ControlledHost, form: str) -> None:
    page.goto(f"{host.url.rstrip('/')}/?_design&_designer={host.token}")
    page.wait_for_function("!!window.formwright?.scroll", timeout=30_000)
    template = load_app(Path(host.folder)).forms[form]
    command = {"command": "open", "form": form, "template": template, "templates": {}, "version": 1}
    page.evaluate("command => formwright.design(command)", json.dumps(command))


def test_without_the_token_it_is_the_app(page: Page, host: ControlledHost) -> None:
    page.goto(f"{host.url.rstrip('/')}/?_design")
    expect(page.get_by_text("Start is open")).to_be_visible(timeout=30_000)
    assert page.evaluate("typeof formwright.design") == "undefined"


def test_a_form_has_the_same_pixels_as_in_the_app(page: Page, host: ControlledHost, shared: Shared) -> None:
    running = shared.open("Everything")
    expect(running.get_by_text("In a linear panel")).to_be_visible()
    running.set_viewport_size({"width": 1000, "height": 760})
    running.mouse.move(999, 759)
    open_canvas(page, host, "Everything")
    expect(page.get_by_text("In a linear panel")).to_be_visible()
    assert top(page) == top(running)


def test_only_what_moved_is_told(page: Page, host: ControlledHost) -> None:
    events = Events(page)
    open_canvas(page, host, "Fields")
    page.wait_for_function("document.querySelectorAll('#formwright-app .fw-c').length > 3")
    page.wait_for_timeout(300)
    first = events.of("picture")[-1]
    boxes = [box for event in events.of("picture") for box in event.get("boxes", ()) if "t" in box]
    name = boxes[0]["n"]
    change = {"change": "property", "component": name, "name": "text", "value": "Longer than before"}
    command = {"command": "change", "form": "Fields", "version": 2, "changes": [change]}
    page.evaluate("command => formwright.design(command)", json.dumps(command))
    page.wait_for_timeout(300)
    last = events.of("picture")[-1]
    assert last["number"] > first["number"]
    assert last["version"] == 2
    assert "boxes" not in last
    assert "boxes" in last["moved"]
