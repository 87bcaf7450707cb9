"""Errors nobody handled, in slots, event handlers and threads: written down, told, and survived. GUI process.

`happened` comes in the GUI thread whatever thread the error was in. The same error again is only counted:
one in a paint event would otherwise be told sixty times a second. Nothing is sent anywhere.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

LIMIT = 1_000_000


class BugReport(QObject):
    happened = Signal(str, str, int)
    """What went wrong in one line, its traceback, and how often it has been there."""

    def __init__(self, *files: Path) -> None:
        super().__init__()
        self._files = files
        self._seen: Counter[str] = Counter()

    def install(self) -> Callable[[], None]:
        """PySide calls `sys.excepthook` for exceptions in slots and event handlers; returns the undoing."""
        before = sys.excepthook, threading.excepthook
        sys.excepthook = self
        threading.excepthook = self._in_thread

        def undo() -> None:
            sys.excepthook, threading.excepthook = before

        return undo

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)
        if issubclass(kind, KeyboardInterrupt):
            return
        self._seen[text] += 1
        if self._seen[text] == 1:
            for file in self._files:
                _append(file, text)
        line = f"{kind.__name__}: {error}" if str(error) else kind.__name__
        with contextlib.suppress(RuntimeError):  # the program is ending
            self.happened.emit(line, text, self._seen[text])

    def _in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and not issubclass(arguments.exc_type, SystemExit):
            self(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)


def _append(file: Path, text: str) -> None:
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > LIMIT:
            file.replace(file.with_suffix(".old"))
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"--- {time.strftime('%Y-%m-%d %H:%M:%S')}\n{text}\n")
