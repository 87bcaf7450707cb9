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
