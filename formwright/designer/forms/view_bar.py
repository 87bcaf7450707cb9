"""The row of controls above a form's drawing. Emits what is wanted; decides nothing. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from formwright.designer.ui.devices import DEVICES, Device
from formwright.designer.ui.icons import icon

ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


class ViewBar(QWidget):
    device_wanted = Signal(Device)
    zoom_wanted = Signal(float)
    dark_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 1.0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 3, 6, 3)
        self._row.setSpacing(2)
        self.devices = QButtonGroup(self)
        for number, device in enumerate(DEVICES):
            button = self._button(device.icon, device.title)
            button.setCheckable(True)
            self.devices.addButton(button, number)
        self.devices.button(0).setChecked(True)
        self.devices.idClicked.connect(lambda number: self.device_wanted.emit(DEVICES[number]))
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row.addWidget(gap)
        self.dark = self._button("theme-light-dark", "Look at the form in the dark")
        self.dark.setCheckable(True)
        self.dark.toggled.connect(self.dark_wanted)
        self.smaller = self._button("magnify-minus-outline", "Smaller (Ctrl+wheel)")
        self.smaller.clicked.connect(lambda: self._step(-1))
        self.percent = self._button("", "Back to normal size")
        self.percent.setMinimumWidth(52)
        self.percent.clicked.connect(lambda: self.zoom_wanted.emit(1.0))
        self.larger = self._button("magnify-plus-outline", "Larger (Ctrl+wheel)")
        self.larger.clicked.connect(lambda: self._step(1))
        self.show_zoom(1.0)

    def show_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self.percent.setText(f"{round(zoom * 100)} %")
        self.smaller.setEnabled(zoom > ZOOMS[0])
        self.larger.setEnabled(zoom < ZOOMS[-1])

    def _step(self, direction: int) -> None:
        if direction > 0:
            wanted = next((zoom for zoom in ZOOMS if zoom > self._zoom + 0.01), ZOOMS[-1])
        else:
            wanted = next((zoom for zoom in reversed(ZOOMS) if zoom < self._zoom - 0.01), ZOOMS[0])
        self.zoom_wanted.emit(wanted)

    def _button(self, symbol: str, title: str) -> QToolButton:
        button = QToolButton()
        if symbol:
            button.setIcon(icon(symbol, "text"))
            button.setIconSize(QSize(18, 18))
        button.setToolTip(title)
        button.setAccessibleName(title.partition(" (")[0])
        button.setStyleSheet("padding: 4px;")
        self._row.addWidget(button)
        return button
