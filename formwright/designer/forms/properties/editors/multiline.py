"""Text of several lines: a field that grows, and a window for long ones. GUI thread.

Enter ends it, as in the other fields; Shift+Enter begins a new line.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from formwright.designer.forms.properties.editors.base import MIXED, Editor, Surroundings, words_of
from formwright.designer.forms.properties.editors.cell import HEIGHT, is_history_key
from formwright.designer.forms.properties.editors.text_window import TextWindow
from formwright.designer.forms.properties.subject import Entry, Shown
from formwright.designer.ui.icons import icon

MOST_LINES = 7


class _Area(QPlainTextEdit):
    finished = Signal()
    enlarge = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "cell")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, 0, 18, 0)

    def button_rect(self) -> QRect:
        return QRect(self.width() - 21, 5, 16, 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.finished.emit()
        elif enter:
            self.insertPlainText("\n")
        elif event.key() == Qt.Key.Key_Escape or self._leaves(event):
            event.ignore()  # the row goes on to another one
        else:
            super().keyPressEvent(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Up in the first line, down in the last one."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return True
        moves = {Qt.Key.Key_Up: QTextCursor.MoveOperation.Up, Qt.Key.Key_Down: QTextCursor.MoveOperation.Down}
        move = moves.get(Qt.Key(event.key()))
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return move is not None and plain and not self.textCursor().movePosition(move)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit()

    def event(self, event: QEvent) -> bool:
        """The frame around the text has a sign that opens the window; Ctrl+Z is the form's."""
        if isinstance(event, QKeyEvent) and is_history_key(event):
            event.ignore()
            return event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QMouseEvent) and self.button_rect().contains(event.position().toPoint()):
            if event.type() == QEvent.Type.MouseButtonRelease:
                self.enlarge.emit()
            return True
        if isinstance(event, QPaintEvent):
            shown = super().event(event)
            painter = QPainter(self)
            icon("arrow-expand", "muted").paint(painter, self.button_rect().adjusted(1, 1, -1, -1))
            return shown
        return super().event(event)


class MultilineEditor(Editor):
    live = True

    def __init__(self) -> None:
        super().__init__()
        self.area = _Area()
        self.setFocusProxy(self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self._shown = Shown(None)
        self._filling = False
        self._dirty = False
        self.area.textChanged.connect(self._on_changed)
        self.area.finished.connect(self._on_finished)
        self.area.enlarge.connect(self.open_picker)
        self.area.installEventFilter(self)
        self._fit()

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        super().show_entry(entry, surroundings)
        self.area.setAccessibleName(words_of(entry))

    def show_value(self, shown: Shown) -> None:
        self._shown = shown
        words = "" if shown.mixed or shown.value is None else str(shown.value)
        self.area.setPlaceholderText(MIXED if shown.mixed else "")
        if self.area.toPlainText() != words:
            self._filling = True
            place = self.area.textCursor().position()
            self.area.setPlainText(words)
            cursor = self.area.textCursor()
            cursor.setPosition(min(place, len(words)) if self.area.hasFocus() else 0)
            self.area.setTextCursor(cursor)
            self._filling = False
        self._fit()

    def focus_target(self) -> QWidget:
        return self.area

    def set_editable(self, editable: bool) -> None:
        self.area.setReadOnly(not editable)

    def forget(self) -> None:
        self._dirty = False

    def open_picker(self) -> None:
        title = words_of(self.entry)
        window = TextWindow(self, title, self.area.toPlainText(), html=False)
        window.edited.connect(self._take)
        window.finished.connect(lambda _result: self.committed.emit())
        window.open()

    def _take(self, words: str) -> None:
        self.edited.emit(words)

    def _on_changed(self) -> None:
        self._fit()
        if not self._filling:
            self._dirty = True
            self.edited.emit(self.area.toPlainText())

    def _on_finished(self) -> None:
        if self._dirty:
            self._dirty = False
            self.committed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As tall as the text, within reason."""
        lines = max(1, min(MOST_LINES, round(self.area.document().size().height())))
        line = self.area.fontMetrics().lineSpacing()
        height = max(HEIGHT, lines * line + 10)
        if self.area.height() != height or self.maximumHeight() != height:
            self.area.setFixedHeight(height)
            self.setFixedHeight(height)
        more = self.area.document().size().height() > MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.area.setVerticalScrollBarPolicy(policy)
