"""The pytest plugin: the fixture `app`, a page of the app that a test file belongs to.

Loaded by `formwright test`; with plain pytest by `pytest_plugins = ["formwright.runtime.testing.plugin"]` in
a conftest.py. Responsible for: which app, and the end of what was started. Process: that of pytest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formwright.runtime.client.imports import install_anvil
from formwright.runtime.testing.page import AppPage
from formwright.runtime.testing.source import AppSource

MANIFEST = "anvil.yaml"
_SOURCES = pytest.StashKey[dict[Path, AppSource]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("formwright")
    group.addoption(
        "--server-mode",
        choices=("per-call", "persistent"),
        default="per-call",
        help="server functions that tests call: a new interpreter for each call (default), or one for all",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_SOURCES] = {}
    install_anvil()  # so that a test file can `import anvil.server`


def pytest_unconfigure(config: pytest.Config) -> None:
    for source in config.stash.get(_SOURCES, {}).values():
        source.close()


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Iterator[AppPage]:
    """The app on a page of its own, not yet started: see docs/howto/testing-apps.md."""
    folder = _app_of(request.path)
    sources = request.config.stash[_SOURCES]
    if folder not in sources:
        sources[folder] = AppSource(folder, request.config.getoption("--server-mode") == "persistent")
    with AppPage(sources[folder]) as page:
        yield page


def _app_of(test: Path) -> Path:
    for folder in test.parents:
        if (folder / MANIFEST).is_file():
            return folder
    pytest.fail(
        f"{test} is in no app: no folder above it holds {MANIFEST}. Tests belong into its tests/ folder.",
        pytrace=False,
    )
