"""Yes or no as a sign that is pressed or not: bold, italic, underlined. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen

from formwright.designer.forms.properties.editors.base import Surroundings
from formwright.designer.forms.properties.editors.cell import HEIGHT
from formwright.designer.forms.properties.editors.flag import FlagEditor, Switch
from formwright.designer.forms.properties.editors.painting import RADIUS
from formwright.designer.forms.properties.subject import Entry
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

SIGNS = {"font-bold": "format-bold", "font-italic": "format-italic", "font-underline": "format-underline"}


class _SignSwitch(Switch):
    def __init__(self) -> None:
        super().__init__()
        self.sign = ""
        self.setFixedSize(34, HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(34, HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.checkState() == Qt.CheckState.Checked
        mixed = self.checkState() == Qt.CheckState.PartiallyChecked
        if not self.isEnabled():
            painter.setOpacity(0.5)
        edge = QColor(0, 0, 0, 0)
        if self.hasFocus():
            edge = QColor(colours.accent)
        elif self.underMouse() and self.isEnabled():
            edge = QColor(colours.border)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(QColor(colours.accent_soft if on else colours.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        place = QRect(0, 0, 16, 16)
        place.moveCenter(self.rect().center())
        if self.sign:
            icon(self.sign, "accent" if on else "muted").paint(painter, place)
        if mixed:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawLine(11, HEIGHT - 4, self.width() - 12, HEIGHT - 4)


class ToggleEditor(FlagEditor):
    def make_switch(self) -> Switch:
        return _SignSwitch()

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        super().show_entry(entry, surroundings)
        if isinstance(self.switch, _SignSwitch):
            self.switch.sign = SIGNS.get(entry.spec.designer_hint, "")
            self.switch.update()
