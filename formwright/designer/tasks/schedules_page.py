"""The scheduled tasks of `anvil.yaml`: to be added, changed, removed and run now. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icons import icon
from formwright.runtime.spec.schedules import ScheduledTask

_HELP = "Background tasks can run by themselves, every day say, as long as the app is served."


class SchedulesPage(QWidget):
    add_wanted = Signal()
    change_wanted = Signal(int)
    remove_wanted = Signal(int)
    run_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._schedules: list[ScheduledTask] = []
        self.model = QStandardItemModel(0, 2, self)
        self.model.setHorizontalHeaderLabels(["Task", "Runs"])
        self.list = QTreeView()
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName("Scheduled tasks")
        header = self.list.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(180)
        self.add_button = QPushButton(icon("plus"), "Schedule…")
        self.change_button = QPushButton(icon("pencil-outline"), "Change…")
        self.remove_button = QPushButton(icon("trash-can-outline"), "Remove")
        self.run_button = QPushButton(icon("play"), "Run now")
        self.empty = EmptyState("Nothing is scheduled", _HELP, "Schedule a task…")
        self.add_button.clicked.connect(self.add_wanted)
        self.empty.button.clicked.connect(self.add_wanted)
        self.change_button.clicked.connect(self._change)
        self.remove_button.clicked.connect(self._remove)
        self.run_button.clicked.connect(self._run)
        self.list.activated.connect(self._change)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)
        self.list.selectionModel().selectionChanged.connect(self._refresh)
        self._lay_out()
        self._refresh()

    def show_schedules(self, schedules: Sequence[ScheduledTask]) -> None:
        if list(schedules) == self._schedules:
            return
        row = self.list.currentIndex().row()
        self._schedules = list(schedules)
        self.model.removeRows(0, self.model.rowCount())
        for schedule in schedules:
            name = QStandardItem(icon("calendar-clock", "muted"), schedule.task or "(no name)")
            when = QStandardItem(schedule.when.words() if schedule.when else schedule.wrong)
            if schedule.when is None:
                when.setIcon(icon("alert-outline", "warning"))
                when.setToolTip(f"{schedule.wrong} It does not run until that is mended in anvil.yaml.")
            self.model.appendRow([name, when])
        if schedules:
            self.list.setCurrentIndex(self.model.index(min(max(row, 0), len(schedules) - 1), 0))
        self._refresh()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(8)
        for button in (self.add_button, self.change_button, self.remove_button, self.run_button):
            button.setProperty("kind", "small")
            if button is self.run_button:
                bar.addStretch(1)
            bar.addWidget(button)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.list, 1)
        self._full = full
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)

    def _chosen(self) -> int | None:
        rows = self.list.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def _change(self) -> None:
        row = self._chosen()
        if row is not None:
            self.change_wanted.emit(row)

    def _remove(self) -> None:
        row = self._chosen()
        if row is not None:
            self.remove_wanted.emit(row)

    def _run(self) -> None:
        row = self._chosen()
        if row is not None and self._schedules[row].task:
            self.run_wanted.emit(self._schedules[row].task)

    def _refresh(self, *_: object) -> None:
        row = self._chosen()
        for button in (self.change_button, self.remove_button):
            button.setEnabled(row is not None)
        self.run_button.setEnabled(row is not None and bool(self._schedules[row].task))
        self._stack.setCurrentWidget(self._full if self._schedules else self.empty)
