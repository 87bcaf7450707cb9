"""The client library in a browser: what boot.mjs calls.

The composition root of a page. Every function here is an entry from JavaScript; `start`, `restart`, `theme`,
`dispatch`, `timer` and `method` may block, `channel` and `idle` never do. Runs in the page, under Pyodide.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import Any

from formwright.runtime.client import pyodide_dom
from formwright.runtime.client.javascript import WindowModule
from formwright.runtime.client.loop import Restarted
from formwright.runtime.client.session import Session

_platform = pyodide_dom.PyodidePlatform()
pyodide_dom.disable_automatic_collection()
_session = Session(_platform)
_session.adopt_interpreter()
sys.modules["anvil.js.window"] = WindowModule("anvil.js.window")


def start(text: str) -> bool:
    assert _session.page.calls is not None
    return _session.start(text)


def restart(text: str) -> bool | None:
    return _session.restart(text)


def theme(text: str) -> None:
    _session.theme(text)


def dispatch(identity: str, event: str, detail: str) -> None:
    with suppress(Restarted):
        _session.page.dispatch(identity, event, json.loads(detail))


def timer(identity: int) -> None:
    with suppress(Restarted), _session.page.errors.reporting():
        _platform.loop.fire(identity)


def channel(kind: str, text: str, blobs: Any) -> None:
    assert _session.page.calls is not None
    _session.page.calls.on_channel(kind, text, [bytes(blob.to_bytes()) for blob in blobs])


def method(identity: str, name: str, arguments: Any) -> Any:
    with suppress(Restarted):
        return pyodide_dom.plain_list(_session.call_method(identity, name, list(arguments)))
    return None


def idle() -> None:
    pyodide_dom.idle()
