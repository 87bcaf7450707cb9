"""Finding words in the page on show: the bar below the pages of the manual. GUI thread.

Responsible for the bar and what it says of the matches. May not: search a page; the page does, when asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from formwright.designer.ui.icon_button import icon_button

Told = Callable[[int, int], None]
"""Which match the page shows, from 1, and how many there are."""


class Searchable(Protocol):
    def find_text(self, words: str, told: Told, *, backward: bool) -> None:
        """Shows the next match, or none where `words` is empty."""
        ...


class PageFind(QWidget):
    def __init__(self, page: Callable[[], Searchable | None], closed: Callable[[], object]) -> None:
        """`closed`: the focus has to go somewhere."""
        super().__init__()
        self._page = page
        self._closed = closed
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        self.needle = QLineEdit(placeholderText="Find in this page")
        self.needle.setAccessibleName("Text to find in this page")
        self.needle.setClearButtonEnabled(True)
        self.needle.setMaximumWidth(360)
        self.needle.installEventFilter(self)
        self.needle.textChanged.connect(lambda: self._find(backward=False))
        row.addWidget(self.needle, 1)
        self.previous = icon_button(row, "arrow-up", "Previous match (Shift+F3)", self.find_previous)
        self.next = icon_button(row, "arrow-down", "Next match (F3)", self.find_next)
        self.count = QLabel()
        self.count.setProperty("kind", "muted")
        row.addWidget(self.count)
        row.addStretch(1)
        icon_button(row, "close", "Close (Esc)", self.close_bar)
        self.hide()

    def open_bar(self) -> None:
        self.show()
        self.needle.setFocus()
        self.needle.selectAll()
        self._find(backward=False)

    def close_bar(self) -> None:
        if not self.isHidden():
            self.hide()
            self._search("", backward=False)
            self._closed()

    def find_next(self) -> None:
        self._find(backward=False)

    def find_previous(self) -> None:
        self._find(backward=True)

    def page_changed(self) -> None:
        """What was found belongs to the page before."""
        if not self.isHidden():
            self._search("", backward=False)
            self._search(self.needle.text(), backward=False)

    def _find(self, *, backward: bool) -> None:
        if self.isHidden():
            self.open_bar()
        else:
            self._search(self.needle.text(), backward=backward)

    def _search(self, words: str, *, backward: bool) -> None:
        page = self._page()
        if page is not None:
            page.find_text(words, self._told, backward=backward)

    def _told(self, at: int, count: int) -> None:
        wanted = bool(self.needle.text())
        self.count.setText("" if not wanted else f"{at} of {count}" if count else "Not on this page")
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in keys:
            self._find(backward=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        return super().eventFilter(watched, event)
