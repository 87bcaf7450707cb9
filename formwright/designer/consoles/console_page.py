"""A console with its controls: filter, follow, copy, clear. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from formwright.designer.consoles.text_view import TextView
from formwright.designer.core.console import Console, Line
from formwright.designer.ui.code_font import set_code_font
from formwright.designer.ui.empty_state import EmptyState
from formwright.designer.ui.icon_button import icon_button

_FILTER_MILLISECONDS = 200


class ConsolePage(QWidget):
    errors_changed = Signal()

    def __init__(
        self,
        console: Console,
        name: str,
        empty: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._console = console
        self.unseen_errors = 0
        self.view = TextView(name)
        self.empty = empty
        self.filter = QLineEdit(placeholderText="Filter")
        self.filter.setAccessibleName(f"Filter {name.lower()}")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(220)
        self._filter_later = QTimer(self, singleShot=True, interval=_FILTER_MILLISECONDS)
        self._filter_later.timeout.connect(lambda: self.view.set_filter(self.filter.text()))
        self.filter.textChanged.connect(lambda _text: self._filter_later.start())
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        row.addStretch(1)
        row.addWidget(self.filter)
        self.to_end = icon_button(row, "arrow-collapse-down", "Scroll to the end", self.view.follow)
        self.copy = icon_button(row, "content-copy", "Copy (all, or what is selected)", self.view.copy_text)
        self.clear = icon_button(row, "delete-sweep-outline", "Clear", console.clear)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(self._stack, 1)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(find.context().WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)
        console.appended.connect(self._on_appended)
        console.cleared.connect(self._on_cleared)
        self._on_appended(tuple(console.lines))

    def release(self) -> None:
        self._console.appended.disconnect(self._on_appended)
        self._console.cleared.disconnect(self._on_cleared)

    def set_code_font(self, font: QFont) -> None:
        set_code_font(self.view, font)

    def seen(self) -> None:
        if self.unseen_errors:
            self.unseen_errors = 0
            self.errors_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen()

    def _on_appended(self, lines: tuple[Line, ...]) -> None:
        if not lines:
            return
        self.view.append_lines(lines)
        self._stack.setCurrentWidget(self.view)
        errors = sum(line.stream == "error" for line in lines)
        if errors and not self.isVisible():
            self.unseen_errors += errors
            self.errors_changed.emit()

    def _on_cleared(self) -> None:
        self.view.clear_lines()
        self._stack.setCurrentWidget(self.empty)
        self.seen()
