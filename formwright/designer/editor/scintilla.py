"""The only module that touches the Scintilla binding: a text view with neutral names and real types.

It configures Scintilla and hides its habits (byte positions, BGR colours, `str`-only arguments with byte
lengths; the rest of the quirks are told where they matter). It decides nothing about editing: that is
`code_editor`. Another text widget could take its place. GUI thread.

Positions are byte offsets into the UTF-8 text, as in Scintilla; lines count from 0 here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# PySide6.QtWidgets has to be loaded before the binding: its wheel has no run path to Qt's libraries.
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

# isort: split
from lexilla import create_lexer  # type: ignore[import-untyped]  # the wheel has no py.typed
from lexilla.pyside6_scintilla import set_lexer  # type: ignore[import-untyped]  # likewise
from pyside6_scintilla import Scintilla, ScintillaEdit

from formwright.designer.editor.languages import PLAIN, Language
from formwright.designer.editor.schemes import Scheme

MARK_ERROR, MARK_WARNING, MARK_FLASH = 1, 2, 3
# Indicators 0-7 belong to lexers.
SQUIGGLE_ERROR, SQUIGGLE_WARNING, FOUND, AUTO_CLOSED, COMPONENT = 8, 9, 10, 11, 12
_STYLE_ERROR_NOTE, _STYLE_WARNING_NOTE = 64, 65
_NUMBERS, _SYMBOLS, _FOLDS, _CHANGES = 0, 1, 2, 3
_FOLD_MARKS = 0xFE000000
_HISTORY_MARKS = 0x01E00000
_INSERTED_OR_DELETED = 3
_SELECTION_MOVED = 3


@dataclass(frozen=True)
class Edit:
    start: int
    end: int
    text: str


def _bgr(colour: str) -> int:
    return int(colour[1:3], 16) | int(colour[3:5], 16) << 8 | int(colour[5:7], 16) << 16


def _opaque(colour: str) -> int:
    return _bgr(colour) | 0xFF << 24


class ScintillaView(ScintillaEdit):
    edited = Signal()
    caret_moved = Signal()
    typed = Signal(str)
    zoomed = Signal(int)
    rested_on = Signal(int)
    completion_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code")
        self.setFrameStyle(0)
        # Without it, the corner between the scroll bars is drawn as a raised button.
        self.setCornerWidget(QWidget())
        self._language = PLAIN
        self._scheme: Scheme | None = None
        self._number_digits = 0
        self.setCodePage(Scintilla.CpUtf8)
        self._configure_margins()
        self._configure_editing()
        self._configure_completion()
        self.charAdded.connect(lambda code: self.typed.emit(chr(code)))
        self.modified.connect(self._on_modified)
        self.updateUi.connect(self._on_update)
        self.dwellStart.connect(self._on_dwell)
        self.dwellEnd.connect(self._on_dwell_end)
        self.linesAdded.connect(self._fit_numbers)
        self.autoCompleteSelection.connect(lambda _position, text: self.completion_chosen.emit(str(text)))

    # -- set-up

    def _configure_margins(self) -> None:
        symbol = Scintilla.MarkerSymbol
        self.setMargins(4)
        self.setMarginTypeN(_NUMBERS, Scintilla.MarginType.Number)
        for margin, mask, width in (
            (_SYMBOLS, 1 << MARK_ERROR | 1 << MARK_WARNING, 12),
            (_FOLDS, _FOLD_MARKS, 14),
            (_CHANGES, _HISTORY_MARKS, 5),
        ):
            self.setMarginTypeN(margin, Scintilla.MarginType.Symbol)
            self.setMarginMaskN(margin, mask)
            self.setMarginWidthN(margin, width)
        self.setMarginSensitiveN(_FOLDS, True)
        self.setMarginLeft(6)
        for number, shape in (
            *((mark, symbol.Empty) for mark in range(27, 30)),
            (25, symbol.Arrow),
            (26, symbol.ArrowDown),
            (30, symbol.Arrow),
            (31, symbol.ArrowDown),
            (MARK_ERROR, symbol.Circle),
            (MARK_WARNING, symbol.Circle),
            (MARK_FLASH, symbol.Background),
            *((mark, symbol.LeftRect) for mark in range(21, 25)),
        ):
            self.markerDefine(number, shape)
        fold = Scintilla.AutomaticFold
        self.setAutomaticFold(fold.Show | fold.Click | fold.Change)
        self.setFoldFlags(Scintilla.FoldFlag.LineAfterContracted)

    def _configure_editing(self) -> None:
        self.setUseTabs(False)
        self.setTabIndents(True)
        self.setBackSpaceUnIndents(True)
        self.setPasteConvertEndings(True)
        self.setMultipleSelection(True)
        self.setAdditionalSelectionTyping(True)
        self.setMultiPaste(Scintilla.MultiPaste.Each)
        self.setVirtualSpaceOptions(Scintilla.VirtualSpace.RectangularSelection)
        self.setIndentationGuides(Scintilla.IndentView.LookBoth)
        self.setCaretLineVisibleAlways(True)
        self.setCaretWidth(2)
        self.setYCaretPolicy(Scintilla.CaretPolicy.Slop | Scintilla.CaretPolicy.Even, 3)
        self.setScrollWidthTracking(True)
        self.setScrollWidth(100)
        self.setEndAtLastLine(False)
        self.setExtraAscent(1)
        self.setExtraDescent(1)
        self.setLayoutCache(Scintilla.LineCache.Page)
        self.setIdleStyling(Scintilla.IdleStyling.AfterVisible)
        self.setMouseDwellTime(400)
        self.eOLAnnotationSetVisible(Scintilla.EOLAnnotationVisible.Stadium)
        self.usePopUp(Scintilla.PopUp.Never)
        # Scintilla inserts control characters for Ctrl+letter keys that nobody mapped.
        for letter in "BDEFGHIJKLMNOPQRSTUW":
            self.clearCmdKey(ord(letter) | Scintilla.KeyMod.Ctrl << 16)
            self.clearCmdKey(ord(letter) | (Scintilla.KeyMod.Ctrl | Scintilla.KeyMod.Shift) << 16)

    def _configure_completion(self) -> None:
        self.autoCSetIgnoreCase(True)
        self.autoCSetSeparator(ord("\n"))
        self.autoCSetOrder(Scintilla.Ordering.Custom)
        self.autoCSetMaxHeight(10)
        self.autoCSetAutoHide(True)
        # With several carets Scintilla would otherwise delete text before the word.
        self.autoCSetDropRestOfWord(False)
        self.autoCSetMulti(Scintilla.MultiAutoComplete.Each)

    def set_language(self, language: Language) -> None:
        self._language = language
        lexer = create_lexer(language.lexer) if language.lexer else None
        if lexer is not None:
            set_lexer(self, lexer)
        for number, words in enumerate(language.words):
            self.setKeyWords(number, words)
        for name, value in language.properties.items():
            self.setProperty(name, value)
        self.setTabWidth(language.indent)
        self.setIndent(language.indent)
        self.setMarginWidthN(_FOLDS, 14 if "fold" in language.properties else 0)
        if self._scheme is not None:
            self._colour_styles(self._scheme)
        self.colourise(0, -1)

    def set_look(self, scheme: Scheme, family: str, points: float) -> None:
        self._scheme = scheme
        default = Scintilla.StylesCommon.Default
        self.styleResetDefault()
        self.styleSetFont(default, family)
        self.styleSetSizeFractional(default, round(points * Scintilla.FontSizeMultiplier))
        self.styleSetFore(default, _bgr(scheme.text))
        self.styleSetBack(default, _bgr(scheme.paper))
        self.styleClearAll()
        self._colour_styles(scheme)
        self._colour_furniture(scheme)
        # The list of completions is a Qt list that takes no colours from Scintilla.
        self.setStyleSheet(
            f"QListWidget {{ background: {scheme.current_line}; border: 1px solid {scheme.margin_text}; }}"
        )
        self._number_digits = 0
        self._fit_numbers()

    def _colour_styles(self, scheme: Scheme) -> None:
        for number, role in self._language.styles.items():
            self.styleSetFore(number, _bgr(scheme.roles.get(role, scheme.text)))
            self.styleSetItalic(number, role == "comment")
            self.styleSetBold(number, role in ("heading",))

    def _colour_furniture(self, scheme: Scheme) -> None:
        common = Scintilla.StylesCommon
        self.styleSetFore(common.LineNumber, _bgr(scheme.margin_text))
        self.styleSetBack(common.LineNumber, _bgr(scheme.margin))
        self.styleSetFore(common.BraceLight, _bgr(scheme.brace))
        self.styleSetBack(common.BraceLight, _bgr(scheme.inactive_selection))
        self.styleSetBold(common.BraceLight, True)
        self.styleSetFore(common.BraceBad, _bgr(scheme.error))
        self.styleSetFore(common.IndentGuide, _bgr(scheme.guide))
        self.styleSetFore(common.CallTip, _bgr(scheme.text))
        self.styleSetBack(common.CallTip, _bgr(scheme.current_line))
        self.callTipUseStyle(4)
        for style, colour in ((_STYLE_ERROR_NOTE, scheme.error), (_STYLE_WARNING_NOTE, scheme.warning)):
            self.styleSetFore(style, _bgr(colour))
            self.styleSetBack(style, _bgr(scheme.current_line))
        element = Scintilla.Element
        for part, colour in (
            (element.CaretLineBack, scheme.current_line),
            (element.SelectionBack, scheme.selection),
            (element.SelectionAdditionalBack, scheme.selection),
            (element.SelectionInactiveBack, scheme.inactive_selection),
            (element.SelectionSecondaryBack, scheme.selection),
            (element.Caret, scheme.caret),
            (element.CaretAdditional, scheme.caret),
            (element.FoldLine, scheme.guide),
        ):
            self.setElementColour(part, _opaque(colour))
        self.setFoldMarginColour(True, _bgr(scheme.margin))
        self.setFoldMarginHiColour(True, _bgr(scheme.margin))
        for mark in range(25, 32):
            self.markerSetFore(mark, _bgr(scheme.margin_text))
            self.markerSetBack(mark, _bgr(scheme.margin_text))
        for mark, colour in (
            (MARK_ERROR, scheme.error),
            (MARK_WARNING, scheme.warning),
            (MARK_FLASH, scheme.flash),
            (21, scheme.guide),
            (22, scheme.added),
            (23, scheme.changed),
            (24, scheme.changed),
        ):
            self.markerSetFore(mark, _bgr(colour))
            self.markerSetBack(mark, _bgr(colour))
        self.markerSetAlpha(MARK_FLASH, 90)
        shapes = Scintilla.IndicatorStyle
        for number, shape, colour, alpha in (
            (SQUIGGLE_ERROR, shapes.Squiggle, scheme.error, 255),
            (SQUIGGLE_WARNING, shapes.Squiggle, scheme.warning, 255),
            (FOUND, shapes.StraightBox, scheme.found, 90),
            (AUTO_CLOSED, shapes.Hidden, scheme.paper, 0),
            (COMPONENT, shapes.StraightBox, scheme.caret, 45),
        ):
            self.indicSetStyle(number, shape)
            self.indicSetFore(number, _bgr(colour))
            self.indicSetAlpha(number, alpha)
            self.indicSetOutlineAlpha(number, min(255, alpha * 2))
            self.indicSetUnder(number, True)

    def _fit_numbers(self, *_lines: int) -> None:
        digits = max(3, len(str(self.lineCount())))
        if digits != self._number_digits:
            self._number_digits = digits
            width = self.textWidth(Scintilla.StylesCommon.LineNumber, "9" * digits)
            self.setMarginWidthN(_NUMBERS, width + 10)

    # -- text

    def get_text(self) -> str:
        return self.text_between(0, self.textLength())

    def text_between(self, start: int, end: int) -> str:
        return bytes(self.textRange(start, end).data()).decode("utf-8", "replace")

    def load_text(self, text: str) -> None:
        """Fresh text: no undo beyond it, no change marks."""
        read_only = self.readOnly()
        self.setReadOnly(False)
        self.setChangeHistory(Scintilla.ChangeHistoryOption.Disabled)
        self.setUndoCollection(False)
        self.clearAll()
        self.addText(len(text.encode()), text)
        self.setUndoCollection(True)
        self.emptyUndoBuffer()
        self.setSavePoint()
        option = Scintilla.ChangeHistoryOption
        self.setChangeHistory(option.Enabled | option.Markers)
        self.setEOLMode(_line_end(text))
        self.gotoPos(0)
        self.setReadOnly(read_only)
        self._fit_numbers()

    def apply_edits(self, edits: Iterable[Edit]) -> None:
        """Edits given in positions of the text as it is now; one step of undo."""
        ordered = sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True)
        if not ordered:
            return
        self.beginUndoAction()
        try:
            for edit in ordered:
                self.setTargetRange(edit.start, edit.end)
                self.replaceTarget(len(edit.text.encode()), edit.text)
        finally:
            self.endUndoAction()

    # -- lines and positions

    def line_text(self, line: int) -> str:
        """Without its line end."""
        return self.text_between(self.positionFromLine(line), self.lineEndPosition(line))

    def caret(self) -> tuple[int, int]:
        """Line and column in characters, both from 1, as people and tracebacks count."""
        position = self.currentPos()
        line = self.lineFromPosition(position)
        return line + 1, self.countCharacters(self.positionFromLine(line), position) + 1

    def position_at(self, line: int, column: int) -> int:
        """From 1-based line and column in characters, held within the text; column 0 is the line's start."""
        row = max(0, min(line - 1, self.lineCount() - 1))
        start, end = self.positionFromLine(row), self.lineEndPosition(row)
        if column <= 1:
            return start
        found = self.positionRelative(start, column - 1)
        return end if found == 0 or found > end else found

    def character_before(self, position: int) -> str:
        return self.text_between(self.positionBefore(position), position) if position > 0 else ""

    def character_after(self, position: int) -> str:
        following = self.positionAfter(position)
        return self.text_between(position, following) if following > position else ""

    def point_of(self, position: int) -> QPoint:
        return QPoint(self.pointXFromPosition(position), self.pointYFromPosition(position))

    def selected_text(self) -> str:
        return self.text_between(self.selectionStart(), self.selectionEnd())

    def selected_lines(self) -> range:
        """Lines the main selection touches; one that ends at a line's start does not touch that line."""
        start, end = self.selectionStart(), self.selectionEnd()
        first, last = self.lineFromPosition(start), self.lineFromPosition(end)
        if last > first and end == self.positionFromLine(last):
            last -= 1
        return range(first, last + 1)

    def carets(self) -> int:
        return self.selections()

    def zoom_level(self) -> int:
        # `zoom` is both a signal and a method in the binding, so the message is sent directly.
        return self.send(Scintilla.Message.GetZoom)

    def match_case_in_searches(self) -> None:
        self.setSearchFlags(Scintilla.FindOption.MatchCase)

    def reveal(self, position: int) -> None:
        self.ensureVisibleEnforcePolicy(self.lineFromPosition(position))
        self.scrollCaret()

    def line_ending(self) -> str:
        return {0: "\r\n", 1: "\r", 2: "\n"}[self.eOLMode()]

    # -- marks

    def mark_ranges(self, indicator: int, ranges: Sequence[tuple[int, int]]) -> None:
        self.setIndicatorCurrent(indicator)
        self.indicatorClearRange(0, self.textLength())
        for start, end in ranges:
            self.indicatorFillRange(start, end - start)

    def mark_more(self, indicator: int, start: int, end: int) -> None:
        self.setIndicatorCurrent(indicator)
        self.indicatorFillRange(start, end - start)

    def is_marked(self, indicator: int, position: int) -> bool:
        return bool(self.indicatorValueAt(indicator, position))

    def ranges_of(self, indicator: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        position, length = 0, self.textLength()
        while position < length:
            end = self.indicatorEnd(indicator, position)
            if end <= position:
                break
            if self.indicatorValueAt(indicator, position):
                found.append((position, end))
            position = end
        return found

    def set_line_mark(self, mark: int, lines: Iterable[int]) -> None:
        self.markerDeleteAll(mark)
        for line in lines:
            self.markerAdd(line, mark)

    def lines_marked(self, mark: int) -> list[int]:
        found: list[int] = []
        line = self.markerNext(0, 1 << mark)
        while line >= 0:
            found.append(line)
            line = self.markerNext(line + 1, 1 << mark)
        return found

    def set_notes(self, notes: Iterable[tuple[int, str, bool]]) -> None:
        """Text behind the end of lines: line, text, whether it is an error."""
        self.eOLAnnotationClearAll()
        for line, text, is_error in notes:
            self.eOLAnnotationSetText(line, text)
            self.eOLAnnotationSetStyle(line, _STYLE_ERROR_NOTE if is_error else _STYLE_WARNING_NOTE)

    def note_at(self, line: int) -> str:
        return bytes(self.eOLAnnotationText(line).data()).decode("utf-8", "replace")

    def highlight_brace(self) -> None:
        operators = self._language.operator_styles
        position = self.currentPos()
        for place in (position - 1, position):
            if place < 0 or chr(self.charAt(place) & 0xFF) not in "()[]{}":
                continue
            if operators and self.styleAt(place) not in operators:
                continue
            partner = self.braceMatch(place, 0)
            if partner >= 0:
                self.braceHighlight(place, partner)
            else:
                self.braceBadLight(place)
            return
        self.braceHighlight(-1, -1)

    def is_literal(self, position: int) -> bool:
        """Whether the character at the position is part of a string or a comment."""
        start = self.positionFromLine(self.lineFromPosition(position))
        self.colourise(start, self.positionAfter(position))
        return position >= 0 and self.styleAt(position) in self._language.literal_styles

    def show_completions(self, typed_length: int, words: Sequence[str]) -> None:
        self.autoCShow(typed_length, "\n".join(words))

    def has_typed_the_completion(self) -> bool:
        """The list of completions is open, and what it would insert stands before the caret already."""
        if not self.autoCActive():
            return False
        position = self.currentPos()
        start = self.wordStartPosition(position, True)
        current: Any = self.autoCCurrentText()  # a QByteArray, whatever the stub says
        return self.text_between(start, position) == bytes(current).decode()

    def show_tip(self, position: int, text: str) -> None:
        self.callTipShow(position, text)

    # -- notifications

    def _on_modified(self, kind: int, *_rest: object) -> None:
        if int(kind) & _INSERTED_OR_DELETED:
            self.edited.emit()

    def _on_update(self, what: int) -> None:
        if int(what) & _SELECTION_MOVED:
            self.highlight_brace()
            self.caret_moved.emit()

    def _on_dwell(self, x: int, y: int) -> None:
        position = self.positionFromPointClose(x, y)
        if position >= 0:
            self.rested_on.emit(position)

    def _on_dwell_end(self, *_point: int) -> None:
        self.callTipCancel()


def _line_end(text: str) -> int:
    """The kind most lines end in: what Return inserts; mixed ends already in the file stay as they are."""
    windows = text.count("\r\n")
    unix = text.count("\n") - windows
    old_mac = text.count("\r") - windows
    end = Scintilla.EndOfLine
    if windows > unix and windows >= old_mac:
        return int(end.CrLf)
    return int(end.Cr) if old_mac > unix else int(end.Lf)
