"""Yes or no: a switch, which has a third state while the selected components differ. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from formwright.designer.forms.properties.editors.base import MIXED, Editor, Surroundings, words_of
from formwright.designer.forms.properties.editors.cell import HEIGHT
from formwright.designer.forms.properties.editors.painting import text
from formwright.designer.forms.properties.subject import Entry, Shown
from formwright.designer.ui.theme import tokens

_WIDTH, _TALL = 30, 16


class FlagEditor(Editor):
    def __init__(self) -> None:
        super().__init__()
        self.state: bool | None = False  # None: they differ
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        super().show_entry(entry, surroundings)
        self._name()

    def show_value(self, shown: Shown) -> None:
        self.state = None if shown.mixed else bool(shown.value)
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{words_of(self.entry)}: {self._words()}")

    def _words(self) -> str:
        return MIXED if self.state is None else "On" if self.state else "Off"

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH + 40, HEIGHT)

    def toggle(self) -> None:
        self.edited.emit(not self.state)
        self.committed.emit()

    def step(self, count: float) -> None:
        del count
        self.toggle()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.toggle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        elif event.text().lower() in ("t", "y", "1", "f", "n", "0") and event.text():
            self.edited.emit(event.text().lower() in "ty1")
            self.committed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(1, (self.height() - _TALL) / 2, _WIDTH, _TALL)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-0.5, -1.5, 2.5, 1.5), _TALL / 2 + 2, _TALL / 2 + 2)
            track.adjust(1, 0, 1, 0)
        on = self.state is True
        painter.setPen(QPen(QColor(colours.accent if on else colours.muted), 1))
        painter.setBrush(QColor(colours.accent if on else colours.base))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), _TALL / 2, _TALL / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_accent if on else colours.muted))
        knob = _TALL - 6.0
        if self.state is None:
            painter.drawRoundedRect(QRectF(track.center().x() - 5, track.center().y() - 1.5, 10, 3), 1.5, 1.5)
        else:
            x = track.right() - knob - 3 if on else track.left() + 3
            painter.drawEllipse(QRectF(x, track.top() + 3, knob, knob))
        if self.state is None:
            area = self.rect().adjusted(_WIDTH + 12, 0, 0, 0)
            text(painter, self, area, self._words(), "muted")
