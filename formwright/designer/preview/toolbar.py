"""The preview's row of controls. Emits what is wanted; decides nothing. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from formwright.designer.ui.devices import DEVICES, Device
from formwright.designer.ui.icons import icon


class AddressBar(QLineEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.undo_typing()
            return
        super().keyPressEvent(event)

    def show_address(self, address: str) -> None:
        self.setProperty("address", address)
        if not (self.hasFocus() and self.isModified()):
            self.setText(address)
            self.setCursorPosition(0)

    def undo_typing(self) -> None:
        self.setText(str(self.property("address") or ""))
        self.setModified(False)
        self.selectAll()


class Toolbar(QWidget):
    run_wanted = Signal()
    stop_wanted = Signal()
    restart_wanted = Signal()
    go_wanted = Signal(str)
    open_outside_wanted = Signal()
    tools_wanted = Signal()
    device_wanted = Signal(Device)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 4, 6, 4)
        self._row.setSpacing(2)
        self.run = self._button("play", "Run (F5)", "success", self.run_wanted)
        self.stop = self._button("stop", "Stop (Shift+F5)", "danger", self.stop_wanted)
        self.restart = self._button("restart", "Restart (Ctrl+Shift+F5)", "text", self.restart_wanted)
        self.address = AddressBar()
        self.address.setAccessibleName("Address of the app")
        self.address.setPlaceholderText("Not running")
        self.address.setMinimumWidth(60)
        self.address.returnPressed.connect(self._go)
        self._row.addWidget(self.address, 1)
        self.devices = QButtonGroup(self)
        for number, device in enumerate(DEVICES):
            button = self._button(device.icon, device.title, "text", None)
            button.setCheckable(True)
            self.devices.addButton(button, number)
        self.devices.button(0).setChecked(True)
        self.devices.idClicked.connect(lambda number: self.device_wanted.emit(DEVICES[number]))
        self.outside = self._button(
            "open-in-new", "Open in the system's browser", "text", self.open_outside_wanted
        )
        self.more = self._button("dots-vertical", "More", "text", None)
        menu = QMenu(self.more)
        menu.addAction("Developer tools", self.tools_wanted.emit)
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_running(self, *, running: bool, can_open: bool) -> None:
        self.run.setEnabled(not running)
        self.stop.setEnabled(running)
        self.restart.setEnabled(running)
        self.outside.setEnabled(can_open)
        self.address.setEnabled(running)
        self.more.setEnabled(running)
        if not running:
            self.address.setModified(False)
            self.address.show_address("")

    def _button(self, symbol: str, title: str, colour: str, wanted: SignalInstance | None) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(symbol, colour))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(title)
        button.setAccessibleName(title.partition(" (")[0])
        button.setStyleSheet("padding: 4px;")
        if wanted is not None:
            button.clicked.connect(wanted)
        self._row.addWidget(button)
        return button

    def _go(self) -> None:
        self.address.setModified(False)
        self.go_wanted.emit(self.address.text())
