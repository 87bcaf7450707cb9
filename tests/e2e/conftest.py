"""A real Chromium, and real servers that end with the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import processes
from tests.e2e.processes import Served

Serve = Callable[..., Served]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a profile of its own, with room for slow machines."""
    context = browser.new_context(viewport={"width": 1000, "height": 760})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers that end, with all their workers, when the test does."""
    running: list[Served] = []

    def start(folder: Path, *options: str) -> Served:
        running.append(processes.serve(folder, *options))
        return running[-1]

    yield start
    for served in running:
        processes.end(served)
