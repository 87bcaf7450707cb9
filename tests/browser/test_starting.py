"""What an app shows before it has a form, or when it never gets one, is not hidden by the loading state."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.host import ControlledHost
from tests.browser.workshop import FormSource, write_app

START = {
    "Start": FormSource(
        "pass", {"components": [{"type": "Label", "name": "l", "properties": {"text": "In"}}]}
    )
}


def test_a_dialog_of_the_startup_module_can_be_answered(page: Page, tmp_path: Path) -> None:
    main = "from anvil import *\nif confirm('Shall we start?'):\n    open_form('Start')\n"
    with ControlledHost(write_app(tmp_path / "app", START, "", {"Main": main})) as host:
        page.goto(host.address())
        page.get_by_role("button", name="OK").click(timeout=20_000)
        expect(page.get_by_text("In", exact=True)).to_be_visible()


def test_an_app_that_cannot_start_says_so(page: Page, tmp_path: Path) -> None:
    main = "from anvil import *\n1 / 0\n"
    with ControlledHost(write_app(tmp_path / "app", START, "", {"Main": main})) as host:
        page.goto(host.address())
        heading = page.get_by_role("heading", name="The app could not start.")
        expect(heading).to_be_visible(timeout=20_000)
        heading.click()  # nothing lies over it


def test_icons_of_a_service_come_from_the_build_instead(page: Page, tmp_path: Path) -> None:
    icons = "https://fonts.googleapis.com/css2?family=Material+Symbols+Outlined:opsz,wght@24,400"
    html = (
        f'<link href="{icons}" rel="stylesheet"><span class="material-symbols-outlined">home</span>'
        '<i class="fa fa-home"></i>'
    )
    container = {"type": "HtmlTemplate", "properties": {"html": html}}
    forms = {"Start": FormSource("pass", {"container": container, "components": []})}
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with ControlledHost(write_app(tmp_path / "app", forms, "", {})) as host:
        page.goto(host.address())
        icon = page.locator(".material-symbols-outlined")
        expect(icon).to_be_visible(timeout=20_000)
        sign = re.compile(r"^24(\.\d+)?px$")  # the word itself would be wider
        expect(icon).to_have_css("width", sign)
        expect(icon).to_have_css("font-family", '"Material Symbols Outlined"')
        assert not [url for url in asked if "fonts.googleapis.com" in url]
