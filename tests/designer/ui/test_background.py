"""Work in threads: its results come back in order, and closing what asked for it does no harm."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from formwright.designer.ui.background import Progress, Work


def test_results_and_errors_come_back_in_the_gui_thread(qtbot: QtBot) -> None:
    owner = QObject()
    told: list[tuple[str, object]] = []

    def count(progress: Progress) -> int:
        progress("half", 0.5)
        return 7

    def fail(_progress: Progress) -> None:
        raise ValueError("no")

    for function in (count, fail):
        work = Work(function, owner)
        work.progressed.connect(lambda text, _part: told.append((text, threading.current_thread())))
        work.succeeded.connect(lambda value: told.append((str(value), threading.current_thread())))
        work.failed.connect(lambda error: told.append((str(error), threading.current_thread())))
        with qtbot.waitSignal(work.finished):
            work.start()
    assert told == [(text, threading.main_thread()) for text in ("half", "7", "no")]


def test_an_owner_that_goes_while_the_thread_runs_ends_it(qtbot: QtBot) -> None:
    for _ in range(30):
        owner = QObject()
        go, ended = threading.Event(), threading.Event()

        def run(progress: Progress, go: threading.Event = go, ended: threading.Event = ended) -> None:
            try:
                go.wait(10)
                progress("too late", 0)
            finally:
                gc.collect()  # the moment in which things of closed rooms would be destroyed in this thread
                ended.set()

        told: list[object] = []
        work = Work(run, owner)
        work.failed.connect(told.append)
        work.start()
        del work
        owner.deleteLater()
        with qtbot.waitSignal(owner.destroyed):
            pass
        go.set()
        qtbot.waitUntil(ended.is_set)
        assert told == []
