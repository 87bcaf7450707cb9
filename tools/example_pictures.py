#!/usr/bin/env python3
"""Takes the pictures of the gallery's cards: runs each example in Chromium, uses it, and photographs it.

Run from the project's folder after a change of an example or of the default theme, and look at the results:

    .venv/bin/python -m tools.example_pictures [NAME...]

Writes `formwright/examples/NAME/example.png`, and `formwright/templates/NAME/template.png` of the templates
of new apps: 1280 x 800 pixels, for a card of 640 x 400 on a dense screen.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.chromium import ARGUMENTS, executable

EXAMPLES = Path(__file__).parents[1] / "formwright" / "examples"
TEMPLATES = EXAMPLES.with_name("templates")
PIXELS = 1280  # wide, and five eighths of that high


def hello(page: Page) -> None:
    page.get_by_role("textbox").fill("Grace")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_text("Hello, Grace!")).to_be_visible()


def global_variables(page: Page) -> None:
    for count in range(1, 8):
        page.get_by_role("link", name="Click me").click()
        expect(page.get_by_text(f"{count} click")).to_be_visible()


def server_modules(page: Page) -> None:
    page.get_by_role("button", name="Call three times").click()
    expect(page.get_by_text("1, 1, 1", exact=True)).to_be_visible()


def shared_module(page: Page) -> None:
    page.get_by_role("button", name="Place order").click()
    expect(page.get_by_text("Ordered 12")).to_be_visible()


def expenses(page: Page) -> None:
    for what, amount, category in (("Train to Graz", "38.40", "Travel"), ("Lunch", "12.50", "Meals")):
        page.get_by_placeholder("What was it for?").fill(what)
        page.get_by_placeholder("Amount in €").fill(amount)
        page.get_by_role("combobox").select_option(label=category)
        page.get_by_role("button", name="Add").click()
        expect(page.get_by_text(what)).to_be_visible()
    page.get_by_placeholder("Amount in €").fill("20000")
    page.get_by_placeholder("Amount in €").press("Tab")
    expect(page.get_by_text("The amount is between")).to_be_visible()


def dashboard(page: Page) -> None:
    page.get_by_role("combobox").first.select_option(label="Bergen")
    expect(page.locator(".js-plotly-plot .main-svg").nth(2)).to_be_visible()
    page.wait_for_timeout(500)  # plotly moves its lines in


def pictures(page: Page) -> None:
    page.locator("input[type=file]").set_input_files(EXAMPLES / "hello" / "example.png")
    expect(page.get_by_text("The server says: PNG")).to_be_visible()
    page.get_by_role("button", name="Make small").click()
    expect(page.get_by_text("240 ×")).to_be_visible()


def star_rating(page: Page) -> None:
    page.get_by_title("4 of 5").first.click()
    page.get_by_placeholder("A few words").fill("Cake like at home.")
    expect(page.get_by_text("Very good")).to_be_visible()


def pages(page: Page) -> None:
    page.get_by_role("button", name="See the planets").click()
    expect(page.get_by_role("link", name="Neptune")).to_be_visible()


def rest_api(page: Page) -> None:
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("Status 200")).to_be_visible()


def background_task(page: Page) -> None:
    page.get_by_role("button", name="Count").click()
    expect(page.get_by_text("primes so far")).to_be_visible()
    page.get_by_role("button", name="Stop").wait_for()
    page.wait_for_function("() => /[4-9]\\d%/.test(document.body.innerText)")


#: What is done before the picture is taken, and the width of the page: the smaller, the larger its letters.
def template_blank(page: Page) -> None:
    expect(page.get_by_text("My app")).to_be_visible()


def template_layout(page: Page) -> None:
    expect(page.get_by_text("Welcome")).to_be_visible()


def template_data_entry(page: Page) -> None:
    for name, email in (("Ada", "ada@example.org"), ("Grace", "grace@example.org")):
        page.get_by_placeholder("Name").fill(name)
        page.get_by_placeholder("E-mail").fill(email)
        page.get_by_role("button", name="Add").click()
        expect(page.get_by_text(email)).to_be_visible()


def template_dashboard(page: Page) -> None:
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.wait_for_timeout(500)  # plotly moves its bars in


SCENES: dict[str, tuple[Callable[[Page], None], int]] = {
    "hello": (hello, 600),
    "global_variables": (global_variables, 600),
    "server_modules": (server_modules, 800),
    "shared_module": (shared_module, 800),
    "expenses": (expenses, 800),
    "dashboard": (dashboard, 960),
    "pictures": (pictures, 800),
    "star_rating": (star_rating, 720),
    "pages": (pages, 720),
    "rest_api": (rest_api, 720),
    "background_task": (background_task, 720),
    "templates/blank": (template_blank, 560),
    "templates/layout": (template_layout, 560),
    "templates/data_entry": (template_data_entry, 640),
    "templates/dashboard": (template_dashboard, 720),
}


def _place(name: str) -> tuple[Path, Path]:
    """The app of a scene, and the file of its picture."""
    kind, _, template = name.rpartition("/")
    folder = TEMPLATES / template if kind else EXAMPLES / name
    return folder, folder / ("template.png" if kind else "example.png")


def main(names: list[str]) -> int:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        for name in names or SCENES:
            width = SCENES[name][1]
            page = browser.new_page(
                viewport={"width": width, "height": width * 5 // 8}, device_scale_factor=PIXELS / width
            )
            _photograph(page, name)
            page.close()
        browser.close()
    return 0


def _photograph(page: Page, name: str) -> None:
    folder, picture = _place(name)
    command = [sys.executable, "-m", "formwright", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as host:
        try:
            assert host.stdout is not None
            page.goto(host.stdout.readline().split()[-1])
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            SCENES[name][0](page)
            page.mouse.move(0, 0)
            page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
            page.wait_for_function("document.fonts.status === 'loaded'")
            page.screenshot(path=picture, animations="disabled")
            print(picture)
        finally:
            host.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
