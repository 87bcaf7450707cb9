"""Yes or no: a switch, which has a third state while the selected components differ. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from formwright.designer.forms.properties.editors.base import MIXED, Editor, Surroundings, words_of
from formwright.designer.forms.properties.editors.cell import HEIGHT
from formwright.designer.forms.properties.editors.painting import text
from formwright.designer.forms.properties.subject import Entry, Shown
from formwright.designer.ui.theme import tokens

_WIDTH, _TALL = 30, 16


class Switch(QCheckBox):
    """A check box in all but looks, so that screen readers say what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def nextCheckState(self) -> None:
        """The third state is shown, not chosen."""
        self.setChecked(self.checkState() != Qt.CheckState.Checked)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH + 60, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # a check box goes to its neighbours in another order than the rows
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(3, (self.height() - _TALL) / 2, _WIDTH, _TALL)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), _TALL / 2 + 2, _TALL / 2 + 2)
        on = self.checkState() == Qt.CheckState.Checked
        painter.setPen(QPen(QColor(colours.accent if on else colours.muted), 1))
        painter.setBrush(QColor(colours.accent if on else colours.base))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), _TALL / 2, _TALL / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_accent if on else colours.muted))
        if self.checkState() == Qt.CheckState.PartiallyChecked:
            painter.drawRoundedRect(QRectF(track.center().x() - 5, track.center().y() - 1.5, 10, 3), 1.5, 1.5)
            text(painter, self, self.rect().adjusted(_WIDTH + 12, 0, 0, 0), MIXED, "muted")
        else:
            knob = _TALL - 6.0
            x = track.right() - knob - 3 if on else track.left() + 3
            painter.drawEllipse(QRectF(x, track.top() + 3, knob, knob))


class FlagEditor(Editor):
    def __init__(self) -> None:
        super().__init__()
        self.switch = self.make_switch()
        self.setFocusProxy(self.switch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.switch)
        row.addStretch(1)
        self.switch.clicked.connect(self._on_clicked)

    def make_switch(self) -> Switch:
        return Switch()

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        super().show_entry(entry, surroundings)
        self.switch.setAccessibleName(words_of(entry))

    def show_value(self, shown: Shown) -> None:
        self.switch.setTristate(shown.mixed)
        if shown.mixed:
            self.switch.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.switch.setChecked(bool(shown.value))

    def focus_target(self) -> QWidget:
        return self.switch

    def set_editable(self, editable: bool) -> None:
        self.switch.setEnabled(editable)
        self.setEnabled(editable)

    def step(self, count: float) -> None:
        del count
        self.switch.click()

    def _on_clicked(self) -> None:
        self.edited.emit(self.switch.isChecked())
        self.committed.emit()
