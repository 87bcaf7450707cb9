"""Events of components: handlers, order, what a failing handler does.

Responsible for `EventSource`, the part of every component that user code knows as `set_event_handler`,
`raise_event` and so on. May not touch the DOM. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Handler = Callable[..., Any]


class Handlers:
    """The handlers of one component, and the write-backs that go before them."""

    __slots__ = ("by_event", "write_backs")

    def __init__(self) -> None:
        self.by_event: dict[str, list[Handler]] = {}
        self.write_backs: dict[str, list[Callable[[], None]]] = {}

    def add_write_back(self, event: str, run: Callable[[], None]) -> None:
        self.write_backs.setdefault(event, []).append(run)

    def wants(self, event: str) -> bool:
        return bool(self.by_event.get(event)) or event in self.write_backs


class BoundHandler:
    """A handler that a template names: looked up when the event occurs, so that it may be replaced."""

    __slots__ = ("form", "name", "source", "warned")

    def __init__(self, form: Any, name: str, source: str) -> None:
        self.form = form
        self.name = name.removeprefix("self.")
        self.source = source
        self.warned = False

    def __call__(self, **arguments: Any) -> Any:
        method = getattr(self.form, self.name, None)
        if callable(method):
            return method(**arguments)
        if not self.warned:
            self.warned = True
            form = type(self.form).__name__
            print(
                f"Warning: {self.source} is bound to {form}.{self.name}, which does not exist. "
                f"Write `def {self.name}(self, **event_args):` in {form}, or remove the binding."
            )
        return None


def handle(component_name: str, event_name: str) -> Callable[[Handler], Handler]:
    """Decorator of form methods: this method handles that event. An empty name means the form itself."""

    def mark(function: Handler) -> Handler:
        marks = [*getattr(function, "_fw_handles", ()), (component_name, event_name)]
        function._fw_handles = marks  # type: ignore[attr-defined]  # functions carry attributes, types do not know
        return function

    return mark


def marked_methods(kind: type) -> dict[tuple[str, str], str]:
    """(component, event) → method name, for every `@handle` in a class and its bases; looked up once."""
    known: dict[tuple[str, str], str] | None = kind.__dict__.get("_fw_marks")
    if known is not None:
        return known
    found: dict[tuple[str, str], str] = {}
    for base in reversed(kind.__mro__):
        for name, value in vars(base).items():
            for mark in getattr(value, "_fw_handles", ()):
                found[mark] = name
    kind._fw_marks = found  # type: ignore[attr-defined]  # kept on the class, so that it goes with it
    return found


def remove_handler(handlers: list[Handler], handler: Handler | None, event: str) -> None:
    if handler is None:
        handlers.clear()
        return
    if handler not in handlers:
        raise LookupError(f"this handler is not attached to the event {event!r}")
    handlers.remove(handler)
