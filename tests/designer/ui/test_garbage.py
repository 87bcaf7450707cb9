"""Qt objects in cycles die in the GUI thread, never in a thread that happens to allocate."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from formwright.designer.ui.garbage import GarbageCollector


class Knot(QObject):
    """Keeps itself alive until garbage is collected."""

    def __init__(self, died: list[str]) -> None:
        super().__init__()
        self.me = self
        weakref.finalize(self, lambda: died.append(threading.current_thread().name))


def allocate() -> None:
    kept = [[number] for number in range(200_000)]
    assert kept


def test_a_busy_thread_destroys_nothing(qtbot: QtBot) -> None:
    owner = QObject()
    collector = GarbageCollector(owner)
    try:
        died: list[str] = []
        for _ in range(50):
            Knot(died)
        thread = threading.Thread(target=allocate, name="busy")
        thread.start()
        thread.join()
        assert died == []
        kept = [[number] for number in range(5_000)]  # more than the threshold: a collection is due
        qtbot.waitUntil(lambda: len(died) == 50, timeout=10_000)
        assert kept
        assert set(died) == {threading.main_thread().name}
    finally:
        collector.stop()
    assert gc.isenabled()
