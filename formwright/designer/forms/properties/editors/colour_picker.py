"""Choosing a colour: the theme's by name, recent ones, the system's window; how opaque. GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.forms.properties.editors.painting import frame, swatch, text
from formwright.designer.forms.properties.editors.popup import Popup
from formwright.designer.ui.flow_layout import FlowLayout


def colour_of(value: str, theme: Mapping[str, str]) -> QColor | None:
    """As CSS means it. None: it is no colour that can be shown here."""
    if value.startswith("theme:"):
        value = theme.get(value.removeprefix("theme:"), "")
    if value.startswith("#") and len(value) in (5, 9):  # CSS has the alpha last, Qt first
        digits = value[1:] if len(value) == 9 else "".join(each * 2 for each in value[1:])
        value = f"#{digits[6:]}{digits[:6]}"
    if value.startswith("rgb"):
        return _rgb(value)
    colour = QColor(value) if value else QColor()
    return colour if colour.isValid() else None


def _rgb(value: str) -> QColor | None:
    inner = value.partition("(")[2].rstrip(") ").replace(",", " ").replace("/", " ").split()
    try:
        red, green, blue = (_part(each, 255) for each in inner[:3])
        alpha = _part(inner[3], 1) if len(inner) > 3 else 1.0
    except ValueError:
        return None
    return QColor(round(red), round(green), round(blue), round(max(0.0, min(1.0, alpha)) * 255))


def _part(text: str, whole: float) -> float:
    return float(text[:-1]) / 100 * whole if text.endswith("%") else float(text)


def css_of(colour: QColor) -> str:
    return colour.name() if colour.alpha() == 255 else f"{colour.name()}{colour.alpha():02x}"


class _Sample(QWidget):
    """One colour to choose; with a name, a row."""

    chosen = Signal()

    def __init__(self, colour: QColor | None, name: str = "", value: str = "") -> None:
        super().__init__()
        self.colour, self.name, self.value = colour, name, value
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name or value)
        self.setToolTip(value)
        self.setFixedHeight(28 if name else 24)
        if not name:
            self.setFixedWidth(24)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        frame(painter, self, fill="hover" if self.underMouse() else "raised")
        swatch(painter, QRect(4, (self.height() - 18) // 2, 18, 18), self.colour)
        if self.name:
            text(painter, self, self.rect().adjusted(30, 0, -76, 0), self.name)
            area = self.rect().adjusted(self.width() - 76, 0, -6, 0)
            words = css_of(self.colour) if self.colour is not None else ""
            text(painter, self, area, words, "muted", align=Qt.AlignmentFlag.AlignRight)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class ColourPicker(Popup):
    picked = Signal(str)
    """While the slider moves as well; "" is none."""

    def __init__(
        self, owner: QWidget, value: str, theme: Mapping[str, str], recent: Sequence[str], *, by_name: bool
    ) -> None:
        super().__init__(owner, 276)
        self._theme = theme
        self._colour = colour_of(value, theme) or QColor("#000000")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the theme’s colours")
        self.search.setAccessibleName("Search the theme’s colours")
        self.samples: list[_Sample] = []
        if theme and by_name:
            self._add_theme(theme)
        if recent:
            self.column.addWidget(_heading("Recent"))
            self.column.addWidget(self._row_of(recent))
        self._add_opacity()
        self._add_buttons()

    def _add_theme(self, theme: Mapping[str, str]) -> None:
        self.column.addWidget(_heading("Theme"))
        if len(theme) > 10:
            self.column.addWidget(self.search)
            self.search.textChanged.connect(self._filter)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        for name in theme:
            value = f"theme:{name}"
            sample = _Sample(colour_of(value, theme), name, value)
            sample.chosen.connect(lambda value=value: self._choose(value))
            rows.addWidget(sample)
            self.samples.append(sample)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setFixedHeight(min(240, len(theme) * 29 + 2))
        self.column.addWidget(area)

    def _row_of(self, values: Sequence[str]) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, spacing=4, stretch=False)
        for value in values:
            sample = _Sample(colour_of(value, self._theme), "", value)
            sample.chosen.connect(lambda value=value: self._choose(value))
            row.addWidget(sample)
        return holder

    def _add_opacity(self) -> None:
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setAccessibleName("Opacity")
        self.opacity.setRange(0, 100)
        self.opacity.setValue(round(self._colour.alphaF() * 100))
        self._percent = QLabel(f"{self.opacity.value()} %")
        self._percent.setProperty("kind", "muted")
        self._percent.setFixedWidth(44)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.opacity.valueChanged.connect(self._on_opacity)
        row = QHBoxLayout()
        row.addWidget(_heading("Opacity"))
        row.addWidget(self.opacity, 1)
        row.addWidget(self._percent)
        self.column.addLayout(row)

    def _add_buttons(self) -> None:
        none = QPushButton("No colour")
        none.clicked.connect(lambda: self._choose(""))
        other = QPushButton("Other…")
        other.clicked.connect(self._ask_system)
        row = QHBoxLayout()
        row.addWidget(none)
        row.addStretch(1)
        row.addWidget(other)
        self.column.addLayout(row)

    def _filter(self, words: str) -> None:
        for sample in self.samples:
            sample.setVisible(words.lower() in sample.name.lower())

    def _choose(self, value: str) -> None:
        self.picked.emit(value)
        self.close()

    def _on_opacity(self, percent: int) -> None:
        self._percent.setText(f"{percent} %")
        self._colour.setAlphaF(percent / 100)
        self.picked.emit(css_of(self._colour))

    def _ask_system(self) -> None:
        dialog = QColorDialog(self._colour, self.parentWidget())
        dialog.setOption(QColorDialog.ColorDialogOption.ShowAlphaChannel)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Choose a colour")
        dialog.colorSelected.connect(lambda colour: self.picked.emit(css_of(colour)))
        dialog.finished.connect(lambda _result: self.close())
        dialog.open()
        self.hide()


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("kind", "muted")
    return label
