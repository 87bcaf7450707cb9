"""The server log with its controls: filters, follow, copy, clear. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.consoles.log_model import LogModel
from formwright.designer.consoles.log_rows import CALLS, ERRORS, EVERYTHING, Wanted
from formwright.designer.consoles.log_view import LogHeader, LogView
from formwright.designer.core.console import Line
from formwright.designer.core.server_log import CallEntry, Entry, ServerLog
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icon_button import icon_button

_FILTER_MILLISECONDS = 200
_TITLE = "No calls yet"
_EMPTY = "Calls of server functions appear here, with what they print and how long they take."
_RUN = "Run the app"
_NOTHING_FITS = "Nothing fits the filter."


class LogPage(QWidget):
    errors_changed = Signal()

    def __init__(
        self,
        log: ServerLog,
        header: QWidget,
        summary: QWidget,
        run: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        """`run` starts the app: what the page offers while there are no calls."""
        super().__init__(parent)
        self._log = log
        self._functions: set[str] = set()
        self.unseen_errors = 0
        self.model = LogModel(log, self)
        self.view = LogView(self.model, "Server log")
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of entries")
        for title, kind in (("Everything", EVERYTHING), ("Calls", CALLS), ("Errors", ERRORS)):
            self.kind.addItem(title, kind)
        self.function = QComboBox()
        self.function.setAccessibleName("Server function")
        self.function.setMaximumWidth(180)
        self.function.addItem("All functions", "")
        self.filter = QLineEdit(placeholderText="Filter")
        self.filter.setAccessibleName("Filter the server log")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(180)
        self._filter_later = QTimer(self, singleShot=True, interval=_FILTER_MILLISECONDS)
        self._filter_later.timeout.connect(self._apply_filter)
        self.filter.textChanged.connect(lambda _text: self._filter_later.start())
        self.kind.activated.connect(lambda _index: self._apply_filter())
        self.function.activated.connect(lambda _index: self._apply_filter())
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        for control in (self.kind, self.function):
            control.setProperty("kind", "field")
            row.addWidget(control)
        row.addWidget(self.filter, 1)
        row.addStretch(0)
        self.opening = icon_button(row, "unfold-more-horizontal", "Show what calls print beneath them")
        self.opening.setCheckable(True)
        self.opening.setChecked(True)
        self.opening.toggled.connect(self.model.set_opening)
        self.to_end = icon_button(row, "arrow-collapse-down", "Scroll to the end", self.view.follow)
        self.copy = icon_button(row, "content-copy", "Copy (all, or what is selected)", self.view.copy_text)
        self.clear = icon_button(row, "delete-sweep-outline", "Clear", log.clear)
        self.empty = EmptyState(_TITLE, _EMPTY, _RUN, run)
        self._run = run
        self._offer = _RUN
        listed = QWidget()
        inner = QVBoxLayout(listed)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self.titles = LogHeader(self.view)
        inner.addWidget(self.titles)
        inner.addWidget(self.view, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(listed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        state = QHBoxLayout()
        state.setContentsMargins(0, 0, 8, 4)
        state.setSpacing(4)
        state.addWidget(summary, 1)
        state.addWidget(header)
        column.addLayout(state)
        column.addWidget(self._stack, 1)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(find.context().WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)
        self.model.refreshed.connect(self._show_rows)
        log.added.connect(self._learn)
        log.console.appended.connect(self._on_lines)
        log.cleared.connect(self.seen)
        for entry in log.entries:
            self._learn(entry)
        self._show_rows()

    def release(self) -> None:
        self._log.added.disconnect(self._learn)
        self._log.console.appended.disconnect(self._on_lines)
        self._log.cleared.disconnect(self.seen)
        self.model.release()

    def offer(self, run: str) -> None:
        """The words for what the page offers while there are no calls."""
        self._offer = run
        self._show_rows()

    def set_code_font(self, font: QFont) -> None:
        self.view.set_code_font(font)
        self.titles.update()

    def seen(self) -> None:
        if self.unseen_errors:
            self.unseen_errors = 0
            self.errors_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen()

    def _apply_filter(self) -> None:
        self._filter_later.stop()
        self.model.want(Wanted(self.filter.text(), self.kind.currentData(), self.function.currentData()))

    def _clear_filter(self) -> None:
        self.filter.clear()
        self.kind.setCurrentIndex(0)
        self.function.setCurrentIndex(0)
        self._apply_filter()

    def _show_rows(self) -> None:
        if self.model.wanted and self._log.entries:
            self.empty.say(_NOTHING_FITS, "", "Clear the filter", self._clear_filter)
        else:
            self.empty.say(_TITLE, _EMPTY, self._offer, self._run)
        self._stack.setCurrentIndex(1 if self.model.rows else 0)

    def _on_lines(self, lines: tuple[Line, ...]) -> None:
        errors = sum(line.stream == "error" for line in lines)
        if errors and not self.isVisible():
            self.unseen_errors += errors
            self.errors_changed.emit()

    def _learn(self, entry: Entry) -> None:
        if isinstance(entry, CallEntry) and entry.function not in self._functions:
            self._functions.add(entry.function)
            names = sorted(self._functions, key=str.casefold)
            self.function.insertItem(names.index(entry.function) + 1, entry.function, entry.function)
