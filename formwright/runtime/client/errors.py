"""Uncaught exceptions of app code: who hears of them.

Responsible for turning an exception into an `error` event (frames of the app only), a notice on the page, a
log line to the server, and for the app's own handler. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

from formwright.runtime.client.loop import Restarted
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.trace import describe

Show = Callable[[RemoteError], None]
Handler = Callable[[BaseException], Any]


class ErrorReporter:
    def __init__(self, emit: Callable[[dict[str, Any]], None], app_file: Callable[[str], str | None]) -> None:
        self._emit = emit
        self._app_file = app_file
        self.show: Show | None = None  # the notice on the page, once there is one
        self.log: Show | None = None  # to the server, once there is a connection
        self.before: Callable[[], None] | None = None  # flushes output, so that lines keep their order
        self.handler: Handler | None = None
        self.witness: Callable[[BaseException], None] | None = None  # of tests: gets the exception itself

    def reporting(self) -> Reporting:
        """Around every entry into app code: its exceptions end here and the app goes on."""
        return Reporting(self)

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
        if self.witness is not None:
            self.witness(error)
        described = self.describe(error)
        if self.before is not None:
            self.before()
        event = described.to_json()
        self._emit({"kind": "error", "text": described.text, **event})
        if self.show is not None:
            self.show(described)
        if self.log is not None:
            self.log(described)


class Reporting:
    """A `with` block whose exceptions are reported, also SystemExit: `exit()` must not end the page."""

    def __init__(self, reporter: ErrorReporter) -> None:
        self._reporter = reporter

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if error is None or isinstance(error, Restarted):
            return False
        self._reporter.report(error)
        return True
