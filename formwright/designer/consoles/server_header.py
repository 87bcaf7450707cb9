"""The switches of the server, and a line below them: mode, process, calls, age, memory. GUI thread."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from formwright.designer.core.run import HostState, RunSession
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

_SOON_MILLISECONDS = 100


class ServerHeader(QWidget):
    persistent_wanted = Signal()
    restart_wanted = Signal()

    def __init__(self, session: RunSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._calls = 0
        self.badge = QLabel()
        self.facts = QLabel()
        self.facts.setProperty("kind", "muted")
        # The facts may be long; they must not widen the whole dock.
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.summary = QWidget()
        line = QHBoxLayout(self.summary)
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.facts, 1)
        self.keep = QCheckBox("Keep server running")
        self.keep.setToolTip(
            "One server process serves many calls and module-level globals stay.\n"
            "Otherwise each call gets a new Python."
        )
        self.keep.clicked.connect(lambda: self.persistent_wanted.emit())
        self.restart = QPushButton(icon("restart"), "Restart server")
        self.restart.setProperty("kind", "flat")
        self.restart.clicked.connect(lambda: self.restart_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.keep)
        row.addWidget(self.restart)
        self._every_second = QTimer(self, interval=1000)
        self._every_second.timeout.connect(self.refresh)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MILLISECONDS)  # calls may come in thousands
        self._soon.timeout.connect(self.refresh)
        self.refresh()

    def count_call(self) -> None:
        self._calls += 1
        if not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        session, colours = self._session, tokens()
        failed = session.host is HostState.FAILED or bool(session.server and session.server.state == "failed")
        self.badge.setText("Not available" if failed else "Persistent" if session.persistent else "Per call")
        colour, back = (colours.danger, colours.raised) if failed else (colours.server, colours.server_soft)
        self.badge.setStyleSheet(
            f"background: {back}; color: {colour}; border-radius: 8px; padding: 2px 8px; font-weight: 600;"
        )
        self.keep.setChecked(session.persistent)
        facts = " · ".join(self._facts(failed))
        self.facts.setText(facts)
        self.facts.setToolTip(facts)
        self.badge.setAccessibleName(f"Server: {self.badge.text()}. {facts}")

    def _facts(self, failed: bool) -> list[str]:
        session = self._session
        if failed:
            reason = session.host_message or (session.server.remedy if session.server else "")
            return [reason or "The server cannot run."]
        if session.host is not HostState.READY:
            return ["starting" if session.host is HostState.STARTING else "not started"]
        facts = []
        workers = [worker for worker in session.workers.values() if worker.state != "ended"]
        if session.persistent and workers:
            worker = max(workers, key=lambda item: item.started)
            facts += [f"process {worker.pid}", _count(worker.calls)]
            facts += [f"{_age(time.time() - worker.started)} old", _size(worker.memory_bytes)]
        elif not session.persistent:
            facts += ["a new process for each call", _count(self._calls)]
            if session.calls:
                facts.append(f"last took {session.calls[-1].milliseconds:.1f} ms")
        if session.server and session.server.state == "starting":
            facts.append("starting")
        if session.server and session.server.python:
            facts.append(session.server.python.partition(" (")[0])
        return facts

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._every_second.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._every_second.stop()


def _count(calls: int) -> str:
    return "1 call" if calls == 1 else f"{calls:,} calls"


def _age(seconds: float) -> str:
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"


def _size(memory: int) -> str:
    return f"{memory / 1e6:.0f} MB"
