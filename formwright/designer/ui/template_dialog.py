"""Chooses what something new begins with: cards with a picture and a line, and a name. GUI thread.

Used for new apps and new Forms; it decides nothing about either. Arrow keys walk the cards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.ui.icons import icon
from formwright.designer.ui.name_hint import NameHint
from formwright.designer.ui.theme import tokens
from formwright.runtime.appfiles.names import NameProblem

COLUMNS = 3


@dataclass(frozen=True)
class Choice:
    id: str
    title: str
    line: str
    name: str
    """Proposed when it is chosen."""
    picture: Path | None = None
    icon: str = ""


CheckName = Callable[[str], NameProblem | None]


class ChoiceCard(QAbstractButton):
    """Painted whole: a style sheet cannot put a picture above two texts of different looks."""

    MARGIN = 12
    step_wanted = Signal(int, int)
    """To the card so many columns and rows from here."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self._pixmap = QPixmap(str(choice.picture)) if choice.picture else QPixmap()
        self.setText(choice.title)
        self.setAccessibleName(choice.title)
        self.setAccessibleDescription(choice.line)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(216, self._picture_height() + 2 * self.MARGIN + round(line * 3.6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        edge = colours.accent if self.isChecked() or self.underMouse() else colours.border
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 9, 9)
        painter.fillPath(shape, QColor(colours.accent_soft if self.isChecked() else colours.raised))
        painter.save()
        painter.setClipPath(shape)
        self._paint_picture(painter)
        painter.restore()
        painter.setPen(QPen(QColor(edge), 3 if self.hasFocus() else 2 if self.isChecked() else 1))
        painter.drawPath(shape)
        self._paint_words(painter)

    def _paint_picture(self, painter: QPainter) -> None:
        area = QRect(0, 0, self.width(), self._picture_height())
        if self._pixmap.isNull():
            painter.fillRect(area, QColor(tokens().hover))
            size = 34
            symbol = QRect(0, 0, size, size)
            symbol.moveCenter(area.center())
            icon(self.choice.icon, "accent").paint(painter, symbol)
            return
        ratio = self.devicePixelRatioF()
        fitted = self._pixmap.scaled(
            area.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        fitted.setDevicePixelRatio(ratio)
        painter.drawPixmap(0, 0, fitted)

    def _paint_words(self, painter: QPainter) -> None:
        colours, margin = tokens(), self.MARGIN
        top = self._picture_height() + margin - 2
        line = self.fontMetrics().lineSpacing()
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        inner = QRect(margin, top, self.width() - 2 * margin, line)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, self.choice.title)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.muted))
        below = QRect(margin, top + round(line * 1.2), self.width() - 2 * margin, round(line * 2.4))
        painter.drawText(below, Qt.TextFlag.TextWordWrap, self.choice.line)

    def _picture_height(self) -> int:
        return 135 if not self._pixmap.isNull() else 66

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step_wanted.emit(*step)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class TemplateDialog(QDialog):
    chosen = Signal(str, str)
    """Id of the choice, and the name."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        name_title: str,
        check: CheckName,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._check = check
        self._typed = False
        self.cards = [ChoiceCard(choice) for choice in choices]
        self.name = QLineEdit()
        self.name.setAccessibleName(name_title)
        self.hint = NameHint(self.name)
        label = QLabel(name_title)
        label.setBuddy(self.name)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = self.buttons.addButton("Create", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setProperty("kind", "primary")
        self.accept_button.setDefault(True)
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(2, 2, 2, 2)
        grid.setSpacing(14)
        columns = self._columns = 2 if len(choices) == 4 else COLUMNS
        for number, card in enumerate(self.cards):
            grid.addWidget(card, number // columns, number % columns)
            card.toggled.connect(self._on_choice)
            card.step_wanted.connect(partial(self._step, number))
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumSize(inside.sizeHint().width() + 20, min(460, inside.sizeHint().height() + 6))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label)
        row.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(18)
        column.addWidget(scroll, 1)
        column.addLayout(row)
        column.addWidget(self.buttons)
        self.name.textEdited.connect(self._on_typed)
        self.name.textChanged.connect(lambda _text: self._show_problem())
        self.cards[0].setChecked(True)
        self.name.setFocus()

    def choose(self, choice: str) -> None:
        next(card for card in self.cards if card.choice.id == choice).setChecked(True)

    @property
    def choice(self) -> Choice:
        return next(card.choice for card in self.cards if card.isChecked())

    def _step(self, number: int, columns: int, rows: int) -> None:
        target = number + columns + rows * self._columns
        if 0 <= target < len(self.cards):
            self.cards[target].setChecked(True)
            self.cards[target].setFocus()

    def _on_choice(self, on: bool) -> None:
        if on and not self._typed:
            self.name.setText(self.choice.name)
            self.name.selectAll()

    def _on_typed(self) -> None:
        self._typed = bool(self.name.text())

    def _problem(self) -> NameProblem | None:
        return self._check(self.name.text().strip())

    def _show_problem(self) -> None:
        problem = self._problem()
        self.accept_button.setEnabled(problem is None)
        if self.isVisible():
            self.hint.show_problem(problem)

    def _take(self) -> None:
        if self._problem() is None:
            choice, name = self.choice.id, self.name.text().strip()
            self.accept()
            self.chosen.emit(choice, name)

    def done(self, result: int) -> None:
        self.hint.hide()
        super().done(result)
