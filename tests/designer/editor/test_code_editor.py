"""Real keys and mouse in the Scintilla widget."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from formwright.designer.editor.code_editor import CodeEditor
from formwright.designer.editor.completion import WordCompletion
from formwright.designer.editor.languages import CSS, PYTHON, YAML, Language
from formwright.designer.editor.schemes import DARK, LIGHT

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier
Alt = Qt.KeyboardModifier.AltModifier


def make(qtbot: QtBot, text: str = "", language: Language = PYTHON) -> CodeEditor:
    editor = CodeEditor(language)
    qtbot.addWidget(editor)
    editor.set_look_of(LIGHT, QFont("monospace", 11))
    editor.load_text(text)
    editor.resize(700, 400)
    with qtbot.waitExposed(editor):
        editor.show()
    QWidget.setFocus(editor)
    return editor


def type_keys(editor: CodeEditor, text: str) -> None:
    for number, part in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(editor, Key.Key_Return)
        QTest.keyClicks(editor, part)


@pytest.fixture
def editor(qtbot: QtBot) -> CodeEditor:
    return make(qtbot)


def put(editor: CodeEditor, text: str) -> None:
    """Loads text with the caret where "|" stands."""
    editor.load_text(text.replace("|", ""))
    editor.setEmptySelection(len(text[: text.index("|")].encode()))
    editor.updateUi.emit(2)


def shown(editor: CodeEditor) -> str:
    data = editor.get_text().encode()
    place = editor.currentPos()
    return (data[:place] + b"|" + data[place:]).decode()


@pytest.mark.parametrize(
    "text", ["", "naïve ✓ 🐍\n", "a\r\nb\r\n", "mixed\r\nends\nand  trailing  \n\n", "\0nul"]
)
def test_text_survives(editor: CodeEditor, text: str) -> None:
    editor.load_text(text)
    assert editor.get_text() == text
    assert not editor.canUndo()


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("|", "def f(", "def f(|)"),
        ("|", "f()", "f()|"),
        ("|", 'x = "', 'x = "|"'),
        ("|", 'x = "a"', 'x = "a"|'),
        ("|", '"""', '"""|"""'),
        ("|", "don't", "don't|"),
        ("|name", "(", "(|name"),
        ("# |", "(", "# (|"),
        ('"in |"', "(", '"in (|"'),
        ("|", "f'{", "f'{|'"),
        ("f(|)", ")", "f()|)"),
    ],
)
def test_brackets_and_quotes(editor: CodeEditor, before: str, typed: str, after: str) -> None:
    put(editor, before)
    type_keys(editor, typed)
    assert shown(editor) == after


def test_backspace_takes_the_pair(editor: CodeEditor) -> None:
    type_keys(editor, "f(")
    QTest.keyClick(editor, Key.Key_Backspace)
    assert shown(editor) == "f|"
    put(editor, "g(|)")
    QTest.keyClick(editor, Key.Key_Backspace)
    assert shown(editor) == "g|)"


def test_brackets_are_the_users_once_the_line_was_left(editor: CodeEditor, qtbot: QtBot) -> None:
    put(editor, "|\nx")
    type_keys(editor, "f(")
    left: list[int] = []
    editor.caret_moved.connect(lambda: left.append(editor.caret()[0]))
    QTest.keyClick(editor, Key.Key_Down)
    qtbot.waitUntil(lambda: left[-1:] == [2])
    QTest.keyClick(editor, Key.Key_Up)
    editor.setEmptySelection(2)
    type_keys(editor, ")")
    assert shown(editor) == "f()|)\nx"


def test_bracket_surrounds_the_selection(editor: CodeEditor) -> None:
    editor.load_text("a + b")
    editor.setSel(0, 5)
    QTest.keyClicks(editor, "(")
    assert editor.get_text() == "(a + b)"
    assert editor.selected_text() == "a + b"
    editor.undo()
    assert editor.get_text() == "a + b"


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("|", "if x:\npass", "if x:\n    pass|"),
        ("|", "def f():\nreturn 1\nx", "def f():\n    return 1\nx|"),
        ("|", "if x: # why\ny", "if x: # why\n    y|"),
        ("|", "if x:\ny\nelse:\nz", "if x:\n    y\nelse:\n    z|"),
        ("|", "x = [\n1", "x = [\n    1|\n]"),
        ("    a = '#:'|", "\nb", "    a = '#:'\n    b|"),
        ("for i in x:\r\n    y|", "\nz", "for i in x:\r\n    y\r\n    z|"),
    ],
)
def test_python_indents_itself(editor: CodeEditor, before: str, typed: str, after: str) -> None:
    put(editor, before)
    type_keys(editor, typed)
    assert shown(editor) == after


@pytest.mark.parametrize(
    ("language", "typed", "after"),
    [
        (YAML, "components:\n- name: a\ntype: b", "components:\n  - name: a\n  type: b"),
        (CSS, "a {\ncolor: red", "a {\n  color: red\n}"),
    ],
)
def test_other_languages_indent(qtbot: QtBot, language: Language, typed: str, after: str) -> None:
    editor = make(qtbot, language=language)
    type_keys(editor, typed)
    assert editor.get_text() == after


def test_comment_toggle_is_one_undo(editor: CodeEditor) -> None:
    text = "def f():\n    a\n\n    b\n"
    editor.load_text(text)
    editor.setSel(editor.positionFromLine(1), editor.positionFromLine(4))
    QTest.keyClick(editor, Key.Key_Slash, Ctrl)
    assert editor.get_text() == "def f():\n    # a\n\n    # b\n"
    editor.undo()
    assert editor.get_text() == text
    editor.redo()
    editor.setSel(editor.positionFromLine(1), editor.positionFromLine(4))
    QTest.keyClick(editor, Key.Key_Slash, Ctrl)
    assert editor.get_text() == text


def test_css_comments(qtbot: QtBot) -> None:
    editor = make(qtbot, "a { }", CSS)
    QTest.keyClick(editor, Key.Key_Slash, Ctrl)
    assert editor.get_text() == "/* a { } */"
    QTest.keyClick(editor, Key.Key_Slash, Ctrl)
    assert editor.get_text() == "a { }"


def test_lines_move_and_duplicate(editor: CodeEditor) -> None:
    put(editor, "one\ntw|o\nthree\n")
    QTest.keyClick(editor, Key.Key_Up, Alt)
    assert shown(editor) == "tw|o\none\nthree\n"
    QTest.keyClick(editor, Key.Key_Down, Alt)
    assert shown(editor) == "one\ntw|o\nthree\n"
    QTest.keyClick(editor, Key.Key_Down, Alt | Qt.KeyboardModifier.ShiftModifier)
    assert editor.get_text() == "one\ntwo\ntwo\nthree\n"


def test_next_match_types_everywhere(editor: CodeEditor) -> None:
    put(editor, "co|unt = 1\nCount = 2\ncount += count\n")
    for _ in range(3):
        QTest.keyClick(editor, Key.Key_D, Ctrl)
    assert editor.carets() == 3
    QTest.keyClicks(editor, "total")
    assert editor.get_text() == "total = 1\nCount = 2\ntotal += total\n"
    QTest.keyClick(editor, Key.Key_Escape)
    assert editor.carets() == 1


@pytest.mark.parametrize("modifier", [Ctrl, Alt])
def test_click_adds_a_caret(editor: CodeEditor, modifier: Qt.KeyboardModifier) -> None:
    editor.load_text("aaa\nbbb\n")
    editor.setEmptySelection(0)
    where = editor.point_of(editor.positionFromLine(1)) + QPoint(1, 5)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, modifier, where)
    assert editor.carets() == 2
    QTest.keyClicks(editor, "x")
    assert editor.get_text() == "xaaa\nxbbb\n"


def test_folding_hides_a_body(editor: CodeEditor) -> None:
    editor.load_text("class A:\n    def f(self):\n        pass\nx = 1\n")
    editor.colourise(0, -1)
    editor.toggleFold(0)
    assert not editor.lineVisible(1)
    assert editor.lineVisible(3)
    editor.go_to(3)
    assert editor.lineVisible(2), "jumping to a folded line shows it"


def test_lexer_tells_keywords_from_strings(editor: CodeEditor) -> None:
    editor.load_text('class A:\n    x = "s"\n')
    editor.colourise(0, -1)
    assert PYTHON.styles[editor.styleAt(0)] == "keyword"
    assert PYTHON.styles[editor.styleAt(6)] == "class"
    assert PYTHON.styles[editor.styleAt(18)] == "string"


def test_scheme_changes_the_paper(qtbot: QtBot) -> None:
    editor = make(qtbot, "x = 1\n")
    for scheme in (LIGHT, DARK):
        editor.set_look_of(scheme, QFont("monospace", 11))
        QApplication.processEvents()
        image = editor.viewport().grab().toImage()
        colour = image.pixelColor(image.width() - 20, image.height() - 40).name()
        assert colour == scheme.paper


def test_go_to_counts_characters(editor: CodeEditor) -> None:
    editor.load_text("a = 1\nnaïve ✓ = 2\n")
    editor.go_to(2, 9)
    assert editor.caret() == (2, 9)
    assert editor.character_after(editor.currentPos()) == "="
    editor.go_to(99, 99)
    assert editor.caret() == (3, 1)


def test_replaced_text_keeps_the_caret_and_undo(editor: CodeEditor) -> None:
    put(editor, "one\ntwo\nthr|ee\n")
    editor.replace_text("one\nTWO and more\nthree\n")
    assert shown(editor) == "one\nTWO and more\nthr|ee\n"
    editor.undo()
    assert editor.get_text() == "one\ntwo\nthree\n"


def test_ctrl_letter_inserts_nothing(editor: CodeEditor) -> None:
    for key in (Key.Key_W, Key.Key_N, Key.Key_P, Key.Key_B, Key.Key_S):
        QTest.keyClick(editor, key, Ctrl)
    assert editor.get_text() == ""


def test_wheel_and_keys_ask_for_zoom(editor: CodeEditor) -> None:
    steps: list[int] = []
    editor.zoom_wanted.connect(steps.append)
    QTest.keyClick(editor, Key.Key_Equal, Ctrl)
    QTest.keyClick(editor, Key.Key_Minus, Ctrl)
    QTest.keyClick(editor, Key.Key_0, Ctrl)
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Ctrl,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.viewport(), wheel)
    assert steps == [1, -1, 0, 1]
    editor.zoom_to(3)
    assert editor.zoom_level() == 3


def test_braces_light_up(editor: CodeEditor) -> None:
    put(editor, "f(a[1])|\n")
    editor.colourise(0, -1)
    assert editor.braceMatch(6, 0) == 1
    assert "(" not in [editor.character_before(6)]


class NoForm:
    """The file belongs to no form."""

    def components(self, _path: str) -> tuple[str, ...]:
        return ()

    def members(self, _path: str, _owner: str) -> tuple[str, ...]:
        return ()

    def templates(self, _path: str) -> tuple[str, ...]:
        return ()


def test_enter_after_a_word_that_is_typed_whole_is_a_new_line(qtbot: QtBot) -> None:
    editor = CodeEditor(PYTHON, WordCompletion(PYTHON, lambda: ("Global", "Globe"), NoForm()))
    qtbot.addWidget(editor)
    with qtbot.waitExposed(editor):
        editor.show()
    QWidget.setFocus(editor)
    QTest.keyClicks(editor, "Glob")
    assert editor.autoCActive()
    QTest.keyClick(editor, Key.Key_Return)
    assert editor.get_text() == "Global"  # chosen from the list
    QTest.keyClicks(editor, " Global")
    assert editor.autoCActive()
    QTest.keyClick(editor, Key.Key_Return)
    assert editor.get_text() == "Global Global\n"
