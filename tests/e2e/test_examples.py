"""The gallery's examples in a real Chromium, served by the real command."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Serve
from tests.e2e.processes import formwright


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


class Clone:
    """Clones examples as the gallery does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, example: str) -> Path:
        target = self.folder / example
        done = formwright("clone", example, target)
        assert done.returncode == 0, done.stderr
        return target


def test_two_forms_agree_on_the_number_of_clicks(page: Page, serve: Serve, clone: Clone) -> None:
    page.goto(serve(clone("global_variables")).url)
    expect(page.get_by_text("Form 1", exact=True)).to_be_visible()
    expect(page.get_by_text("0 clicks")).to_be_visible()
    page.get_by_role("link", name="Click me").click()
    page.get_by_role("link", name="Click me").click()
    expect(page.get_by_text("2 clicks")).to_be_visible()
    page.get_by_role("link", name="Go to Form 2").click()
    expect(page.get_by_text("Form 2", exact=True)).to_be_visible()
    expect(page.get_by_text("2 clicks")).to_be_visible()
    page.get_by_role("link", name="Click me").click()
    expect(page.get_by_text("3 clicks")).to_be_visible()
    page.get_by_role("link", name="Go to Form 1").click()
    expect(page.get_by_text("3 clicks")).to_be_visible()
    page.reload()
    expect(page.get_by_text("0 clicks")).to_be_visible()


@pytest.mark.parametrize(("persistent", "counts"), [(False, "1, 1, 1"), (True, "1, 2, 3")])
def test_a_counter_on_the_server_shows_how_long_it_lives(
    page: Page, serve: Serve, clone: Clone, persistent: bool, counts: str
) -> None:
    folder = clone("server_modules")
    if persistent:
        manifest = folder / "anvil.yaml"
        text = manifest.read_text(encoding="utf-8")
        changed = text.replace("server_persist: false", "server_persist: true")
        assert changed != text
        manifest.write_text(changed, encoding="utf-8")
    page.goto(serve(folder).url)
    page.get_by_role("button", name="Call three times").click()
    expect(page.get_by_text(counts, exact=True)).to_be_visible()
    same = "The same process answered again" if persistent else "Another process answered"
    expect(page.get_by_text(same)).to_be_visible()


def test_one_module_runs_in_both_pythons(page: Page, serve: Serve, clone: Clone) -> None:
    page.goto(serve(clone("shared_module")).url)
    expect(page.get_by_text(re.compile(r"Browser: Python 3\.14"))).to_be_visible()
    expect(page.get_by_text("48.60 €")).to_be_visible()
    page.get_by_role("button", name="Place order").click()
    expect(page.get_by_text("Ordered 12 × Notebook for 48.60 €")).to_be_visible()
    server = page.get_by_text(re.compile(r"Server: Python 3\.\d+\.\d+"))
    expect(server).to_be_visible()
    major, minor = sys.version_info[:2]
    assert f"Python {major}.{minor}" in server.inner_text()  # the default: the Python that serves
    page.get_by_role("textbox").fill("0")
    expect(page.get_by_text("The quantity is between 1 and 1000.")).to_be_visible()
    expect(page.get_by_role("button", name="Place order")).to_be_disabled()


def test_hello_greets(page: Page, serve: Serve, clone: Clone) -> None:
    page.goto(serve(clone("hello")).url)
    page.get_by_role("textbox").fill("Grace")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_text("Hello, Grace!")).to_be_visible()


def test_expenses_are_checked_listed_and_kept_for_the_visit(page: Page, serve: Serve, clone: Clone) -> None:
    page.goto(serve(clone("expenses")).url)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Say what the money was spent on.")).to_be_visible()
    expect(page.get_by_placeholder("What was it for?")).to_be_focused()
    page.get_by_placeholder("What was it for?").fill("Lunch")
    page.get_by_placeholder("Amount in €").fill("12.5")
    page.get_by_role("combobox").select_option(label="Meals")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Total: 12.50 €")).to_be_visible()
    page.get_by_title("Remove").hover()
    page.mouse.down()  # takes the focus away, so a problem is told before the button is up again
    expect(page.get_by_text("Say what the money was spent on.")).to_be_visible()
    page.mouse.up()
    expect(page.get_by_text("Nothing spent yet.")).to_be_visible()


def test_plots_follow_the_choice(page: Page, serve: Serve, clone: Clone) -> None:
    page.goto(serve(clone("dashboard")).url)
    expect(page.locator(".js-plotly-plot")).to_have_count(3)
    months = page.locator(".js-plotly-plot").nth(1).locator(".bars .point")
    expect(months).to_have_count(12)
    page.get_by_role("combobox").nth(1).select_option(label="Summer")
    expect(months).to_have_count(3)


def test_a_picture_is_turned_and_saved(page: Page, serve: Serve, clone: Clone) -> None:
    folder = clone("pictures")
    picture = Path(__file__).parents[2] / "formwright/examples/hello/example.png"
    page.goto(serve(folder).url)
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.get_by_text("1280 × 800 pixels")).to_be_visible()
    page.get_by_role("button", name="Turn left").click()
    expect(page.get_by_text("800 × 1280 pixels")).to_be_visible()
    page.get_by_role("button", name="Make small").click()
    expect(page.get_by_text("150 × 240 pixels")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save").click()
    assert download.value.path().read_bytes().startswith(b"\xff\xd8\xff")  # thumbnails are JPEG


def test_stars_are_a_component_with_an_event(page: Page, serve: Serve, clone: Clone) -> None:
    page.goto(serve(clone("star_rating")).url)
    page.get_by_title("5 of 5").first.click()
    expect(page.get_by_text("Wonderful")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("4.3 from 3 guests")).to_be_visible()


def test_pages_have_addresses_and_back_goes_back(page: Page, serve: Serve, clone: Clone) -> None:
    served = serve(clone("pages"))
    page.goto(served.url)
    page.get_by_role("button", name="See the planets").click()
    page.get_by_role("link", name="Mars").click()
    expect(page.get_by_text("6,792 km across")).to_be_visible()
    assert page.url.endswith("#planets/Mars")
    page.go_back()
    expect(page.get_by_role("link", name="Neptune")).to_be_visible()
    page.goto(f"{served.url}#planets/Saturn")
    page.reload()
    expect(page.get_by_text("120,536 km across")).to_be_visible()
