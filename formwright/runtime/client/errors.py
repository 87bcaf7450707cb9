"""Uncaught exceptions of app code: who hears of them.

Responsible for turning an exception into an `error` event (frames of the app only), a notice on the page, a log
line to the server, and for the app's own handler. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable, Optional

from formwright.runtime.client.loop import Restarted
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.trace import describe

Show = Callable[[RemoteError], None]
Handler = Callable[[BaseException], Any]


class ErrorReporter:
    def __init__(self, emit: Callable[[dict[str, Any]], None], app_file: Callable[[str], Optional[str]]) -> None:
        self._emit = emit
        self._app_file = app_file
        self.show: Optional[Show] = None  # the notice on the page, once there is one
        self.log: Optional[Show] = None  # to the server, once there is a connection
        self.before: Optional[Callable[[], None]] = None  # flushes output, so that lines keep their order
        self.handler: Optional[Handler] = None

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Around every entry into app code: its exceptions end here and the app goes on."""
        try:
            yield
        except Restarted:
            raise
        except BaseException as error:  # also SystemExit: `exit()` in an app must not end the page
            self.report(error)

    def report(self, error: BaseException) -> None:
        handler = self.handler
        if handler is None:
            self._default(error)
            return
        try:
            handler(error)
        except Restarted:
            raise
        except BaseException as again:
            if again is error:
                self._default(error)
                return
            self.handler = None  # a handler that fails itself would hide every later error
            self._default(again)

    def describe(self, error: BaseException) -> RemoteError:
        return describe(error, self._app_file)

    def _default(self, error: BaseException) -> None:
        described = self.describe(error)
        if self.before is not None:
            self.before()
        event = described.to_json()
        self._emit({"kind": "error", "text": described.text, **event})
        if self.show is not None:
            self.show(described)
        if self.log is not None:
            self.log(described)
