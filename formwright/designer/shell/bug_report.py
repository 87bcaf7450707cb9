"""Errors nobody handled: written to a file and told in one line, so that work goes on. GUI process."""

from __future__ import annotations

import contextlib
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

LIMIT = 1_000_000


class BugReport:
    """Use as `sys.excepthook`: PySide calls it for exceptions in slots and event handlers."""

    def __init__(self, file: Path, tell: Callable[[str], object]) -> None:
        self._file = file
        self._tell = tell

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)
        if issubclass(kind, KeyboardInterrupt):
            return
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if self._file.exists() and self._file.stat().st_size > LIMIT:
                self._file.replace(self._file.with_suffix(".old"))
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(f"--- {time.strftime('%Y-%m-%d %H:%M:%S')}\n{text}\n")
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._tell(
                f"A mistake in Formwright: {error}. What you did is kept; details are in {self._file}."
            )
