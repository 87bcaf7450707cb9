"""The manual in a window of its own: back, forward, search, the designer's theme. GUI thread.

Responsible for the window, and for what it says when there is no manual. May not: decide which page is
wanted. WebEngine is loaded with the first page, by `manual_view`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QSize, Qt, QUrl, QUrlQuery
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from formwright.designer.core import manual
from formwright.designer.shell.page_find import PageFind
from formwright.designer.ui.icon_button import icon_button
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import Theme

if TYPE_CHECKING:
    from formwright.designer.shell.manual_view import ManualView

OpenOutside = Callable[[QUrl], object]


class ManualWindow(QWidget):
    def __init__(
        self,
        theme: Theme,
        folder: Path = manual.FOLDER,
        open_outside: OpenOutside = QDesktopServices.openUrl,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._folder = folder
        self._open_outside = open_outside
        self.view: ManualView | None = None
        self.setWindowTitle("Manual - Formwright")
        self.resize(1000, 820)
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 6)
        self.back = icon_button(row, "arrow-left", "Back", self._go_back)
        self.forward = icon_button(row, "arrow-right", "Forward", self._go_forward)
        self.home = icon_button(row, "home-outline", "Start page", lambda: self.show_page(manual.START))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the manual (Ctrl+K)")
        self.search.setAccessibleName("Search the manual")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.returnPressed.connect(self._on_search)
        row.addWidget(self.search, 1)
        self.missing = _missing()
        self.missing.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(row)
        self._column.addWidget(self.missing, 1)
        self.page_find = PageFind(lambda: self.view, self._focus_page)
        self._column.addWidget(self.page_find)
        for keys, action in (
            (QKeySequence.StandardKey.Back, self._go_back),
            (QKeySequence.StandardKey.Forward, self._go_forward),
            (QKeySequence.StandardKey.Find, self._on_find),
            (QKeySequence("F3"), self.page_find.find_next),
            (QKeySequence("Shift+F3"), self.page_find.find_previous),
            (QKeySequence("Ctrl+K"), self._on_search_wanted),
            (QKeySequence(Qt.Key.Key_Escape), self._on_escape),
        ):
            QShortcut(QKeySequence(keys), self, action)
        theme.changed.connect(self._on_theme)
        self._show_history()

    def show_page(self, page: str) -> None:
        """Shows the window, in front, with a page (`howto/index.html#place`) of the manual."""
        if not manual.is_built(self._folder):
            self._take_away()
        else:
            self._need_view().open(page)
            self._need_view().setFocus()
        self.missing.setVisible(self.view is None)
        self.search.setEnabled(self.view is not None)
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    @property
    def shown(self) -> str:
        """The page on show, below the manual's folder; "" when there is none."""
        return self.view.shown if self.view is not None else ""

    def _need_view(self) -> ManualView:
        if self.view is None:
            from formwright.designer.shell.manual_view import ManualView

            self.view = ManualView(self._folder, self._theme.tokens.dark, self._open_outside)
            self.view.urlChanged.connect(self._show_history)
            self.view.titleChanged.connect(self._on_title)
            self.view.loadFinished.connect(self.page_find.page_changed)
            self._column.insertWidget(self._column.indexOf(self.page_find), self.view, 1)
        return self.view

    def _on_find(self) -> None:
        if self.view is not None:
            self.page_find.open_bar()

    def _on_search_wanted(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_escape(self) -> None:
        if self.page_find.isHidden():
            self.close()
        else:
            self.page_find.close_bar()

    def _focus_page(self) -> None:
        if self.view is not None:
            self.view.setFocus()

    def _on_search(self) -> None:
        words = self.search.text().strip()
        if words and self.view is not None:
            query = QUrlQuery()
            query.addQueryItem("q", words)
            self.view.open(f"search.html?{query.toString(QUrl.ComponentFormattingOption.FullyEncoded)}")
            self.view.setFocus()

    def _go_back(self) -> None:
        if self.view is not None:
            self.view.back()

    def _go_forward(self) -> None:
        if self.view is not None:
            self.view.forward()

    def _show_history(self) -> None:
        history = self.view.history() if self.view is not None else None
        self.back.setEnabled(history is not None and history.canGoBack())
        self.forward.setEnabled(history is not None and history.canGoForward())

    def _on_title(self, title: str) -> None:
        self.setWindowTitle(f"{title.partition(' - ')[0] or 'Manual'} - Manual - Formwright")

    def _on_theme(self) -> None:
        if self.view is not None:
            self.view.use_theme(self._theme.tokens.dark)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing of a closed window is kept: its page has a process of its own."""
        self._take_away()
        event.accept()

    def _take_away(self) -> None:
        view, self.view = self.view, None
        self.page_find.hide()
        if view is not None:
            view.shut_down()
            shiboken6.delete(view)
        self._show_history()


def _missing() -> QWidget:
    """In the place of the pages, when there are none."""
    symbol = QLabel()
    symbol.setPixmap(icon("book-open-page-variant-outline", "muted").pixmap(QSize(48, 48)))
    heading = QLabel(manual.NOT_BUILT)
    heading.setProperty("kind", "heading")
    words = QLabel(manual.REMEDY)
    words.setProperty("kind", "muted")
    words.setWordWrap(True)
    words.setFixedWidth(440)
    words.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    place = QWidget()
    column = QVBoxLayout(place)
    column.addStretch(1)
    for label in (symbol, heading, words):
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()  # a layout gives wrapped words their height, an alignment does not
        row.addStretch(1)
        row.addWidget(label)
        row.addStretch(1)
        column.addLayout(row)
    column.addStretch(2)
    return place
