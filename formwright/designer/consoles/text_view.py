"""The text of one console: fast with a hundred thousand rows, links, folded tracebacks, filter. GUI thread.

Lines arrive in any number; they are inserted in batches so that a program that prints without end cannot
hold up the window.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QMouseEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from formwright.designer.consoles.rendering import Row, Span, rows_of
from formwright.designer.core.console import Line
from formwright.designer.core.locations import Location
from formwright.designer.ui.theme import tokens

LIMIT = 100_000
_BATCH = 1500
_PAUSE_MILLISECONDS = 25
_FOLD = "fold:"
_OPEN, _CLOSED = "▾", "▸"


class TextView(QPlainTextEdit):
    location_clicked = Signal(Location)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: deque[Line] = deque(maxlen=LIMIT)
        self._waiting: deque[Line] = deque(maxlen=LIMIT)
        self._filter = ""
        self._following = True
        self._unfinished = ""
        self._folds = 0
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setMaximumBlockCount(LIMIT)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(name)
        self.setFrameStyle(0)
        self.document().setDocumentMargin(8)
        self.viewport().setMouseTracking(True)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._later.timeout.connect(self._insert_batch)
        # The bar tells of an action before it has moved.
        self._follow_later = QTimer(self, singleShot=True, interval=0)
        self._follow_later.timeout.connect(self._note_following)
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self._follow_later.start())

    # -- lines

    def append_lines(self, lines: Iterable[Line]) -> None:
        lines = tuple(lines)
        self._lines.extend(lines)
        self._waiting.extend(line for line in lines if self._passes(line))
        if not self._later.isActive():
            self._later.start()

    def clear_lines(self) -> None:
        self._lines.clear()
        self._start_over()

    def set_filter(self, text: str) -> None:
        """Only lines that contain the text, whatever its case."""
        if text.casefold() != self._filter:
            self._filter = text.casefold()
            self.show_again()

    def show_again(self) -> None:
        """All lines anew: the filter or the colours are others."""
        self._start_over()
        self._waiting.extend(line for line in self._lines if self._passes(line))
        self._insert_batch()

    def copy_text(self) -> None:
        """What is selected, or all."""
        cursor = self.textCursor()
        text = cursor.selection().toPlainText() if cursor.hasSelection() else self.toPlainText()
        QGuiApplication.clipboard().setText(text)

    @property
    def settled(self) -> bool:
        return not self._waiting

    @property
    def following(self) -> bool:
        """Whether new lines scroll into view: until the user scrolls up, and again at the end."""
        return self._following

    def follow(self) -> None:
        self._following = True
        self._scroll_to_end()

    def _start_over(self) -> None:
        self._waiting.clear()
        self.clear()
        self._unfinished = ""
        self._following = True

    def _passes(self, line: Line) -> bool:
        return (
            not self._filter or self._filter in line.text.casefold() or self._filter in line.detail.casefold()
        )

    def _insert_batch(self) -> None:
        if not self._waiting:
            return
        batch = [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))]
        scroll = self.verticalScrollBar()
        at = scroll.value()
        self.setUpdatesEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for line in batch:
            self._insert_line(cursor, line)
        cursor.endEditBlock()
        self.setUpdatesEnabled(True)
        if self._following:
            self._scroll_to_end()
        else:
            scroll.setValue(at)
        if self._waiting:
            self._later.start()

    def _insert_line(self, cursor: QTextCursor, line: Line) -> None:
        continues = bool(self._unfinished) and self._unfinished == line.stream
        for row in rows_of(line):
            self._insert_row(cursor, row, continues=continues)
            continues = False
        ends = line.stream in ("error", "note", "input") or line.text.endswith(("\n", "\r"))
        self._unfinished = "" if ends else line.stream

    def _insert_row(self, cursor: QTextCursor, row: Row, *, continues: bool) -> None:
        if not continues and not self.document().isEmpty():
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        if row.folds:
            self._folds += 1
        for span in row.spans:
            cursor.insertText(span.text, self._format(span, row))
        block = cursor.block()
        block.setUserState(self._folds if row.folded else -1)
        if row.folded:
            block.setVisible(False)

    def _format(self, span: Span, row: Row) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(QColor(tokens().role(span.role)))
        if span.bold:
            form.setFontWeight(QFont.Weight.DemiBold)
        if span.location is not None:
            form.setAnchor(True)
            form.setAnchorHref(str(span.location))
            form.setFontUnderline(True)
        elif row.folds:
            form.setAnchor(True)
            form.setAnchorHref(f"{_FOLD}{self._folds}")
        return form

    # -- scrolling

    def _scroll_to_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _note_following(self) -> None:
        bar = self.verticalScrollBar()
        self._following = bar.value() >= bar.maximum() - 1

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._note_following()

    # -- links and folds

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = bool(self.anchorAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        target = self.anchorAt(event.position().toPoint())
        if target.startswith(_FOLD):
            self._toggle_fold(int(target.removeprefix(_FOLD)), event)
        elif target:
            self.location_clicked.emit(_location(target))

    def _toggle_fold(self, number: int, event: QMouseEvent) -> None:
        head = self.cursorForPosition(event.position().toPoint()).block()
        opening = _CLOSED in head.text()
        cursor = QTextCursor(head)
        column = head.text().index(_CLOSED if opening else _OPEN)
        cursor.setPosition(head.position() + column + 1)
        form = cursor.charFormat()
        cursor.setPosition(head.position() + column, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(_OPEN if opening else _CLOSED, form)
        last = head
        for block in _folded_under(head, number):
            block.setVisible(opening)
            last = block
        self.document().markContentsDirty(head.position(), last.position() + last.length() - head.position())
        # The layout counts lines of hidden blocks until it is asked to look again.
        self.document().documentLayout().documentSizeChanged.emit(
            self.document().documentLayout().documentSize()
        )
        self.viewport().update()


def _folded_under(head: QTextBlock, number: int) -> Iterator[QTextBlock]:
    block = head.next()
    while block.isValid() and block.userState() == number:
        yield block
        block = block.next()


def _location(text: str) -> Location:
    path, line, column = (*text.split(":"), "0", "0")[:3]
    return Location(path, int(line), int(column))
