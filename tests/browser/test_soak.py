"""Twenty thousand overlapping blocking handlers: the guards of `pyodide_dom.py` hold.

Without them (automatic garbage collection on) pages crash after some hundreds to thousands of handlers.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Shared
from tests.browser.soak import soak_script


@pytest.mark.timeout(300)  # a third of a minute when the machine is quiet
def test_twenty_thousand_overlapping_handlers(shared: Shared) -> None:
    page: Page = shared.open("Soak")
    outcome = page.evaluate(soak_script(20_000, 300))
    assert outcome == [20_000, 0, False]


def test_apps_cannot_switch_automatic_collection_on(shared: Shared) -> None:
    page = shared.open("Soak")
    assert (
        page.evaluate("formwright.python.runPython('import gc; gc.enable(); gc.collect(1); gc.isenabled()')")
        is False
    )
