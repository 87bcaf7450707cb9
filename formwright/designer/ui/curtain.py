"""What lies over a page while there is none to be seen: the reason, and one button. GUI thread.

Shared by the rooms that embed pages; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from formwright.designer.ui.icons import icon


class Curtain(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self._has_picture = False
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title.setProperty("kind", "heading")
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._text.setProperty("kind", "muted")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._title, self._text):
            label.setWordWrap(True)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setFixedSize(160, 4)
        self.button = QPushButton()
        self.button.setProperty("kind", "primary")
        self.button.setAutoDefault(True)  # Enter presses it while it has the focus
        self.button.clicked.connect(lambda: self._action())
        self._action: Callable[[], object] = lambda: None
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(self._title)
        column.addWidget(self._text)
        for widget in (self._progress, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        # All of a long reason can be read where there is little room.
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside)
        for ground in (self._scroll.viewport(), self._inside):
            ground.setBackgroundRole(QPalette.ColorRole.Window)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def text(self) -> str:
        return self._text.text()

    def show_busy(self, title: str, text: str = "") -> None:
        self._fill("", title, text)
        self._progress.show()
        self.button.hide()
        self.show()

    def show_choice(
        self, picture: str, colour: str, title: str, text: str, button: str, action: Callable[[], object]
    ) -> None:
        self._fill(picture, title, text, colour)
        self._progress.hide()
        self.button.setText(button)
        self._action = action
        self.button.show()
        self.show()

    def _fill(self, picture: str, title: str, text: str, colour: str = "muted") -> None:
        self._has_picture = bool(picture)
        if picture:
            self._picture.setPixmap(icon(picture, colour).pixmap(QSize(44, 44)))
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{title}. {text}")
        self._show_picture()
        self.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_picture()

    def _show_picture(self) -> None:
        """Words and button need the room first."""
        self._picture.setVisible(self._has_picture)
        needed = self._inside.heightForWidth(self.width())
        self._picture.setVisible(self._has_picture and needed <= self.height())
