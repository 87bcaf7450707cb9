"""Apps written for one test, and pages of them without a browser."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from formwright.runtime.testing.page import AppPage
from formwright.runtime.testing.source import AppSource
from tests.browser.workshop import FormSource, write_app

OpenApp = Callable[..., AppPage]


@pytest.fixture
def open_app(tmp_path: Path) -> Iterator[OpenApp]:
    """Writes an app with the form `Start` and gives a page of it."""
    finders, modules = list(sys.meta_path), set(sys.modules)
    with ExitStack() as stack:

        def make(form: FormSource, server: str = "", **modules: str) -> AppPage:
            folder = write_app(tmp_path / "app", {"Start": form}, server, modules)
            source = AppSource(folder)
            stack.callback(source.close)
            return stack.enter_context(AppPage(source))

        yield make
    sys.meta_path[:] = finders
    for name in set(sys.modules) - modules:
        if name.partition(".")[0] == "anvil":
            del sys.modules[name]
