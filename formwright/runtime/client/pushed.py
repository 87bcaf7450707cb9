"""Events that server code sends to this page: who handles them.

Responsible for running handlers in the order of the events, each event in an entry of its own, so that code
which waits (for a call, a dialog, another event's handler) holds nothing up. Runs in the page.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from formwright.runtime.client import capabilities
from formwright.runtime.client.events import Handler, remove_handler
from formwright.runtime.client.page import current_page
from formwright.runtime.protocol.portable import Trust
from formwright.runtime.protocol.serialisation import loads

if TYPE_CHECKING:
    from formwright.runtime.client.page import Page


class PushedEvents:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._handlers: dict[str, list[Handler]] = {}

    def receive(self, name: str, body: str, blobs: Sequence[bytes]) -> None:
        """An event has come; never blocks."""
        self._page.loop.later(0, lambda: self._read_and_run(name, body, blobs))

    def _read_and_run(self, name: str, body: str, blobs: Sequence[bytes]) -> None:
        page = self._page
        with page.errors.reporting():
            if page.app is not None and name in self._handlers:
                trust = Trust(local=False, remote=True, seal=capabilities.seal())
                self.run(name, loads(body, blobs, page.app.portable, trust))

    def run(self, name: str, payload: Any) -> None:
        for handler in list(self._handlers.get(name, ())):
            with self._page.errors.reporting():
                _call(handler, {"payload": payload, "event_name": name})

    def add(self, name: str, handler: Handler) -> None:
        if not isinstance(name, str):
            raise TypeError(f"the name of an event must be a string, not {type(name).__name__}")
        if not callable(handler):
            raise TypeError(f"the handler of an event must be a function, not {type(handler).__name__}")
        self._handlers.setdefault(name, []).append(handler)

    def remove(self, name: str, handler: Handler | None) -> None:
        remove_handler(self._handlers.get(name, []), handler, name)

    def clear(self) -> None:
        """The app is taken down."""
        self._handlers.clear()


def _call(handler: Handler, arguments: dict[str, Any]) -> None:
    """With those of the arguments that it takes."""
    try:
        parameters = inspect.signature(handler).parameters
    except (TypeError, ValueError):  # not written in Python
        handler(**arguments)
        return
    if any(each.kind is each.VAR_KEYWORD for each in parameters.values()):
        handler(**arguments)
    else:
        handler(**{name: value for name, value in arguments.items() if name in parameters})


def _events() -> PushedEvents:
    events = current_page().pushed
    assert events is not None
    return events


def add_event_handler(event_name: str, handler: Handler) -> None:
    """`handler(payload, event_name)` is called for each event of that name that the server sends."""
    _events().add(event_name, handler)


def remove_event_handler(event_name: str, handler: Handler | None = None) -> None:
    """Without `handler`: all handlers of that event."""
    _events().remove(event_name, handler)


def event_handler(event_name: str) -> Callable[[Handler], Handler]:
    """Decorator of functions: as `add_event_handler`."""

    def add(function: Handler) -> Handler:
        add_event_handler(event_name, function)
        return function

    return add


def raise_event(event_name: str, payload: Any = None) -> None:
    """Runs this page's handlers of an event, as if the server had sent it, and waits for them."""
    _events().run(event_name, payload)
