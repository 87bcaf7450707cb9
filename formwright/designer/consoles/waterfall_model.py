"""The calls waterfall as a flat list of rows: headings of moments, loops, calls. GUI thread.

Made afresh a moment after something changed, from the last calls of the log; older ones are in the log.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from formwright.designer.consoles import figures
from formwright.designer.consoles.log_rows import call_facts, call_text
from formwright.designer.core.call_groups import Loop, Moment, Nested, moments
from formwright.designer.core.server_log import ServerLog

MOST_CALLS = 1000
_PAUSE_MILLISECONDS = 100
_AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class WaterfallRow:
    """`part`: a call or a loop of the moment; None is its heading. `seconds`: how long the moment took."""

    moment: Moment
    seconds: float
    part: Nested | Loop | None = None

    @property
    def text(self) -> str:
        if isinstance(self.part, Nested):
            return call_text(self.part.call)
        if isinstance(self.part, Loop):
            return f"{self.part.message}. {self.part.remedy}"
        return f"{heading(self.moment)}  {figures.milliseconds(self.seconds * 1000)}"


def heading(moment: Moment) -> str:
    count = "1 call" if moment.outer == 1 else f"{moment.outer} calls"
    inner = len(moment.calls) - moment.outer
    within = f" and {inner} within" if inner else ""
    return f"{figures.clock(moment.started)}  {count}{within}"


class WaterfallModel(QAbstractTableModel):
    refreshed = Signal()

    def __init__(self, log: ServerLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self.rows: list[WaterfallRow] = []
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._later.timeout.connect(self.build)
        for signal in (log.added, log.changed):
            signal.connect(self._soon)
        log.cleared.connect(self.build)
        self.build()

    def release(self) -> None:
        for signal in (self._log.added, self._log.changed):
            signal.disconnect(self._soon)
        self._log.cleared.disconnect(self.build)
        self._later.stop()

    @property
    def settled(self) -> bool:
        return not self._later.isActive()

    @property
    def loops(self) -> int:
        return sum(isinstance(row.part, Loop) for row in self.rows)

    def follow_running(self) -> None:
        """Bars of calls that run grow."""
        if any(isinstance(row.part, Nested) and not row.part.call.finished for row in self.rows):
            self.build()

    def rowCount(self, parent: _AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return call_facts(row.part.call) if isinstance(row.part, Nested) else row.text
        return None

    def _soon(self, _entry: object) -> None:
        if not self._later.isActive():
            self._later.start()

    def build(self) -> None:
        self._later.stop()
        now = time.time()
        rows: list[WaterfallRow] = []
        for moment in moments(self._log.calls[-MOST_CALLS:]):
            seconds = moment.seconds(now)
            rows.append(WaterfallRow(moment, seconds))
            rows += [WaterfallRow(moment, seconds, loop) for loop in moment.loops]
            rows += [WaterfallRow(moment, seconds, call) for call in moment.calls]
        if len(rows) == len(self.rows) and [_key(row) for row in rows] == [_key(row) for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        self.refreshed.emit()


def _key(row: WaterfallRow) -> object:
    if isinstance(row.part, Nested):
        return row.part.call.number
    return (row.moment.number, row.part.function if row.part is not None else "")
