"""Find and replace in one editor: the bar above the text. GUI thread."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from formwright.designer.editor.code_editor import CodeEditor
from formwright.designer.editor.scintilla import FOUND, Edit
from formwright.designer.editor.search import MOST, Hit, Query, SearchError, find_all
from formwright.designer.ui.icons import icon

_PAUSE_MILLISECONDS = 120


class FindBar(QWidget):
    def __init__(self, editor: CodeEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._hits: Sequence[Hit] = ()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.needle = self._field("Find", "Text to find")
        self.replacement = self._field("Replace with", "Text to put in its place")
        self.count = QLabel()
        self.count.setProperty("kind", "muted")
        self.count.setMinimumWidth(110)
        self.case = self._toggle("format-letter-case", "Match case")
        self.word = self._toggle("format-letter-matches", "Whole words")
        self.regex = self._toggle("regex", "Regular expression, as in Python's re")
        self.replace_one_button = QPushButton("Replace")
        self.replace_all_button = QPushButton("Replace all")
        self.replace_one_button.clicked.connect(self.replace_one)
        self.replace_all_button.clicked.connect(self.replace_all)
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._later.timeout.connect(self._search)
        self.needle.textChanged.connect(lambda _text: self._search(move=True))
        editor.edited.connect(self._on_edited)
        self.hide()

    def _field(self, placeholder: str, name: str) -> QLineEdit:
        field = QLineEdit(placeholderText=placeholder)
        field.setAccessibleName(name)
        field.setClearButtonEnabled(True)
        field.installEventFilter(self)
        return field

    def _toggle(self, symbol: str, title: str) -> QToolButton:
        button = self._button(symbol, title, lambda: self._search(move=True))
        button.setCheckable(True)
        return button

    def _button(self, symbol: str, title: str, action: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(symbol))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.clicked.connect(lambda: action())
        return button

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        for widget in (
            self.case,
            self.word,
            self.regex,
            self._button("arrow-up", "Previous match (Shift+F3)", self.find_previous),
            self._button("arrow-down", "Next match (F3)", self.find_next),
            self.count,
        ):
            first.addWidget(widget)
        first.addStretch(1)
        first.addWidget(self._button("close", "Close (Esc)", self.close_bar))
        second = QHBoxLayout()
        second.addWidget(self.replace_one_button)
        second.addWidget(self.replace_all_button)
        second.addStretch(1)
        self._second = QWidget()
        self._second.setLayout(second)
        for row in (first, second):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.setSpacing(6)
        grid.addWidget(self.needle, 0, 0)
        grid.addLayout(first, 0, 1)
        grid.addWidget(self.replacement, 1, 0)
        grid.addWidget(self._second, 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)

    # -- opening and closing

    def open_bar(self, *, replace: bool) -> None:
        """With the selected text, unless it spans lines."""
        selected = self._editor.selected_text()
        if selected and "\n" not in selected and "\r" not in selected:
            self.needle.setText(selected)
        can_replace = replace and not self._editor.readOnly()
        self.replacement.setVisible(can_replace)
        self._second.setVisible(can_replace)
        self.show()
        self.needle.setFocus()
        self.needle.selectAll()
        self._search()

    def close_bar(self) -> None:
        self.hide()
        self._editor.mark_ranges(FOUND, ())
        QWidget.setFocus(self._editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched is self.replacement:
            self.replace_one()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            (self.find_previous if shift else self.find_next)()
        else:
            return super().eventFilter(watched, event)
        return True

    # -- finding

    def query(self) -> Query:
        return Query(self.needle.text(), self.case.isChecked(), self.word.isChecked(), self.regex.isChecked())

    def find_next(self) -> None:
        self._step(forward=True)

    def find_previous(self) -> None:
        self._step(forward=False)

    def _on_edited(self) -> None:
        if self.isVisible():
            self._later.start()

    def _search(self, *, move: bool = False) -> None:
        self._later.stop()
        try:
            self._hits = find_all(self.query(), self._editor.get_text())
        except SearchError as error:
            self._hits = ()
            self._show_error(str(error))
        else:
            self._show_error("")
        self._editor.mark_ranges(FOUND, [(hit.start, hit.end) for hit in self._hits])
        if move and self._hits:
            start = self._editor.selectionStart()
            index = bisect.bisect_left([hit.start for hit in self._hits], start) % len(self._hits)
            self._select(index)
        self._show_count()

    def _step(self, *, forward: bool) -> None:
        self._search()
        if not self._hits:
            return
        starts = [hit.start for hit in self._hits]
        if forward:
            here = self._editor.selectionEnd()
            index = bisect.bisect_left(starts, here)
            if not self._editor.selectionEmpty() or index < len(starts):
                index %= len(starts)
        else:
            index = bisect.bisect_left(starts, self._editor.selectionStart()) - 1
        self._select(index % len(starts))
        self._show_count()

    def _select(self, index: int) -> None:
        hit = self._hits[index]
        self._editor.select_range(hit.start, hit.end)

    def _current(self) -> int | None:
        span = (self._editor.selectionStart(), self._editor.selectionEnd())
        return next((n for n, hit in enumerate(self._hits) if (hit.start, hit.end) == span), None)

    def _show_count(self) -> None:
        if self.needle.property("invalid"):
            return
        if not self.needle.text():
            self.count.setText("")
            return
        total = f"{len(self._hits):,}" + ("+" if len(self._hits) >= MOST else "")
        current = self._current()
        if not self._hits:
            self.count.setText("No results")
        elif current is None:
            self.count.setText(f"{total} found")
        else:
            self.count.setText(f"{current + 1:,} of {total}")

    def _show_error(self, message: str) -> None:
        if bool(self.needle.property("invalid")) != bool(message):
            self.needle.setProperty("invalid", bool(message))
            self.needle.style().polish(self.needle)
        self.needle.setToolTip(message)
        if message:
            self.count.setText(message)

    # -- replacing

    def replace_one(self) -> None:
        self._search()
        current = self._current()
        if current is not None and not self._editor.readOnly():
            hit = self._hits[current]
            try:
                text = hit.replacement(self.query(), self.replacement.text())
            except SearchError as error:
                self.count.setText(str(error))
                return
            self._editor.apply_edits([Edit(hit.start, hit.end, text)])
            self._editor.setEmptySelection(hit.start + len(text.encode()))
        self.find_next()

    def replace_all(self) -> None:
        if self._editor.readOnly():
            return
        query, template = self.query(), self.replacement.text()
        try:
            hits = find_all(query, self._editor.get_text(), None)
            edits = [Edit(hit.start, hit.end, hit.replacement(query, template)) for hit in hits]
        except SearchError as error:
            self.count.setText(str(error))
            return
        self._editor.apply_edits(edits)
        self._search()
        self.count.setText(f"{len(edits):,} replaced")
