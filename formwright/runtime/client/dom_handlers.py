"""`anvil:on-dom:EVENT="method"`: events of plain elements that call methods of the form.

Responsible for attaching them. The form is found when the event comes. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formwright.runtime.client.javascript import to_javascript

_PREFIX = "anvil:on-dom:"


def listen_to_elements(component: Any, nodes: Sequence[Any]) -> None:
    dom = component._fw.page.dom
    for node in nodes:
        for name in list(dom.call(node, "getAttributeNames") or ()):
            method = dom.get_attribute(node, name)
            if str(name).startswith(_PREFIX) and method:
                handler = ElementHandler(component, str(method), str(name)[len(_PREFIX) :])
                dom.call(node, "addEventListener", handler.event, to_javascript(handler))


class ElementHandler:
    """Called by the page with the event; `__name__` shows in no traceback, `event` in the warning."""

    def __init__(self, component: Any, method: str, event: str) -> None:
        self._component = component
        self._method = method.removeprefix("self.")
        self.event = event
        self._warned = False

    def __call__(self, event: Any = None) -> None:
        form = self._component._fw.values.get("-owner", self._component)
        method = getattr(form, self._method, None)
        if not callable(method):
            if not self._warned:
                self._warned = True
                kind = type(form).__name__
                print(
                    f"Warning: anvil:on-dom:{self.event} is bound to {kind}.{self._method}, which does not "
                    f"exist. Write `def {self._method}(self, event):` in {kind}, or remove the attribute."
                )
            return
        with self._component._fw.page.errors.reporting():
            if _takes_event(method):
                method(event)
            else:
                method(sender=self._component, event_name=self.event)


def _takes_event(method: Any) -> bool:
    """Methods written like other handlers, with `**event_args` only, get no positional argument."""
    code = getattr(getattr(method, "__func__", method), "__code__", None)
    if code is None:
        return True
    bound = 1 if hasattr(method, "__self__") else 0
    return bool(code.co_argcount > bound or code.co_flags & 0x04)
