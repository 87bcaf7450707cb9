"""The canvas in a browser: what `page/design.mjs` calls, as `client/browser.py` is for running apps.

`command`, `dispatch` and `timer` may block, `idle` never does. Runs in the page, under Pyodide.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from typing import Any

from formwright.runtime.client import pyodide_dom
from formwright.runtime.client.design.studio import Studio
from formwright.runtime.client.javascript import WindowModule
from formwright.runtime.client.loop import Restarted, sleep

_platform = pyodide_dom.PyodidePlatform()
pyodide_dom.disable_automatic_collection()
_studio = Studio(_platform)
sys.modules["anvil.js.window"] = WindowModule("anvil.js.window")
if _platform.can_block:
    time.sleep = lambda seconds: sleep(_platform.loop, float(seconds))


def command(text: str) -> str:
    return _studio.command(text)


def dispatch(identity: str, event: str, detail: str) -> str:
    with suppress(Restarted):
        return _studio.dispatch(identity, event, detail)
    return ""


def timer(identity: int) -> str:
    with suppress(Restarted), _studio.page.errors.reporting():
        _platform.loop.fire(identity)
    return _studio.settled()


def channel(kind: str, text: str, blobs: Any) -> None:
    """There is no socket."""


def method(identity: str, name: str, arguments: Any) -> None:
    """Scripts do not run, so they call nothing."""


def idle() -> None:
    pyodide_dom.idle()
