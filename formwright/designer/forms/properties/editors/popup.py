"""A picker below the editor that opened it: gone at Esc, a click elsewhere, or with the choice."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


class Popup(QFrame):
    """GUI thread. Lives while it is open."""

    closed = Signal()

    def __init__(self, owner: QWidget, width: int) -> None:
        super().__init__(owner, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(width)
        self._owner = owner
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 10, 10, 10)
        self.column.setSpacing(8)

    def open_below(self) -> None:
        self.adjustSize()
        owner = self._owner
        place = owner.mapToGlobal(QPoint(owner.width() - self.width(), owner.height() + 3))
        screen = QGuiApplication.screenAt(owner.mapToGlobal(owner.rect().center()))
        if screen is not None:
            area = screen.availableGeometry()
            place.setX(max(area.left() + 4, min(place.x(), area.right() - self.width() - 4)))
            if place.y() + self.height() > area.bottom():
                above = owner.mapToGlobal(QPoint(0, -self.height() - 3)).y()
                place.setY(max(area.top() + 4, above))
        self.move(place)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
