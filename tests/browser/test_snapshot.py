"""Pages boot from the memory snapshot of the build, and without it when it does not come back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.host import ControlledHost
from tests.browser.test_without_stack_switching import OLD_BROWSER

WEB = Path(__file__).resolve().parents[2] / "formwright" / "web"
OPEN = "Start is open"


def booted(page: Page, host: ControlledHost) -> bool:
    page.goto(host.address("Start"))
    expect(page.get_by_text(OPEN)).to_be_visible(timeout=20_000)
    return bool(page.evaluate("formwright.restored"))


def python(page: Page, code: str) -> Any:
    return page.evaluate("code => formwright.python.runPythonAsync(code)", code)


@pytest.fixture(autouse=True)
def needs_a_snapshot() -> None:
    if not (WEB / "snapshot.bin").is_file():
        pytest.skip("this build has no memory snapshot: no node from version 24 on was found")


def test_a_page_boots_from_the_snapshot(page: Page, host: ControlledHost) -> None:
    assert booted(page, host)
    assert python(page, "from pyodide.ffi import can_run_sync\ncan_run_sync()") is True
    assert python(page, "import gc\ngc.isenabled()") is False


def test_two_pages_draw_different_random_numbers(browser: Browser, host: ControlledHost) -> None:
    drawn = set()
    for _ in range(2):
        context = browser.new_context()
        page = context.new_page()
        assert booted(page, host)
        drawn.add(python(page, "import random\nrandom.random()"))
        context.close()
    assert len(drawn) == 2


@pytest.mark.parametrize("damage", ["missing", "cut", "nonsense"])
def test_a_page_starts_without_a_snapshot_that_is_broken(
    page: Page, host: ControlledHost, damage: str
) -> None:
    def break_it(route: Route) -> None:
        if damage == "missing":
            route.fulfill(status=404, body="")
            return
        whole = (WEB / "snapshot.bin").read_bytes()  # not fetched: through Playwright that takes seconds
        route.fulfill(status=200, body=whole[: len(whole) // 2] if damage == "cut" else b"\x07" * 65536)

    page.route("**/snapshot.bin", break_it)
    assert not booted(page, host)
    assert python(page, "1 + 1") == 2


def test_a_browser_that_cannot_block_does_not_download_it(page: Page, host: ControlledHost) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.add_init_script(OLD_BROWSER)
    assert not booted(page, host)
    assert "client.zip" in asked
    assert "snapshot.bin" not in asked
