"""One server for all browser tests; each test has a page of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser import forms
from tests.browser.everything import EVERYTHING_FORMS
from tests.browser.forms_api import API_FORMS, API_MODULES, API_SERVER, TOOL
from tests.browser.host import ControlledHost
from tests.browser.workshop import write_app

MARK = "\u0001formwright"


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ControlledHost]:
    folder = tmp_path_factory.mktemp("workshop") / "app"
    write_app(
        folder,
        {**forms.FORMS, **API_FORMS, **EVERYTHING_FORMS},
        forms.SERVER + API_SERVER,
        {**forms.MODULES, **API_MODULES},
        {"tool.mjs": TOOL},
    )
    with ControlledHost(folder) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 760})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


class Shared:
    """One booted page for many tests: forms open anew in it, which takes no time."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, form: str) -> Page:
        code = f"import anvil\nanvil.open_form({form!r})"
        self._page.evaluate("code => formwright.python.runPythonAsync(code).then(() => null)", code)
        return self._page


@pytest.fixture(scope="session")
def shared(browser: Browser, host: ControlledHost) -> Iterator[Shared]:
    context = browser.new_context(viewport={"width": 1000, "height": 760})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(host.address("Start"))
    expect(page.get_by_text("Start is open")).to_be_visible(timeout=20_000)
    yield Shared(page)
    context.close()


class Events:
    """What a designer's page says on its console, as the preview reads it."""

    def __init__(self, page: Page) -> None:
        self.all: list[dict[str, Any]] = []
        page.on("console", self._take)

    def _take(self, message: ConsoleMessage) -> None:
        if message.text.startswith(MARK):
            self.all.append(json.loads(message.text[len(MARK) :]))

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.all if event["kind"] == kind]

    @property
    def output(self) -> str:
        return "".join(event["text"] for event in self.of("output"))


@pytest.fixture
def events(page: Page) -> Events:
    return Events(page)
