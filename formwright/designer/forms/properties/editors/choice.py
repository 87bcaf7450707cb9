"""One of several words, chosen from a menu or by its first letters. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu

from formwright.designer.forms.properties.editors.base import MIXED, Editor, Surroundings, words_of
from formwright.designer.forms.properties.editors.cell import HEIGHT
from formwright.designer.forms.properties.editors.painting import frame, text
from formwright.designer.forms.properties.subject import Entry, Shown, same
from formwright.designer.ui.icons import icon
from formwright.runtime.spec.app import Json


class ChoiceEditor(Editor):
    def __init__(self) -> None:
        super().__init__()
        self.options: tuple[tuple[str, Json], ...] = ()
        self._shown = Shown(None)
        self._typed = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        super().show_entry(entry, surroundings)
        self.options = tuple((option.replace("_", " "), option) for option in entry.spec.options)
        if entry.spec.default is None:
            self.options = ((self.none_words(), None), *self.options)

    def none_words(self) -> str:
        return "default"

    def show_value(self, shown: Shown) -> None:
        self._shown = shown
        self.setAccessibleName(f"{words_of(self.entry)}: {self.words}")
        self.update()

    @property
    def words(self) -> str:
        if self._shown.mixed:
            return MIXED
        known = next((title for title, value in self.options if same(value, self._shown.value)), None)
        return known if known is not None else "" if self._shown.value is None else str(self._shown.value)

    @property
    def position(self) -> int:
        """Of the value among the options; -1: it is none of them."""
        if self._shown.mixed:
            return -1
        return next((i for i, (_, value) in enumerate(self.options) if same(value, self._shown.value)), -1)

    def sizeHint(self) -> QSize:
        return QSize(80, HEIGHT)

    def choose(self, value: Json) -> None:
        self.edited.emit(value)
        self.committed.emit()

    def step(self, count: float) -> None:
        if self.options:
            where = self.position + (1 if count > 0 else -1)
            self.choose(self.options[max(0, min(where, len(self.options) - 1))][1])

    def open_picker(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setMinimumWidth(self.width())
        for title, value in self.options:
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(not self._shown.mixed and same(value, self._shown.value))
            action.triggered.connect(lambda _checked=False, value=value: self.choose(value))
            if action.isChecked():
                menu.setActiveAction(action)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.open_picker()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = event.text().lower()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.open_picker()
        elif event.key() == Qt.Key.Key_Left:
            self.step(-1)
        elif event.key() == Qt.Key.Key_Right:
            self.step(1)
        elif letters.isalnum():
            self._jump(letters)
        else:
            super().keyPressEvent(event)

    def _jump(self, letter: str) -> None:
        """The next option that begins with the letter, round and round."""
        count = len(self.options)
        for offset in range(1, count + 1):
            title, value = self.options[(self.position + offset) % count]
            if title.lower().startswith(letter):
                self.choose(value)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        frame(painter, self)
        area = self.rect().adjusted(8, 0, -24, 0)
        text(painter, self, area, self.words, "muted" if self._shown.mixed else "text")
        sign = QRect(self.width() - 21, (self.height() - 16) // 2, 16, 16)
        icon("chevron-down", "muted").paint(painter, sign)
