"""One of a few words, side by side: signs for where things are aligned, letters for sizes. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip

from formwright.designer.forms.properties.editors.choice import ChoiceEditor
from formwright.designer.forms.properties.editors.painting import frame, text
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens
from formwright.runtime.spec.components import PropertySpec

_ACROSS = {
    "left": "format-align-left", "center": "format-align-center", "right": "format-align-right",
    "justify": "format-align-justify", "full": "arrow-expand-horizontal",
}  # fmt: skip
_DOWN = {
    "top": "format-vertical-align-top", "middle": "format-vertical-align-center",
    "center": "format-vertical-align-center", "bottom": "format-vertical-align-bottom",
    "full": "arrow-expand-vertical",
}  # fmt: skip
_ICON_PLACES = {
    "left_edge": "format-horizontal-align-left", "left": "arrow-left", "top": "arrow-up",
    "right": "arrow-right", "right_edge": "format-horizontal-align-right",
}  # fmt: skip
_SIZES = {"none": "0", "tiny": "XS", "small": "S", "medium": "M", "large": "L", "huge": "XL"}
_SCREENS = {"never": "cancel", "mobile": "cellphone", "tablet": "tablet"}
_BY_NAME = {
    "align": _ACROSS, "horizontal_align": _ACROSS, "vertical_align": _DOWN, "icon_align": _ICON_PLACES,
    "wrap_on": _SCREENS,
}  # fmt: skip
_BY_HINT = {"align-horizontal": _ACROSS, "align-vertical": _DOWN}


def signs_of(prop: PropertySpec, classic: bool) -> dict[str, str] | None:
    """Icons by option, or None when there are none for all of them."""
    signs = _BY_HINT.get(prop.designer_hint) or (_BY_NAME.get(prop.name) if classic else None)
    known = signs is not None and prop.options and all(option in signs for option in prop.options)
    return signs if known else None


def letters_of(prop: PropertySpec) -> dict[str, str] | None:
    known = prop.options and prop.default is not None and all(option in _SIZES for option in prop.options)
    return _SIZES if known else None


class SegmentsEditor(ChoiceEditor):
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.choose(self.options[at][1])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(1 if self.position + 1 < len(self.options) else -len(self.options))
        else:
            super().keyPressEvent(event)

    def open_picker(self) -> None:
        """They are all in sight."""

    def step(self, count: float) -> None:
        if count < -1 and self.options:
            self.choose(self.options[0][1])
        else:
            super().step(count)

    def _at(self, x: float) -> int:
        return next((i for i in range(len(self.options)) if self.place(i).contains(int(x), 4)), -1)

    def place(self, index: int) -> QRect:
        count = max(1, len(self.options))
        left, right = (self.width() * index) // count, (self.width() * (index + 1)) // count
        return QRect(left, 0, right - left, self.height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self._at(event.pos().x())
            if at >= 0:
                QToolTip.showText(event.globalPos(), self.options[at][0], self, self.place(at))
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        frame(painter, self)
        if self.entry is None:
            return
        signs = signs_of(self.entry.spec, self.entry.classic)
        letters = letters_of(self.entry.spec) or {}
        for index, (title, value) in enumerate(self.options):
            place = self.place(index)
            chosen = index == self.position
            if chosen:
                self._mark(painter, place)
            colour = "text" if chosen else "muted"
            if signs is not None:
                side = 16
                at = QRect(0, 0, side, side)
                at.moveCenter(place.center())
                icon(signs[str(value)], "accent" if chosen else "muted").paint(painter, at)
            else:
                words = letters.get(str(value), title)
                text(painter, self, place, words, colour, bold=chosen, align=Qt.AlignmentFlag.AlignHCenter)

    def _mark(self, painter: QPainter, place: QRect) -> None:
        fill = QColor(tokens().accent_soft)
        painter.setPen(QPen(fill, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(place).adjusted(2.5, 2.5, -2.5, -2.5), 4, 4)
