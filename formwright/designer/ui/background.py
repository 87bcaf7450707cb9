"""Work that would block the window, done in a thread; its results come back in the GUI thread.

The thread may not touch widgets: everything leaves it through `progress`, or through what it returns or
raises.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

Progress = Callable[[str, float], None]
"""What is being done, and the part of it that is finished (0 to 1; below 0: unknown)."""


class Work(QObject):
    """One run of a function in a thread.

    It belongs to the application, not to who asked: an object whose thread is still running must not be
    destroyed with a closed room. It is destroyed in the GUI thread after its end.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    progressed = Signal(str, float)
    finished = Signal()
    _ended = Signal(bool, object)

    def __init__(self, function: Callable[[Progress], object], owner: QObject) -> None:
        super().__init__(QCoreApplication.instance())
        self._function: Callable[[Progress], object] | None = function
        self._abandoned = False
        owner.destroyed.connect(self.abandon)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def start(self) -> Work:
        threading.Thread(target=self._run, name="work", daemon=True).start()
        return self

    def abandon(self) -> None:
        """Nobody wants the result any more: no signal follows, and the function ends at its next report."""
        self._abandoned = True

    def _progress(self, text: str, part: float = -1.0) -> None:
        if self._abandoned:
            raise Abandoned
        self.progressed.emit(text, part)

    def _run(self) -> None:
        # What the function holds is let go here, not in a collection of garbage in some other thread.
        function, self._function = self._function, None
        value: object
        try:
            assert function is not None, "a Work starts once"
            ok, value = True, function(self._progress)
        except Exception as error:  # a thread's boundary: the error goes to whoever waits
            ok, value = False, error
        with contextlib.suppress(RuntimeError):  # the program is ending
            self._ended.emit(ok, value)

    def _on_ended(self, ok: bool, value: object) -> None:
        if not self._abandoned:
            (self.succeeded if ok else self.failed).emit(value)
            self.finished.emit()
        self.deleteLater()


class Abandoned(Exception):
    """Raised inside the thread to end work that nobody waits for."""
