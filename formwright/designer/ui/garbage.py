"""Collects Python's garbage in the GUI thread only.

Automatic collection runs in whichever thread allocates. A Qt object in a cycle would then be destroyed by a
background thread, and a timer that is destroyed there fires once more and crashes the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

CHECK_MILLISECONDS = 1000


class GarbageCollector(QObject):
    """Does what the automatic collection would do, by the same thresholds, when the GUI thread is idle."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.check)
        self._timer.start(CHECK_MILLISECONDS)

    def check(self) -> None:
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()
