"""`anvil.js`: JavaScript for Python code. `anvil.js.window` is the page's `window`."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.javascript import (
    ExternalError,
    await_promise,
    call,
    get_dom_node,
    import_from,
    new,
    report_all_exceptions,
    report_exceptions,
    to_media,
)
from formwright.runtime.client.js_object import JsObject as ProxyType

call_js = call
window: Any
"""The page's `window`: `anvil.js.window.document.title`."""

__all__ = [
    "ExternalError", "ProxyType", "await_promise", "call", "call_js", "get_dom_node", "import_from", "new",
    "report_all_exceptions", "report_exceptions", "to_media", "window",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name != "window":
        raise AttributeError(f"module 'anvil.js' has no attribute {name!r}")
    from formwright.runtime.client.javascript import window

    return window()
