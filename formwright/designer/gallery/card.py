"""One example of the gallery: picture, title, one line, tags and its Clone button. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens
from formwright.runtime.appfiles.examples import ExampleApp


class Picture(QWidget):
    """The screenshot, cropped to 16:10 with rounded upper corners; a tinted tile when there is none."""

    RATIO = 400 / 640

    def __init__(self, example: ExampleApp) -> None:
        super().__init__()
        self._title = example.title
        self._pixmap = QPixmap(str(example.picture)) if example.picture else QPixmap()
        self._scaled, self._scaled_for = QPixmap(), QSize()
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"Screenshot of {example.title}")

    def sizeHint(self) -> QSize:
        return QSize(280, round(280 * self.RATIO))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self.RATIO)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(area.adjusted(0, 0, 0, 12), 9, 9)
        painter.setClipPath(shape)
        if self._pixmap.isNull():
            self._paint_tile(painter, area)
            return
        painter.drawPixmap(0, 0, self._fitted())

    def _fitted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wanted = self.size() * ratio
        if self._scaled.isNull() or self._scaled_for != wanted:
            self._scaled = self._pixmap.scaled(
                wanted,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled.setDevicePixelRatio(ratio)
            self._scaled_for = wanted
        return self._scaled

    def _paint_tile(self, painter: QPainter, area: QRectF) -> None:
        hue = sum(map(ord, self._title)) * 47 % 360
        dark = tokens().dark
        gradient = QLinearGradient(area.topLeft(), area.bottomRight())
        gradient.setColorAt(0, QColor.fromHsl(hue, 90, 60 if dark else 215))
        gradient.setColorAt(1, QColor.fromHsl((hue + 40) % 360, 110, 45 if dark else 190))
        painter.fillRect(area, gradient)
        size = 48
        symbol = icon("application-outline", "text").pixmap(QSize(size, size), self.devicePixelRatioF())
        painter.setOpacity(0.5)
        painter.drawPixmap(int(area.center().x() - size / 2), int(area.center().y() - size / 2), symbol)


class Card(QFrame):
    clone_wanted = Signal(str)
    trial_wanted = Signal(str)

    def __init__(self, example: ExampleApp) -> None:
        super().__init__()
        self.example = example
        self.setObjectName("card")
        self.setAccessibleName(example.title)
        self.setAccessibleDescription(example.line)
        self.setMinimumWidth(250)
        self._title = QLabel(example.title)
        self._title.setProperty("kind", "heading")
        self._title.setWordWrap(True)
        line = QLabel(example.line)
        line.setWordWrap(True)
        line.setProperty("kind", "muted")
        line.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.button = QPushButton(icon("content-copy", "on_accent"), "Clone")
        self.button.setProperty("kind", "primary")
        self.button.setAccessibleName(f"Clone {example.title}")
        self.button.clicked.connect(lambda: self.clone_wanted.emit(example.name))
        self.trial = QPushButton(icon("play-outline", "accent"), "Run")
        self.trial.setProperty("kind", "flat")
        self.trial.setToolTip("Runs it without cloning: a temporary copy, gone when you close it")
        self.trial.setAccessibleName(f"Run {example.title} without cloning")
        self.trial.clicked.connect(lambda: self.trial_wanted.emit(example.name))
        teaches = QLabel(f"You learn: {example.teaches[0].lower()}{example.teaches[1:]}")
        teaches.setWordWrap(True)
        teaches.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName(f"Cloning {example.title}")
        self._bar.hide()

        foot = QHBoxLayout()
        foot.setSpacing(6)
        for tag in _fitting(example.tags):
            label = QLabel(tag)
            label.setProperty("kind", "tag")
            foot.addWidget(label)
        foot.addStretch(1)
        foot.addWidget(self.trial)
        foot.addWidget(self.button)
        body = QVBoxLayout()
        body.setContentsMargins(16, 12, 16, 14)
        body.setSpacing(6)
        body.addWidget(self._title)
        body.addWidget(line)
        body.addWidget(teaches, 1)
        body.addSpacing(4)
        body.addLayout(foot)
        body.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(Picture(example))
        column.addLayout(body, 1)

    def sizeHint(self) -> QSize:
        return QSize(300, super().sizeHint().height())

    def show_progress(self, text: str, part: float) -> None:
        self._bar.setRange(0, 0 if part < 0 else 100)
        self._bar.setValue(round(part * 100))
        self._bar.show()
        self.button.setEnabled(False)
        self.trial.setEnabled(False)
        self.button.setText("Copying…")
        self.button.setToolTip(text)

    def show_idle(self) -> None:
        self._bar.hide()
        self.button.setEnabled(True)
        self.trial.setEnabled(True)
        self.button.setText("Clone")
        self.button.setToolTip("")


def _fitting(tags: tuple[str, ...]) -> tuple[str, ...]:
    """As many as stand beside the buttons of a card of the least width."""
    fitting: list[str] = []
    for tag in tags:
        if sum(map(len, fitting)) + len(tag) <= 11:
            fitting.append(tag)
    return tuple(fitting)
