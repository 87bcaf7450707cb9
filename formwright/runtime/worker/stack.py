"""Where a running call is, for the message about a call that took too long. Process: worker."""

from __future__ import annotations

import faulthandler
import signal
import sys
import traceback

from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.trace import AppFile, stack_of


def enable_fault_dumps(descriptor: int) -> None:
    """Crashes print the Python stack. So does SIGUSR1, for code that never lets another thread run."""
    try:
        faulthandler.enable(descriptor)
        faulthandler.register(signal.SIGUSR1, file=descriptor, all_threads=True)
    except (AttributeError, OSError, RuntimeError, ValueError):  # Windows, PyPy
        pass


def snapshot(thread: int | None, app_file: AppFile) -> RemoteError:
    """The stack of a thread as an error without type: frames of the app, and the text Python prints."""
    frame = sys._current_frames().get(thread) if thread is not None else None
    if frame is None:
        return RemoteError("", "")
    lines = [
        line
        for entry, line in zip(traceback.extract_stack(frame), traceback.format_stack(frame))
        if app_file(entry.filename) is not None
    ]
    return RemoteError("", "", stack_of(frame, app_file), "".join(lines))
