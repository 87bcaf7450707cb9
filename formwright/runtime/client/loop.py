"""Waiting without freezing the page: what blocking means for user code.

Responsible for the interface of the event loop and for `Deferred`, the one thing that code can wait for.
How a stack is suspended is the platform's business (`pyodide_dom.py`, `fake_dom.py`). Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

Cancel = Callable[[], None]


class Restarted(BaseException):
    """Unwinds code of an app version that is no longer on the page. No Exception: apps must not catch it."""


class Deferred:
    """A result that is not there yet. Resolved once; later attempts are ignored."""

    def __init__(self) -> None:
        self.done = False
        self.wake: Callable[[], None] | None = None  # set by the loop while somebody waits
        self._value: Any = None
        self._error: BaseException | None = None

    def resolve(self, value: Any = None) -> None:
        self._finish(value, None)

    def reject(self, error: BaseException) -> None:
        self._finish(None, error)

    def _finish(self, value: Any, error: BaseException | None) -> None:
        if self.done:
            return
        self.done, self._value, self._error = True, value, error
        if self.wake is not None:
            self.wake()

    def result(self) -> Any:
        if self._error is not None:
            raise self._error
        return self._value


class Loop(Protocol):
    """The page's event loop as the client library sees it."""

    def wait(self, deferred: Deferred) -> Any:
        """Blocks the calling code, and nothing else, until the result is there; returns or raises it."""

    def later(self, seconds: float, run: Callable[[], object]) -> Cancel:
        """Runs a function in an entry of its own, which may block."""

    def abandon(self) -> None:
        """Drops all timers and unwinds all blocked code with `Restarted`."""


def sleep(loop: Loop, seconds: float) -> None:
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    deferred = Deferred()
    loop.later(seconds, deferred.resolve)
    loop.wait(deferred)
