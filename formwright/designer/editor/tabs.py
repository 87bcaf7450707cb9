"""The row of tabs: titles, dirty dots, close buttons, the middle mouse button. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget

from formwright.designer.editor.tab_page import TabPage
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens


class _CloseButton(QToolButton):
    """A cross; a dot while there are unsaved edits and the mouse is elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._dirty = False
        self._inside = False
        self.setIconSize(QSize(14, 14))
        self.setStyleSheet("padding: 1px; border-radius: 4px;")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_dirty(False)

    def show_dirty(self, dirty: bool) -> None:
        self._dirty = dirty
        self.setToolTip("Close (unsaved edits are saved first)" if dirty else "Close")
        self.setAccessibleName("Close, has unsaved edits" if dirty else "Close")
        self.setProperty("dirty", dirty)
        self._draw()

    def _draw(self) -> None:
        dot = self._dirty and not self._inside
        self.setIcon(icon("circle", "accent") if dot else icon("close", "muted"))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._inside = True
        self._draw()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._inside = False
        self._draw()
        super().leaveEvent(event)


class _Bar(QTabBar):
    middle_clicked = Signal(int)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            index = self.tabAt(event.position().toPoint())
            if index >= 0:
                self.middle_clicked.emit(index)
                return
        super().mouseReleaseEvent(event)


class Tabs(QTabWidget):
    close_wanted = Signal(TabPage)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bar = _Bar()
        bar.middle_clicked.connect(lambda index: self.close_wanted.emit(self.widget(index)))
        self.setTabBar(bar)
        self.setDocumentMode(True)
        self.setMovable(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(True)
        self.setIconSize(QSize(16, 16))
        bar.setAccessibleName("Open files")
        self._dirty_slots: dict[TabPage, Callable[[bool], None]] = {}

    def pages(self) -> Iterator[TabPage]:
        for index in range(self.count()):
            page = self.widget(index)
            if isinstance(page, TabPage):
                yield page

    def current_page(self) -> TabPage | None:
        page = self.currentWidget()
        return page if isinstance(page, TabPage) else None

    def add_page(self, page: TabPage) -> None:
        index = self.addTab(page, page.title)
        button = _CloseButton()
        button.clicked.connect(lambda: self.close_wanted.emit(page))
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, button)
        slot = partial(self._on_dirty_changed, page)
        self._dirty_slots[page] = slot
        for view in page.views:
            view.document.dirty_changed.connect(slot)
        self.retitle(page)

    def remove_page(self, page: TabPage) -> None:
        slot = self._dirty_slots.pop(page)
        for view in page.views:
            view.document.dirty_changed.disconnect(slot)
        self.removeTab(self.indexOf(page))
        page.deleteLater()

    def close_button(self, page: TabPage) -> QToolButton:
        button = self.tabBar().tabButton(self.indexOf(page), QTabBar.ButtonPosition.RightSide)
        assert isinstance(button, QToolButton)
        return button

    def retitle(self, page: TabPage) -> None:
        index = self.indexOf(page)
        path = page.views[0].document.path
        self.setTabText(index, page.title)
        self.setTabToolTip(index, path)
        if page.is_server:
            self.setTabIcon(index, icon("server", "server"))
            self.tabBar().setTabTextColor(index, QColor(tokens().server))
        else:
            name = "application-outline" if page.is_form else "language-python"
            if not page.is_form and not path.endswith(".py"):
                name = "file-outline"
            self.setTabIcon(index, icon(name, "accent" if page.is_form else "muted"))
        self._on_dirty_changed(page, page.dirty)

    def step(self, by: int) -> None:
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def _on_dirty_changed(self, page: TabPage, _dirty: bool) -> None:
        button = self.close_button(page)
        if isinstance(button, _CloseButton):
            button.show_dirty(page.dirty)
