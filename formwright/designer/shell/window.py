"""The one window: the gallery, or the workbench of the open app. GUI thread.

Knows widgets and commands, not how an app is opened: that is `app.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from formwright.designer.core.commands import Commands
from formwright.designer.shell.actions import Actions
from formwright.designer.shell.menus import Menus
from formwright.designer.shell.status import Status
from formwright.designer.shell.toolbar import Toolbar
from formwright.designer.ui.message_bar import MessageBar

NAME = "Formwright"
_SIZE = QSize(1440, 900)


class Window(QMainWindow):
    painted = Signal()
    """Once, after the first paint: what is slow to load may load now."""

    def __init__(self, commands: Commands, layout_file: Path) -> None:
        super().__init__()
        self.setWindowTitle(NAME)
        self.setObjectName("window")
        self._settings = QSettings(str(layout_file), QSettings.Format.IniFormat)
        self._may_close: Callable[[], bool] = lambda: True
        self._painted = False
        self._keeps_layout = True
        self.actions_by_command = Actions(commands, self)
        self.menus = Menus(self.menuBar(), commands, self.actions_by_command)
        self.toolbar = Toolbar(self.actions_by_command, self)
        self.addToolBar(self.toolbar)
        self.toolbar.hide()
        self.status = Status(self)
        self.setStatusBar(self.status)
        self.bar = MessageBar()
        """What concerns the program itself, above everything else."""
        self._stack = QStackedWidget()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(inside)
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        geometry = self._settings.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def ask_before_closing(self, may_close: Callable[[], bool]) -> None:
        self._may_close = may_close

    def show_room(self, room: QWidget, title: str = "", *, toolbar: bool = False) -> None:
        if self._stack.indexOf(room) < 0:
            self._stack.addWidget(room)
        self._stack.setCurrentWidget(room)
        self.toolbar.setVisible(toolbar)
        self.setWindowTitle(f"{title} - {NAME}" if title else NAME)
        room.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop_room(self, room: QWidget) -> None:
        self._stack.removeWidget(room)
        room.deleteLater()

    def use_default_layout(self) -> None:
        """For this session: the saved layout is neither used nor replaced."""
        self._keeps_layout = False

    def saved_layout(self) -> bytes:
        if not self._keeps_layout:
            return b""
        value = self._settings.value("docks")
        return bytes(value.data()) if isinstance(value, QByteArray) else b""

    def save_layout(self, docks: bytes) -> None:
        if self._keeps_layout:
            self._settings.setValue("docks", QByteArray(docks))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.sync()
        event.accept()
