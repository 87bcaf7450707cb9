"""What is wrong with the app, as a list; Return or a double-click goes to the place. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedLayout, QTreeView, QWidget

from formwright.designer.core.locations import Location
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icons import icon
from formwright.runtime.spec.app import Problem

_PROBLEM = Qt.ItemDataRole.UserRole + 1


_EMPTY = "What would not load, or would fail when it runs, is listed here while you type."


class ProblemsPage(QWidget):
    location_clicked = Signal(Location)

    def __init__(self, run: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: tuple[Problem, ...] = ()
        self._model = QStandardItemModel(0, 2, self)
        self._model.setHorizontalHeaderLabels(["Problem", "Place"])
        self.list = QTreeView()
        self.list.setModel(self._model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAllColumnsShowFocus(True)
        self.list.setAccessibleName("Problems")
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.activated.connect(self._on_activated)
        self.empty = EmptyState("No problems found", _EMPTY, "Run the app", run)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.list)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Errors first, each once, by file and line."""
        order = sorted(
            dict.fromkeys(problems), key=lambda item: (item.severity != "error", item.path, item.line)
        )
        if tuple(order) == self._problems and self._model.rowCount():
            return
        self._problems = tuple(order)
        self._model.removeRows(0, self._model.rowCount())
        for problem in order:
            self._model.appendRow(_row(problem))
        self._stack.setCurrentWidget(self.list if order else self.empty)

    def _on_activated(self, index: QModelIndex) -> None:
        problem = index.siblingAtColumn(0).data(_PROBLEM)
        if isinstance(problem, Problem) and problem.path:
            self.location_clicked.emit(Location(problem.path, problem.line, problem.column))


def _row(problem: Problem) -> list[QStandardItem]:
    is_error = problem.severity == "error"
    text = f"{problem.message} {problem.remedy}".strip()
    message = QStandardItem(icon("close-circle-outline" if is_error else "alert-outline",
                                 "danger" if is_error else "warning"), text)  # fmt: skip
    message.setData(problem, _PROBLEM)
    message.setToolTip(text)
    message.setAccessibleText(f"{problem.severity}: {text}")
    place = QStandardItem(str(Location(problem.path, problem.line)) if problem.path else "whole app")
    return [message, place]
