"""Twenty thousand overlapping blocking handlers: the guards of `pyodide_dom.py` hold.

Without them (automatic garbage collection on) pages crash after some hundreds to thousands of handlers.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Shared

SOAK = """async ({ handlers, together }) => {
  const python = formwright.python;
  const form = python.runPython("import anvil; anvil.get_open_form()");
  const soak = form.soak;
  const library = python.pyimport("formwright.runtime.client.browser");
  let next = 0;
  await Promise.all(Array.from({ length: together }, async () => {
    while (next < handlers) { await soak.callPromising(next++); library.idle(); }
  }));
  return [form.done, form.wrong, python.runPython("import gc; gc.isenabled()")];
}"""


@pytest.mark.timeout(300)  # a third of a minute when the machine is quiet
def test_twenty_thousand_overlapping_handlers(shared: Shared) -> None:
    page: Page = shared.open("Soak")
    outcome = page.evaluate(SOAK, {"handlers": 20_000, "together": 300})
    assert outcome == [20_000, 0, False]


def test_apps_cannot_switch_automatic_collection_on(shared: Shared) -> None:
    page = shared.open("Soak")
    assert (
        page.evaluate("formwright.python.runPython('import gc; gc.enable(); gc.collect(1); gc.isenabled()')")
        is False
    )
