"""Where the developer types Python: several lines, history, completion. GUI thread.

Knows no Python itself: whether an input is complete, and which names there are, is asked for.
"""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QWidget

from formwright.designer.ui.code_font import set_code_font

_INDENT = "    "
_MOST_LINES = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InputField(QPlainTextEdit):
    entered = Signal(str)
    interrupted = Signal()
    cleared = Signal()
    completion_wanted = Signal(str)
    older_wanted = Signal()
    newer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Python")
        self.setProperty("kind", "field")
        self.setTabChangesFocus(False)
        self.setPlaceholderText("Python. Tab completes, ↑ goes back.")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names = QStringListModel(self)
        self.completer = QCompleter(self._names, self)
        self.names = QListView()
        self.names.setAccessibleName("Names")
        self.completer.setPopup(self.names)
        self.completer.setWidget(self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.completer.activated.connect(self._insert_name)
        self.textChanged.connect(self._fit)
        self._fit()

    # -- what the page does

    def take(self, text: str) -> None:
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def continue_with(self, source: str) -> None:
        """The input is not complete: the next line, indented as the one above, or deeper after a colon."""
        last = source.rstrip("\n").rpartition("\n")[2]
        indent = last[: len(last) - len(last.lstrip())]
        if last.rstrip().endswith(":"):
            indent += _INDENT
        self.take(f"{source.rstrip(chr(10))}\n{indent}")

    def offer(self, asked: str, names: tuple[str, ...]) -> None:
        """Completes at once what is common to all names, and lists them when there are several."""
        if asked != self.text_before or not names:
            return
        word = self._word()
        common = _common_start(names)
        if len(common) > len(word):
            self.textCursor().insertText(common[len(word) :])
        if len(names) > 1:
            self._names.setStringList(list(names))
            self.completer.setCompletionPrefix(self._word())
            popup = self.names
            popup.setFont(self.font())
            popup.setCurrentIndex(self.completer.completionModel().index(0, 0))
            place = self.cursorRect()
            widest = max(QFontMetrics(self.font()).horizontalAdvance(name) for name in names)
            place.setWidth(min(widest + 48, 480))
            self.completer.complete(place)

    def set_code_font(self, font: QFont) -> None:
        self.setFont(font)
        set_code_font(self, font)
        self._fit()

    @property
    def text_before(self) -> str:
        cursor = self.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if self.names.isVisible() and key in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Escape):
            event.ignore()  # the list has it
            return
        if key in _ENTER and not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._enter(at_once=control)
        elif key == Qt.Key.Key_Tab:
            self._tab()
        elif key == Qt.Key.Key_Backtab:
            self.focusPreviousChild()
        elif control and key == Qt.Key.Key_C and not self.textCursor().hasSelection():
            self.interrupted.emit()
        elif control and key == Qt.Key.Key_L:
            self.cleared.emit()
        elif key == Qt.Key.Key_Up and not modifiers and self.textCursor().blockNumber() == 0:
            self.older_wanted.emit()
        elif key == Qt.Key.Key_Down and not modifiers and self._on_last_line():
            self.newer_wanted.emit()
        elif key == Qt.Key.Key_Backspace and self._unindents():
            for _ in range(len(_INDENT)):
                self.textCursor().deletePreviousChar()
        else:
            super().keyPressEvent(event)
            if self.names.isVisible():
                self.completer.setCompletionPrefix(self._word())
                if not self._word() or self.completer.completionCount() == 0:
                    self.names.hide()

    def _enter(self, *, at_once: bool) -> None:
        source = self.toPlainText()
        if not source.strip():
            self.clear()
            return
        if not at_once and not self._on_last_line():
            super().keyPressEvent(_plain_return())
            return
        if not self.text_before.strip():  # an empty line ends a block
            source = source.rstrip() + "\n"
        self.clear()
        self.entered.emit(source + "\n" if at_once else source)

    def _tab(self) -> None:
        if self.text_before.strip():
            self.completion_wanted.emit(self.text_before)
        else:
            self.textCursor().insertText(_INDENT)

    def _unindents(self) -> bool:
        before = self.text_before
        return bool(before) and not before.strip() and len(before) % len(_INDENT) == 0

    def _on_last_line(self) -> bool:
        return self.textCursor().blockNumber() == self.blockCount() - 1

    def _word(self) -> str:
        text = self.text_before
        start = len(text)
        while start and (text[start - 1].isalnum() or text[start - 1] in "_."):
            start -= 1
        return text[start:]

    def _insert_name(self, name: str) -> None:
        self.textCursor().insertText(name[len(self._word()) :])

    def _fit(self) -> None:
        """As high as what is typed, up to a few lines."""
        lines = min(max(self.blockCount(), 1), _MOST_LINES)
        margins = round(2 * self.document().documentMargin()) + 2 * self.frameWidth() + 6
        self.setFixedHeight(lines * QFontMetrics(self.font()).lineSpacing() + margins)


def _common_start(names: tuple[str, ...]) -> str:
    first, last = min(names), max(names)
    end = 0
    while end < min(len(first), len(last)) and first[end] == last[end]:
        end += 1
    return first[:end]


def _plain_return() -> QKeyEvent:
    return QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\n")
