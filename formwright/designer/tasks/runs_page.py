"""The runs of background tasks, the latest first, and what the chosen one printed. GUI thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.console import Line
from formwright.designer.core.tasks import TaskRun, Tasks
from formwright.designer.tasks.output_view import OutputView
from formwright.designer.tasks.words import LAUNCHED, duration, moment, state
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icons import icon

_ID = Qt.ItemDataRole.UserRole + 1
_COLUMNS = ("Task", "State", "Run time", "Started", "Launched by")
_STATE, _TIME = 1, 2
_LESS_IMPORTANT, _ALL_COLUMNS = (3, 4), 430  # hidden where the list is not that wide
_TICK = 500
_HELP = (
    "Functions of the server code marked with @anvil.server.background_task run here, without a time limit."
)


class RunsPage(QWidget):
    """`names` says which tasks there are to run."""

    kill_wanted = Signal(str)
    run_wanted = Signal(str)

    def __init__(self, tasks: Tasks, names: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._tasks = tasks
        self._names = names
        self.model = QStandardItemModel(0, len(_COLUMNS), self)
        self.model.setHorizontalHeaderLabels(_COLUMNS)
        self.list = QTreeView()
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName("Background tasks")
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.view = OutputView()
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.menu.triggered.connect(lambda action: self.run_wanted.emit(action.data()))
        self.run_button = QPushButton(icon("play"), "Run a task")
        self.kill_button = QPushButton(icon("stop", "danger"), "Kill")
        self.kill_button.setToolTip("End the chosen task, whatever it does")
        self.kill_button.clicked.connect(self._kill)
        for button in (self.run_button, self.kill_button):
            button.setProperty("kind", "small")
        self.empty = EmptyState("No background task has run yet", _HELP, "Run a task")
        for button in (self.run_button, self.empty.button):
            button.setMenu(self.menu)
        self._lay_out()
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK)
        self._ticking.timeout.connect(self._tick)
        self.list.selectionModel().selectionChanged.connect(self._on_selection)
        tasks.changed.connect(self._on_changed)
        tasks.printed.connect(self._on_printed)
        tasks.dropped.connect(self._on_dropped)
        for run in reversed(tasks.latest()):
            self._on_changed(run.id)
        self._refresh()

    def release(self) -> None:
        self._ticking.stop()
        self._tasks.changed.disconnect(self._on_changed)
        self._tasks.printed.disconnect(self._on_printed)
        self._tasks.dropped.disconnect(self._on_dropped)

    @property
    def chosen(self) -> TaskRun | None:
        rows = self.list.selectionModel().selectedRows()
        return self._tasks.find(rows[0].data(_ID)) if rows else None

    def show_again(self) -> None:
        """The colours of the theme have changed."""
        run = self.chosen
        self.view.show_lines(run.lines if run is not None else ())

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.addWidget(self.run_button)
        bar.addStretch(1)
        bar.addWidget(self.kill_button)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.view)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.splitterMoved.connect(lambda *_: self._fit())
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(split, 1)
        self._full = full
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)  # once the list has its new width

    def _fit(self) -> None:
        """What a task is called and how it is doing comes before when it began."""
        narrow = self.list.width() < _ALL_COLUMNS
        for column in _LESS_IMPORTANT:
            self.list.setColumnHidden(column, narrow)

    def _fill_menu(self) -> None:
        self.menu.clear()
        for name in self._names():
            action = self.menu.addAction(name.replace("&", "&&"))
            action.setData(name)
        if self.menu.isEmpty():
            self.menu.addAction("The server code has no background task").setEnabled(False)

    def _kill(self) -> None:
        run = self.chosen
        if run is not None and run.running:
            self.kill_wanted.emit(run.id)

    def _on_changed(self, id: str) -> None:
        run = self._tasks.find(id)
        if run is None:
            return
        row = self._row(id)
        if row is None:
            row = next((index for index, other in enumerate(self._tasks.latest()) if other.id == id), 0)
            row = min(row, self.model.rowCount())
            self.model.insertRow(row, _items(run))
            if not self.list.selectionModel().hasSelection() or run.running:
                self._choose(row)
        self._show(row, run)
        self._refresh()

    def _on_dropped(self, id: str) -> None:
        row = self._row(id)
        if row is not None:
            self.model.removeRow(row)

    def _on_printed(self, id: str, line: Line) -> None:
        run = self.chosen
        if run is not None and run.id == id:
            self.view.append_line(line)

    def _on_selection(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self.show_again()
        self._refresh()

    def _tick(self) -> None:
        for row in range(self.model.rowCount()):
            run = self._tasks.find(self.model.item(row, 0).data(_ID))
            if run is not None and run.running:
                self._show(row, run)

    def _show(self, row: int, run: TaskRun) -> None:
        words, symbol, colour = state(run.status)
        cell = self.model.item(row, _STATE)
        if cell.text() != words:
            cell.setText(words)
            cell.setIcon(icon(symbol, colour))
            self.model.item(row, 0).setAccessibleText(f"{run.name}: {words}")
        self.model.item(row, _TIME).setText(duration(run.seconds(time.time())))

    def _refresh(self) -> None:
        self._stack.setCurrentWidget(self._full if self.model.rowCount() else self.empty)
        run = self.chosen
        self.kill_button.setEnabled(run is not None and run.running)
        if self._tasks.running and not self._ticking.isActive():
            self._ticking.start()
        elif not self._tasks.running:
            self._ticking.stop()

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row, 0))

    def _row(self, id: str) -> int | None:
        rows = range(self.model.rowCount())
        return next((row for row in rows if self.model.item(row, 0).data(_ID) == id), None)


def _items(run: TaskRun) -> list[QStandardItem]:
    name = QStandardItem(run.name)
    name.setData(run.id, _ID)
    name.setToolTip(run.name)
    right = QStandardItem()
    right.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    started = QStandardItem(moment(run.started, time.time()))
    by = QStandardItem(LAUNCHED.get(run.launched_by, run.launched_by))
    return [name, QStandardItem(), right, started, by]
