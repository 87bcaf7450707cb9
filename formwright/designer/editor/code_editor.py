"""Editing code: what keys and the mouse do to the text. It knows no documents or files. GUI thread.

Built on `ScintillaView`; the decisions themselves are pure modules beside it (`pairs`, `indentation`,
`comments`, `completion`). Keys it answers are claimed before window shortcuts, so Ctrl+D means "next match"
here whatever it means elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from formwright.designer.editor.comments import toggle_comment
from formwright.designer.editor.completion import CompletionRequest, CompletionSource
from formwright.designer.editor.indentation import clause_indent, indent_after
from formwright.designer.editor.languages import Language
from formwright.designer.editor.pairs import closing, prefix_of_string, wants_closing
from formwright.designer.editor.schemes import Scheme
from formwright.designer.editor.scintilla import AUTO_CLOSED, MARK_FLASH, Edit, ScintillaView
from formwright.designer.ui.code_font import installed_family

_CLOSERS = ")]}'\""
_FLASH_MILLISECONDS = 900
_ZOOM = (-6, 24)
_PORTABLE = QKeySequence.SequenceFormat.PortableText


def _portable(keys: str) -> str:
    return QKeySequence(keys).toString(_PORTABLE)


class CodeEditor(ScintillaView):
    zoom_wanted = Signal(int)
    """Steps by which to change the zoom, 0 to reset it: all editors zoom together."""

    def __init__(
        self, language: Language, completions: CompletionSource | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.language = language
        self.path = ""
        self._completions = completions
        self._keys: dict[str, Callable[[], object]] = {}
        self._command_keys: dict[str, str] = {}
        self._command_actions: dict[str, Callable[[], object]] = {}
        self._keys_of_others: frozenset[str] = frozenset()
        self._flash = QTimer(self, singleShot=True, interval=_FLASH_MILLISECONDS)
        self._flash.timeout.connect(lambda: self.set_line_mark(MARK_FLASH, ()))
        self._caret_line = 0
        self.set_language(language)
        self.setAccessibleName("Code editor")
        self.typed.connect(self._on_typed)
        self.caret_moved.connect(self._on_caret_moved)
        for keys, name, action in (
            ("Ctrl+/", "comment", self.toggle_comment),
            ("Alt+Up", "move_up", lambda: self.move_lines(-1)),
            ("Alt+Down", "move_down", lambda: self.move_lines(1)),
            ("Shift+Alt+Down", "duplicate", self.duplicate_lines),
            ("Ctrl+D", "next_match", self.select_next_match),
            ("Ctrl+Shift+L", "all_matches", self.select_all_matches),
            ("Ctrl+L", "select_line", self.select_line),
            ("Ctrl+Shift+K", "delete_lines", self.delete_lines),
            ("Ctrl+Space", "complete", lambda: self.complete(asked=True)),
            ("Ctrl+=", "zoom_in", lambda: self.zoom_wanted.emit(1)),
            ("Ctrl++", "", lambda: self.zoom_wanted.emit(1)),
            ("Ctrl+-", "zoom_out", lambda: self.zoom_wanted.emit(-1)),
            ("Ctrl+0", "zoom_reset", lambda: self.zoom_wanted.emit(0)),
        ):
            self.bind(keys, action, name)

    def bind(self, keys: str, action: Callable[[], object], command: str = "") -> None:
        """`command` is the name of the command of the editor that does it and says its keys."""
        if command:
            self._command_actions[command] = action
            self._command_keys[_portable(keys)] = command
        else:
            self._keys[_portable(keys)] = action

    def use_keys(self, own: Mapping[str, str], others: Collection[str]) -> None:
        """`own`: the keys of the editor's commands by name; `others`: those of commands of the window."""
        self._command_keys = {
            _portable(keys): name for name, keys in own.items() if keys and name in self._command_actions
        }
        self._keys_of_others = frozenset(map(_portable, others))

    def set_look_of(self, scheme: Scheme, font: QFont) -> None:
        self.set_look(scheme, installed_family(font), font.pointSizeF())

    def zoom_to(self, level: int) -> None:
        self.setZoom(max(_ZOOM[0], min(level, _ZOOM[1])))
        self._number_digits = 0
        self._fit_numbers()

    # -- Qt events

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._action_for(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._action_for(event)
        if action is not None:
            action()
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.has_typed_the_completion():
            self.autoCCancel()  # the whole word is there: Enter means a new line
        if event.key() == Qt.Key.Key_Escape and not self.autoCActive() and self.carets() > 1:
            self.setEmptySelection(self.currentPos())
            event.accept()
            return
        if self._surround(event.text()) or (event.key() == Qt.Key.Key_Backspace and self._delete_pair()):
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        only_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if only_alt and event.button() == Qt.MouseButton.LeftButton:
            position = self.positionFromPoint(event.position().toPoint().x(), event.position().toPoint().y())
            self.addSelection(position, position)
            return
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def _action_for(self, event: QKeyEvent) -> Callable[[], object] | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        found = self._bound(QKeyCombination(modifiers, Qt.Key(event.key())))
        if found is None and not event.text().isalpha() and 0x20 < event.key() < 0x41:
            # "/" or "+" may need Shift on this keyboard.
            without = modifiers & ~Qt.KeyboardModifier.ShiftModifier
            found = self._bound(QKeyCombination(without, Qt.Key(event.key())))
        return found

    def _bound(self, pressed: QKeyCombination) -> Callable[[], object] | None:
        keys = QKeySequence(pressed).toString(_PORTABLE)
        if (command := self._command_keys.get(keys)) is not None:
            return self._command_actions[command]
        return None if keys in self._keys_of_others else self._keys.get(keys)

    # -- typing

    def _on_typed(self, character: str) -> None:
        if self.readOnly() or self.carets() > 1:
            return
        if character in "\r\n":
            self._indent_new_line()
        elif not self._type_over(character):
            self._close_pair(character)
        if character == ":":
            self._dedent_clause()
        if (character.isalnum() or character in "_.") and not self.autoCActive():
            self.complete(asked=False)

    def _indent_new_line(self) -> None:
        position = self.currentPos()
        line = self.lineFromPosition(position)
        if line == 0 or self.character_before(position) not in ("\n", "\r", "\r\n"):
            return
        before = self.line_text(line - 1)
        indent = indent_after(before, self.lineIndentation(line - 1), self.language)
        opening, following = before.rstrip()[-1:], self.character_after(position)
        if opening in tuple("([{") and closing(opening, self.language.pairs) == following:
            # Return between two brackets: the closing one gets a line of its own.
            self.insertText(position, self.line_ending())
            self.setLineIndentation(line + 1, self.lineIndentation(line - 1))
        self.setLineIndentation(line, indent)
        self.gotoPos(self.lineIndentPosition(line))

    def _type_over(self, character: str) -> bool:
        position = self.currentPos()
        if character not in _CLOSERS or not self.is_marked(AUTO_CLOSED, position):
            return False
        if self.character_after(position) != character:
            return False
        self.deleteRange(position, 1)
        return True

    def _close_pair(self, character: str) -> None:
        position = self.currentPos()
        start = position - len(character.encode())
        line_start = self.positionFromLine(self.lineFromPosition(position))
        before = self.text_between(line_start, start)
        if character in "'\"":
            before_prefix = before.removesuffix(prefix_of_string(before))
            previous = line_start + len(before_prefix.encode()) - 1
            in_literal = bool(before_prefix) and before_prefix[-1] not in "'\"" and self.is_literal(previous)
        else:
            in_literal = self.is_literal(start)
        text = wants_closing(
            character,
            before,
            self.character_after(position),
            in_literal=in_literal,
            allowed=self.language.pairs,
        )
        if text:
            self.insertText(position, text)
            self.mark_more(AUTO_CLOSED, position, position + len(text))

    def _delete_pair(self) -> bool:
        position = self.currentPos()
        if self.carets() > 1 or not self.selectionEmpty() or not self.is_marked(AUTO_CLOSED, position):
            return False
        before, after = self.character_before(position), self.character_after(position)
        if not after or closing(before, self.language.pairs) != after:
            return False
        self.apply_edits([Edit(position - 1, position + 1, "")])
        return True

    def _surround(self, text: str) -> bool:
        partner = closing(text, self.language.pairs) if len(text) == 1 else ""
        if not partner or self.readOnly() or self.selectionEmpty():
            return False
        spans = [(self.selectionNStart(n), self.selectionNEnd(n)) for n in range(self.carets())]
        self.apply_edits(
            edit for start, end in spans for edit in (Edit(start, start, text), Edit(end, end, partner))
        )
        spans.sort()
        for number, (start, end) in enumerate(spans):
            shift = 2 * number + 1
            if number == 0:
                self.setSelection(end + shift, start + shift)
            else:
                self.addSelection(end + shift, start + shift)
        return True

    def _dedent_clause(self) -> None:
        line = self.lineFromPosition(self.currentPos())
        if self.currentPos() != self.lineEndPosition(line):
            return
        indent = self.lineIndentation(line)
        above = [
            (self.lineIndentation(n), self.line_text(n)) for n in range(line - 1, max(-1, line - 400), -1)
        ]
        wanted = clause_indent(self.line_text(line), indent, above, self.language)
        if wanted != indent:
            self.setLineIndentation(line, wanted)

    def _on_caret_moved(self) -> None:
        line = self.lineFromPosition(self.currentPos())
        if line != self._caret_line:
            self._caret_line = line
            self.mark_ranges(AUTO_CLOSED, ())

    # -- completion

    def complete(self, *, asked: bool) -> None:
        if self._completions is None or self.readOnly():
            return
        position = self.currentPos()
        if not asked and self.is_literal(position - 1):
            return
        line_start = self.positionFromLine(self.lineFromPosition(position))
        answer = self._completions.complete(
            CompletionRequest(self.path, self.get_text(), self.text_between(line_start, position), asked)
        )
        if answer.words:
            typed = self.text_between(line_start, position)[-answer.typed_length :]
            self.show_completions(len(typed.encode()) if answer.typed_length else 0, answer.words)

    # -- actions

    def toggle_comment(self) -> None:
        if self.language.comment is None or self.readOnly():
            return
        rows = self.selected_lines()
        lines = [self.line_text(row) for row in rows]
        self._replace_rows(rows, lines, toggle_comment(lines, self.language.comment))

    def _replace_rows(self, rows: range, before: list[str], after: list[str]) -> None:
        """Changes only what differs in each line, so that the carets stay where they are."""
        edits = []
        for row, old, new in zip(rows, before, after, strict=True):
            start = self.positionFromLine(row)
            head = _common_prefix(old, new)
            tail = _common_prefix(old[head:][::-1], new[head:][::-1])
            if old != new:
                first = start + len(old[:head].encode())
                last = start + len(old[: len(old) - tail].encode())
                edits.append(Edit(first, last, new[head : len(new) - tail]))
        self.apply_edits(edits)

    def move_lines(self, by: int) -> None:
        rows = self.selected_lines()
        if self.readOnly() or rows.start + by < 0 or rows.stop + by > self.lineCount():
            return
        # Scintilla selects what it moved, so caret and anchor are put back by line and offset.
        places = [
            (self.lineFromPosition(place) + by, place - self.positionFromLine(self.lineFromPosition(place)))
            for place in (self.anchor(), self.currentPos())
        ]
        (self.moveSelectedLinesUp if by < 0 else self.moveSelectedLinesDown)()
        self.setSel(*(self.positionFromLine(row) + offset for row, offset in places))

    def duplicate_lines(self) -> None:
        if not self.readOnly():
            self.selectionDuplicate() if not self.selectionEmpty() else self.lineDuplicate()

    def delete_lines(self) -> None:
        if not self.readOnly():
            self.lineDelete()

    def select_line(self) -> None:
        rows = self.selected_lines()
        self.setSel(self.positionFromLine(rows.start), self.positionFromLine(rows.stop))

    def select_next_match(self) -> None:
        """The first time the word at the caret, then one more caret at the next place that reads the same."""
        self._match_exactly()
        self.multipleSelectAddNext()

    def select_all_matches(self) -> None:
        self._match_exactly()
        if self.selectionEmpty():
            self.multipleSelectAddNext()
        self.multipleSelectAddEach()

    def _match_exactly(self) -> None:
        self.targetWholeDocument()
        self.match_case_in_searches()

    def go_to(self, line: int, column: int = 0, *, flash: bool = False) -> None:
        position = self.position_at(line, column)
        row = self.lineFromPosition(position)
        self.ensureVisible(row)
        self.setEmptySelection(position)
        visible = self.linesOnScreen()
        display = self.visibleFromDocLine(row)
        top = self.firstVisibleLine()
        if not top + 2 <= display <= top + visible - 3:
            self.setFirstVisibleLine(max(0, display - visible // 3))
        self.scrollCaret()
        if flash:
            self.set_line_mark(MARK_FLASH, [row])
            self._flash.start()

    def select_range(self, start: int, end: int) -> None:
        self.setSel(start, end)
        self.reveal(end)

    def replace_text(self, text: str) -> None:
        """The text as another program wrote it, as one step of undo that touches only what differs."""
        old = self.get_text()
        if old == text:
            return
        head = _common_prefix(old, text)
        tail = _common_prefix(old[head:][::-1], text[head:][::-1])
        start = len(old[:head].encode())
        end = len(old[: len(old) - tail].encode())
        read_only = self.readOnly()
        self.setReadOnly(False)
        self.apply_edits([Edit(start, end, text[head : len(text) - tail])])
        self.setReadOnly(read_only)


def _common_prefix(first: str, second: str) -> int:
    """Characters both begin with: by halves, because a loop over half a megabyte would be felt."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
