"""The line of text that most editors are made of, and the editor with such a line. GUI thread.

A sign before the text (a swatch, an icon) and one after it (opens a picker) are painted and clicked here, and
are no widgets of their own: a panel has dozens of these.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.documentation import doc_of
from formwright.designer.forms.properties.editors.base import MIXED, Editor, Invalid, Surroundings, words_of
from formwright.designer.forms.properties.subject import Entry, Shown, same
from formwright.designer.ui.icons import icon
from formwright.designer.ui.variants import set_variant
from formwright.runtime.spec.app import Json

HEIGHT = 26
PATIENCE_MS = 700
"""While somebody types, what is no value yet is no mistake."""
Paint = Callable[[QPainter, QRect], None]


def is_history_key(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class Cell(QLineEdit):
    before_clicked = Signal()
    after_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "cell")
        self.setFixedHeight(HEIGHT)
        self._before: Paint | None = None
        self._after = ""

    def set_signs(self, before: Paint | None = None, after: str = "") -> None:
        self._before, self._after = before, after
        self.setTextMargins(22 if before else 0, 0, 20 if after else 0, 0)
        self.setMouseTracking(True)
        self.update()

    def before_rect(self) -> QRect:
        return QRect(5, (self.height() - 16) // 2, 16, 16) if self._before else QRect()

    def after_rect(self) -> QRect:
        return QRect(self.width() - 21, (self.height() - 16) // 2, 16, 16) if self._after else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        if self._before is not None:
            self._before(painter, self.before_rect())
        if self._after:
            icon(self._after, "muted").paint(painter, self.after_rect())

    def event(self, event: QEvent) -> bool:
        """What is typed is in the form already, and so is the history: Ctrl+Z is the form's."""
        if isinstance(event, QKeyEvent) and is_history_key(event):
            event.ignore()
            return event.type() == QEvent.Type.ShortcutOverride
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the row counts with them
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._over(event)
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        over = self._over(event) if event.button() == Qt.MouseButton.LeftButton and self.isEnabled() else None
        if over is None:
            super().mousePressEvent(event)
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            over()

    def _over(self, event: QMouseEvent) -> Callable[[], None] | None:
        place = event.position().toPoint()
        if self.before_rect().adjusted(-5, -5, 3, 5).contains(place):
            return self.before_clicked.emit
        return self.after_clicked.emit if self.after_rect().adjusted(-3, -5, 5, 5).contains(place) else None


class LineEditor(Editor):
    """A value that is entered as one line of text. Its kinds say how it is read and written."""

    live = True

    def __init__(self) -> None:
        super().__init__()
        self.field = Cell()
        self.setFocusProxy(self.field)
        self._shown = Shown(None)
        self._dirty = False  # the text is not what `_shown` says, but what somebody entered
        self._keeps_text = False
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(PATIENCE_MS)
        self._waiting.timeout.connect(self._complain)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        self.field.textEdited.connect(self._on_edited)
        self.field.editingFinished.connect(self._on_finished)
        self.field.before_clicked.connect(self.open_picker)
        self.field.after_clicked.connect(self.open_picker)

    # --- what the kinds say

    def read(self, text: str) -> Json:
        """The value, or UNSET. Raises Invalid."""
        return text

    def write(self, value: Json) -> str:
        return "" if value is None else str(value)

    def empty_words(self) -> str:
        """Faint text where there is no value."""
        return ""

    # --- editor

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        super().show_entry(entry, surroundings)
        self.field.setAccessibleName(words_of(entry))

    def show_value(self, shown: Shown) -> None:
        before, self._shown = self._shown, shown
        if self._keeps_text:
            return
        if self._dirty and (self._is_entered(shown) or self._is_the_same(before, shown)):
            return
        self._dirty = False
        self._set_reason("")
        self.field.setPlaceholderText(MIXED if shown.mixed else self.empty_words())
        text = "" if shown.mixed else self.write(shown.value)
        if self.field.text() != text:
            caret = self.field.cursorPosition()
            self.field.setText(text)
            if self.field.hasFocus():
                self.field.setCursorPosition(min(caret, len(text)))
            else:
                self.field.setCursorPosition(0)

    def _is_entered(self, shown: Shown) -> bool:
        """The text means the value: nobody wants `1.` to become `1` while typing."""
        try:
            value = self.read(self.field.text())
        except Invalid:
            return False
        default = self.entry.spec.default if self.entry else None
        return not shown.mixed and same(default if value is UNSET else value, shown.value)

    @staticmethod
    def _is_the_same(before: Shown, now: Shown) -> bool:
        return before.mixed == now.mixed and same(before.value, now.value)

    def forget(self) -> None:
        self._waiting.stop()
        self._dirty = False
        self._set_reason("")

    @property
    def shown(self) -> Shown:
        return self._shown

    def choose(self, value: Json) -> None:
        """What a picker does: the value is whole."""
        self._dirty = False
        self.edited.emit(value)
        self.committed.emit()

    @property
    def is_dirty(self) -> bool:
        return self._dirty

    @property
    def is_invalid(self) -> bool:
        """What is entered is no value."""
        if self._dirty:
            try:
                self.read(self.field.text())
            except Invalid:
                return True
        return False

    def restore(self) -> None:
        """Esc: the text is what the value says."""
        self._dirty = False
        self.show_value(self._shown)

    def focus_target(self) -> QWidget:
        return self.field

    def set_editable(self, editable: bool) -> None:
        self.field.setReadOnly(not editable)

    def enter(self, text: str) -> None:
        """As if it had been typed: what pickers do."""
        self.field.setText(text)
        self._on_edited(text)
        self._on_finished()

    # --- entering

    def _on_edited(self, text: str) -> None:
        self._dirty = True
        try:
            value = self.read(text)
        except Invalid:
            self._waiting.start()
            return
        self._waiting.stop()
        self._set_reason("")
        self.edited.emit(value)

    def _on_finished(self) -> None:
        if not self._dirty:
            return
        try:
            self.read(self.field.text())
        except Invalid:
            self._complain()
            return
        self._dirty = False
        self.committed.emit()
        self.show_value(self._shown)

    def _complain(self) -> None:
        self._waiting.stop()
        try:
            self.read(self.field.text())
        except Invalid as error:
            self._set_reason(str(error))
            self._keeps_text = True  # it is there to be mended
            self.withdrawn.emit()
            self._keeps_text = False

    def _set_reason(self, reason: str) -> None:
        set_variant(self.field, "invalid", "true" if reason else "")
        self.field.setAccessibleDescription(reason or (doc_of(self.entry.spec) if self.entry else ""))
        self.refused.emit(reason)
