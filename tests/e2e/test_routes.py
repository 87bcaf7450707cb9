"""Routes that answer with the app, in a real Chromium: behaviours H11 and H12."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Serve
from tests.server.endpoints.endpoint_app import write_endpoint_app


@pytest.mark.parametrize("persistent", [False, True], ids=["per-call", "persistent"])
def test_H11_a_route_opens_a_form_with_arguments_and_keeps_its_address(
    page: Page, serve: Serve, tmp_path: Path, persistent: bool
) -> None:
    served = serve(write_endpoint_app(tmp_path / "app", persistent))
    page.goto(f"{served.url}orders/41?x=1")
    expect(page.get_by_text("Order 42 in red")).to_be_visible()
    assert page.url == f"{served.url}orders/41?x=1"
    page.goto(served.url)
    expect(page.get_by_text("Form1 None")).to_be_visible()


def test_H12_data_and_meta_reach_the_page(page: Page, serve: Serve, tmp_path: Path) -> None:
    served = serve(write_endpoint_app(tmp_path / "app"))
    page.goto(f"{served.url}data")
    expect(page.get_by_text("Form1 {'a': [1, None]}")).to_be_visible()
    assert page.title() == "T <b>"
    assert page.locator('meta[property="og:image"]').get_attribute("content") == "x.png"
