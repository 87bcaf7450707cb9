"""Python typed into a running page: components are made, put into a blank form and asked, all in one."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import Shared

HEAD = "import anvil\nfrom anvil import *\nform = get_open_form()\n"
RUN = """
import json, traceback
from pyodide.code import eval_code
try:
    answer = [True, eval_code({code}, {{}})]
except Exception:
    answer = [False, traceback.format_exc()]
json.dumps(answer, default=str)
"""


def run(page: Page, code: str) -> Any:
    """Runs Python in the page; gives the value of the last expression, if it is plain."""
    typed = RUN.format(code=repr(HEAD + dedent(code)))
    worked, value = json.loads(page.evaluate("code => formwright.python.runPythonAsync(code)", typed))
    assert worked, value
    return value


def blank(shared: Shared) -> Page:
    """A form without anything in it."""
    page = shared.open("Start")
    run(page, "form.clear()")
    return page
