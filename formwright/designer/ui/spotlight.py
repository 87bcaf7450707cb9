"""Dims a window but for some of its widgets, and puts a card of words beside them. GUI thread.

The veil takes no clicks: what it shows can be used, and so can all the rest. It follows its targets when
the window is resized, when panels are moved, hidden or taken out of the window. What the words are, and
when they change, is the tour's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from formwright.designer.ui.theme import tokens

FOLLOW_MILLISECONDS = 60
GAP = 16
EDGE = 4


def place_card(holes: Sequence[QRect], card: QSize, window: QRect) -> QPoint:
    """Beside what is shown, where the card covers the least of it; inside the window in any case."""
    around = QRect()
    for hole in holes:
        around = around.united(hole)
    middle = around.center() - QPoint(card.width() // 2, card.height() // 2)
    places = [
        QPoint(around.right() + GAP, middle.y()),
        QPoint(around.left() - GAP - card.width(), middle.y()),
        QPoint(middle.x(), around.bottom() + GAP),
        QPoint(middle.x(), around.top() - GAP - card.height()),
        QPoint(window.center().x() - card.width() // 2, window.bottom() - GAP - card.height()),
        middle,
    ]
    room = window.adjusted(GAP, GAP, -GAP, -GAP)

    def inside(place: QPoint) -> QPoint:
        return QPoint(
            max(room.left(), min(place.x(), room.right() - card.width())),
            max(room.top(), min(place.y(), room.bottom() - card.height())),
        )

    def covered(place: QPoint) -> int:
        cut = [QRect(place, card).intersected(hole) for hole in holes]
        return sum(max(0, each.width()) * max(0, each.height()) for each in cut)

    return min((inside(place) for place in places), key=covered)


class Dots(QWidget):
    """Which of the steps this is."""

    def __init__(self) -> None:
        super().__init__()
        self._step, self._steps = 0, 1

    def show_step(self, step: int, steps: int) -> None:
        self._step, self._steps = step, steps
        self.setFixedSize(steps * 14, 14)
        self.setAccessibleName(f"Step {step + 1} of {steps}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = tokens()
        for number in range(self._steps):
            painter.setBrush(QColor(colours.accent if number == self._step else colours.border))
            radius = 4.5 if number == self._step else 3.5
            painter.drawEllipse(QRectF(number * 14 + 7 - radius, 7 - radius, 2 * radius, 2 * radius))


class TourCard(QFrame):
    """Esc leaves, the arrow keys go back and on, Tab stays within."""

    back_wanted = Signal()
    next_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour_card")
        self.setFixedWidth(370)
        self.title = QLabel()
        self.title.setProperty("kind", "heading")
        self.title.setWordWrap(True)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.done = QLabel()
        self.done.setProperty("kind", "success")
        self.dots = Dots()
        self.skip = QPushButton("Skip")
        self.skip.setProperty("kind", "flat")
        self.back = QPushButton("Back")
        self.next = QPushButton("Next")
        self.next.setProperty("kind", "primary")
        self.skip.clicked.connect(self.left)
        self.back.clicked.connect(self.back_wanted)
        self.next.clicked.connect(self.next_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.dots)
        row.addStretch(1)
        for button in (self.skip, self.back, self.next):
            button.setAutoDefault(True)
            button.installEventFilter(self)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        for widget in (self.title, self.text, self.done):
            column.addWidget(widget)
        column.addLayout(row)
        self.hide()

    def say(self, title: str, text: str, step: int, steps: int) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.show_done("")
        self.dots.show_step(step, steps)
        self.back.setEnabled(step > 0)
        last = step == steps - 1
        self.next.setText("Finish" if last else "Next")
        self.skip.setVisible(not last)
        self.setAccessibleName(f"Guided tour, step {step + 1} of {steps}: {title}")
        self.setAccessibleDescription(text)
        self._fit()

    def show_done(self, text: str) -> None:
        self.done.setText(text)
        self.done.setVisible(bool(text))
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        assert layout is not None
        self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Before the buttons: they would take the arrow keys to go from one to the other."""
        del watched
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._on_key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Right:
            self.next_wanted.emit()
        elif key == Qt.Key.Key_Left:
            self.back_wanted.emit()
        else:
            return False
        return True

    def put_away(self) -> None:
        """The focus goes first: a widget that is hidden with it asks for the next one, which is in here."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()
        self.hide()

    def focusNextPrevChild(self, forward: bool) -> bool:
        buttons = [b for b in (self.skip, self.back, self.next) if b.isVisible() and b.isEnabled()]
        here = self.focusWidget()
        position = next((number for number, button in enumerate(buttons) if button is here), -1)
        if not buttons:
            return False
        buttons[(position + (1 if forward else -1)) % len(buttons)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True


class Spotlight(QWidget):
    """The veil. It lives in the window of its targets, which may be that of a floating panel."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._targets: tuple[QWidget, ...] = ()
        self._holes: list[QRect] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.card = TourCard(window)
        self._timer = QTimer(self, interval=FOLLOW_MILLISECONDS)
        self._timer.timeout.connect(self.follow)
        self.hide()

    @property
    def holes(self) -> tuple[QRect, ...]:
        """In the coordinates of the window that holds them."""
        return tuple(self._holes)

    def light(self, targets: Sequence[QWidget]) -> None:
        self._targets = tuple(targets)
        self._timer.start()
        self.follow()

    def put_out(self) -> None:
        self._timer.stop()
        self._targets = ()
        self.hide()
        self.card.put_away()

    def follow(self) -> None:
        """Everything is measured anew: docks move in ways that send no event to what is in them."""
        shown = [target for target in self._targets if target.isVisible()]
        home = shown[0].window() if shown else self._window
        if self.parentWidget() is not home:
            self.setParent(home)
        self.setGeometry(home.rect())
        holes = [
            QRect(target.mapTo(home, QPoint()), target.size()).adjusted(-EDGE, -EDGE, EDGE, EDGE)
            for target in shown
            if target.window() is home
        ]
        if holes != self._holes:
            self._holes = holes
            self.update()
        own = holes if home is self._window else []
        self.card.move(place_card(own or [self._window.rect()], self.card.size(), self._window.rect()))
        if not self.isVisible() or not self.card.isVisible():
            self.show()
            self.card.show()
        self.raise_()
        self.card.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QPainterPath()
        veil.addRect(QRectF(self.rect()))
        for hole in self._holes:
            cut = QPainterPath()
            cut.addRoundedRect(QRectF(hole), 8, 8)
            veil = veil.subtracted(cut)
        painter.fillPath(veil, QColor(8, 10, 16, 150 if colours.dark else 95))
        painter.setPen(QPen(QColor(colours.accent), 2))
        for hole in self._holes:
            painter.drawRoundedRect(QRectF(hole).adjusted(1, 1, -1, -1), 8, 8)
