"""Files in tabs: opening, typing, closing, changes from outside."""

from __future__ import annotations

import codecs

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Commands
from formwright.designer.core.locations import Location
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.editor.area import EditorArea
from formwright.designer.editor.compare import CompareDialog
from formwright.designer.editor.document_view import SERVER_WORDS, DocumentView
from formwright.designer.editor.schemes import DARK
from formwright.designer.editor.scintilla import FOUND, MARK_ERROR, MARK_FLASH

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier
FORM1 = "client_code/Form1/__init__.py"
TEMPLATE1 = "client_code/Form1/form_template.yaml"
GLOBAL = "client_code/Global.py"


def type_at_end(view: DocumentView, text: str) -> None:
    view.editor.documentEnd()
    QTest.keyClicks(view.editor, text)
    QApplication.processEvents()


def test_typing_reaches_the_document(area: EditorArea, project: Project) -> None:
    view = area.open_path(GLOBAL)
    type_at_end(view, "x = 1")
    document = project.documents.get(GLOBAL)
    assert document is not None
    assert document.text == "number_of_clicks = 0\nx = 1"
    assert document.dirty
    page = area.current_page()
    assert page is not None
    assert area.tabs.close_button(page).property("dirty") is True
    document.save()
    assert area.tabs.close_button(page).property("dirty") is False
    assert (project.folder / GLOBAL).read_text() == "number_of_clicks = 0\nx = 1"
    assert not view.editor.modify()


def test_the_same_file_has_one_tab(area: EditorArea) -> None:
    first = area.open_path(GLOBAL)
    area.open_path(FORM1)
    assert area.open_path(GLOBAL) is first
    assert area.tabs.count() == 2


def test_form_shows_code_and_template(area: EditorArea) -> None:
    code = area.open_path(FORM1)
    page = area.current_page()
    assert page is not None
    assert page.title == "Form1"
    assert page.parts.count() == 2
    template = area.open_path(TEMPLATE1)
    assert area.current_page() is page
    assert page.current_view() is template
    assert template.isVisible() and not code.isVisible()
    where = page.parts.tabRect(0).center()
    QTest.mouseClick(page.parts, Qt.MouseButton.LeftButton, pos=where)
    assert area.current_view() is code


def edge_of(view: DocumentView) -> QLabel:
    return next(label for label in view.findChildren(QLabel) if label.text() == SERVER_WORDS)


def test_server_modules_look_different(area: EditorArea) -> None:
    view = area.open_path("server_code/Calls.py")
    assert edge_of(view).isVisible()
    assert not edge_of(area.open_path(GLOBAL)).isVisible()


def test_location_is_shown_and_flashes(area: EditorArea, commands: Commands) -> None:
    commands.execute("open_location", Location(FORM1, 11, 9))
    view = area.current_view()
    assert view is not None
    assert view.editor.caret() == (11, 9)
    assert view.editor.lines_marked(MARK_FLASH) == [10]


def test_missing_location_says_so(area: EditorArea, project: Project) -> None:
    notices: list[str] = []
    project.notice.connect(notices.append)
    area.open_location(Location("client_code/Nowhere.py", 3))
    assert notices == ["client_code/Nowhere.py could not be opened: No such file or directory."]
    assert area.tabs.count() == 0


def test_closing_saves_and_reopening_restores_the_caret(area: EditorArea, project: Project) -> None:
    view = area.open_path(FORM1)
    view.editor.go_to(8, 5)
    QTest.keyClicks(view.editor, "#")
    QTest.keyClick(view.editor, Key.Key_W, Ctrl)
    assert area.tabs.count() == 0
    assert project.documents.get(FORM1) is None
    assert "    #" in (project.folder / FORM1).read_text()
    assert area.open_path(FORM1).editor.caret() == (8, 6)


def test_middle_click_and_cross_close(area: EditorArea) -> None:
    area.open_path(FORM1)
    area.open_path(GLOBAL)
    bar = area.tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=bar.tabRect(0).center())
    assert [page.title for page in area.pages()] == ["Global"]
    page = area.current_page()
    assert page is not None
    QTest.mouseClick(area.tabs.close_button(page), Qt.MouseButton.LeftButton)
    assert area.tabs.count() == 0


def test_ctrl_tab_goes_round(area: EditorArea) -> None:
    for path in (FORM1, GLOBAL, "server_code/Calls.py"):
        area.open_path(path)
    view = area.current_view()
    assert view is not None
    QTest.keyClick(view.editor, Key.Key_Tab, Ctrl)
    assert area.current_view() is area.open_path(FORM1)


def test_close_that_cannot_save_stays(area: EditorArea, project: Project) -> None:
    view = area.open_path("theme/assets/theme.css")
    type_at_end(view, "x")
    folder = project.folder / "theme" / "assets"
    (folder / "theme.css").unlink()
    (folder / "theme.css").mkdir()
    area.close_current()
    assert area.tabs.count() == 1
    assert "could not be saved" in view.bar.text


def test_outside_change_of_a_clean_file_is_silent(area: EditorArea, project: Project) -> None:
    view = area.open_path(GLOBAL)
    view.editor.go_to(1, 5)
    (project.folder / GLOBAL).write_text("number_of_clicks = 7\n")
    project.disk_changed([GLOBAL])
    assert view.editor.get_text() == "number_of_clicks = 7\n"
    assert view.editor.caret() == (1, 5)
    assert not view.bar.isVisible()
    assert not view.document.dirty
    assert not view.editor.modify()


def conflict(area: EditorArea, project: Project) -> DocumentView:
    view = area.open_path(GLOBAL)
    type_at_end(view, "mine = 1")
    (project.folder / GLOBAL).write_text("theirs = 2\n")
    project.disk_changed([GLOBAL])
    assert view.bar.isVisible()
    return view


def test_outside_change_of_a_dirty_file_keeps_both(area: EditorArea, project: Project) -> None:
    view = conflict(area, project)
    assert view.editor.get_text() == "number_of_clicks = 0\nmine = 1"
    area.close_current()
    assert area.tabs.count() == 1, "closing would lose one of them"
    QTest.mouseClick(view.bar.button("Take theirs"), Qt.MouseButton.LeftButton)
    assert view.editor.get_text() == "theirs = 2\n"
    assert not view.bar.isVisible()
    view.editor.undo()
    assert "mine = 1" in view.editor.get_text(), "even that can be undone"


def test_keep_mine_overwrites_on_save(area: EditorArea, project: Project) -> None:
    view = conflict(area, project)
    QTest.mouseClick(view.bar.button("Keep mine"), Qt.MouseButton.LeftButton)
    assert not view.bar.isVisible()
    view.document.save()
    assert (project.folder / GLOBAL).read_text() == "number_of_clicks = 0\nmine = 1"


def test_compare_shows_both(area: EditorArea, project: Project) -> None:
    view = conflict(area, project)
    QTest.mouseClick(view.bar.button("Compare"), Qt.MouseButton.LeftButton)
    dialog = view.findChild(CompareDialog)
    assert dialog is not None
    assert dialog.view.toPlainText().splitlines() == [
        "- theirs = 2",
        "+ number_of_clicks = 0",
        "+ mine = 1",
    ]
    dialog.reject()


def test_byte_order_mark_and_line_ends_survive(area: EditorArea, project: Project) -> None:
    file = project.folder / "client_code" / "Windows.py"
    file.write_bytes(codecs.BOM_UTF8 + b"a = 1\r\nb = 2  \r\n")
    view = area.open_path("client_code/Windows.py")
    view.editor.documentEnd()
    QTest.keyClick(view.editor, Key.Key_Return)
    QTest.keyClicks(view.editor, "c")
    view.flush()
    view.document.save()
    assert file.read_bytes() == codecs.BOM_UTF8 + b"a = 1\r\nb = 2  \r\n\r\nc"


def test_undecodable_file_cannot_be_edited(area: EditorArea, project: Project) -> None:
    file = project.folder / "client_code" / "Latin.py"
    file.write_bytes(b"x = '\xe9'\n")
    view = area.open_path("client_code/Latin.py")
    QTest.keyClicks(view.editor, "abc")
    QTest.keyClick(view.editor, Key.Key_Slash, Ctrl)
    assert "not UTF-8" in view.bar.text
    assert view.bar.isVisible()
    area.close_current()
    assert file.read_bytes() == b"x = '\xe9'\n"


def test_syntax_error_is_marked_and_cleared(area: EditorArea, qtbot: QtBot) -> None:
    view = area.open_path(GLOBAL)
    type_at_end(view, "def f(:")
    qtbot.waitUntil(lambda: view.editor.lines_marked(MARK_ERROR) == [1])
    assert "Invalid syntax" in view.editor.note_at(1)
    QTest.keyClick(view.editor, Key.Key_A, Ctrl)
    QTest.keyClicks(view.editor, "y")
    qtbot.waitUntil(lambda: not view.editor.lines_marked(MARK_ERROR))


def test_completion_offers_the_forms_components(area: EditorArea, qtbot: QtBot) -> None:
    view = area.open_path(FORM1)
    view.editor.documentEnd()
    QTest.keyClicks(view.editor, "        self.sp")
    qtbot.waitUntil(lambda: bool(view.editor.autoCActive()))
    QTest.keyClick(view.editor, Key.Key_Tab)
    assert view.editor.get_text().endswith("        self.spacer_1")


def test_completion_of_modules_and_words(area: EditorArea, qtbot: QtBot) -> None:
    view = area.open_path(GLOBAL)
    for typed, completed in (
        ("import to", "import tools"),
        ("prin", "print"),
        ("number", "number_of_clicks"),
    ):
        view.editor.documentEnd()
        QTest.keyClick(view.editor, Key.Key_Return)
        QTest.keyClicks(view.editor, typed)
        qtbot.waitUntil(lambda: bool(view.editor.autoCActive()))
        QTest.keyClick(view.editor, Key.Key_Return)
        assert view.editor.get_text().endswith("\n" + completed)


def test_find_and_replace_with_real_keys(area: EditorArea) -> None:
    view = area.open_path(FORM1)
    QTest.keyClick(view.editor, Key.Key_F, Ctrl)
    bar = view.find_bar
    assert bar.isVisible() and not bar.replacement.isVisible()
    QTest.keyClicks(bar.needle, "FORM1")
    assert bar.count.text() == "1 of 3"
    assert len(view.editor.ranges_of(FOUND)) == 3
    QTest.mouseClick(bar.case, Qt.MouseButton.LeftButton)
    assert bar.count.text() == "No results"
    QTest.mouseClick(bar.case, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.word, Qt.MouseButton.LeftButton)
    assert bar.count.text() == "1 of 1"
    QTest.mouseClick(bar.word, Qt.MouseButton.LeftButton)
    QTest.keyClick(bar.needle, Key.Key_F3)
    assert view.editor.caret()[0] == 6
    QTest.keyClick(bar.needle, Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar.needle, Key.Key_Escape)
    assert not bar.isVisible()
    assert not view.editor.ranges_of(FOUND)


def test_replace_all_is_one_undo(area: EditorArea) -> None:
    view = area.open_path(FORM1)
    before = view.editor.get_text()
    QTest.keyClick(view.editor, Key.Key_H, Ctrl)
    bar = view.find_bar
    QTest.mouseClick(bar.regex, Qt.MouseButton.LeftButton)
    bar.needle.setText(r"self\.(\w+)\.(\w+)")
    bar.replacement.setText(r"self.\2_of_\1")
    QTest.mouseClick(bar.replace_all_button, Qt.MouseButton.LeftButton)
    assert 'self.text_of_label_1 = "naïve ✓"' in view.editor.get_text()
    view.editor.undo()
    assert view.editor.get_text() == before


def test_replacing_one_after_the_other(area: EditorArea) -> None:
    view = area.open_path(GLOBAL)
    view.editor.replace_text("a ✓ a a\n")
    view.editor.go_to(1, 1)
    QTest.keyClick(view.editor, Key.Key_H, Ctrl)
    view.find_bar.needle.setText("a")
    view.find_bar.replacement.setText("aa")
    QTest.keyClick(view.find_bar.replacement, Key.Key_Return)
    QTest.keyClick(view.find_bar.replacement, Key.Key_Return)
    assert view.editor.get_text() == "aa ✓ aa a\n"


def test_broken_pattern_is_explained(area: EditorArea) -> None:
    view = area.open_path(GLOBAL)
    QTest.keyClick(view.editor, Key.Key_F, Ctrl)
    QTest.mouseClick(view.find_bar.regex, Qt.MouseButton.LeftButton)
    view.find_bar.needle.setText("(")
    assert view.find_bar.count.text().startswith("The pattern is not complete")
    view.find_bar.needle.setText("(n)")
    assert view.find_bar.count.text() == "1 of 1"


def test_go_to_line_with_real_keys(area: EditorArea) -> None:
    view = area.open_path(FORM1)
    QTest.keyClick(view.editor, Key.Key_G, Ctrl)
    QTest.keyClicks(view.go_to_line, "7:5")
    assert view.editor.caret() == (7, 5), "shown while typing"
    QTest.keyClick(view.go_to_line, Key.Key_Return)
    assert not view.go_to_line.isVisible()
    QTest.keyClick(view.editor, Key.Key_G, Ctrl)
    QTest.keyClicks(view.go_to_line, "1")
    QTest.keyClick(view.go_to_line, Key.Key_Escape)
    assert view.editor.caret() == (7, 5)


def test_zoom_and_theme_reach_every_tab(area: EditorArea, preferences: Preferences) -> None:
    first, second = area.open_path(FORM1), area.open_path(GLOBAL)
    QTest.keyClick(second.editor, Key.Key_Equal, Ctrl)
    assert first.editor.zoom_level() == second.editor.zoom_level() == 1
    preferences.update(theme="dark")
    QApplication.processEvents()
    image = second.editor.viewport().grab().toImage()
    assert image.pixelColor(image.width() - 30, image.height() - 60).name() == DARK.paper
    preferences.update(theme="light")


def test_file_deleted_outside_can_be_written_again(area: EditorArea, project: Project) -> None:
    view = area.open_path(GLOBAL)
    (project.folder / GLOBAL).unlink()
    project.disk_changed([GLOBAL])
    assert "no longer on disk" in view.bar.text
    QTest.mouseClick(view.bar.button("Write it again"), Qt.MouseButton.LeftButton)
    assert (project.folder / GLOBAL).read_text() == "number_of_clicks = 0\n"
    assert not view.bar.isVisible()


def test_session_comes_back(area: EditorArea) -> None:
    area.open_path(GLOBAL)
    area.open_location(Location(FORM1, 7, 3))
    remembered = area.session()
    assert area.close_all()
    area.restore(remembered)
    assert [page.title for page in area.pages()] == ["Global", "Form1"]
    view = area.current_view()
    assert view is not None
    assert view.editor.caret() == (7, 3)


def test_tab_titles_of_assets(area: EditorArea) -> None:
    area.open_path("theme/assets/theme.css")
    area.open_path("client_code/tools/__init__.py")
    bar = area.tabs.findChild(QTabBar)
    assert bar is not None
    assert [page.title for page in area.pages()] == ["theme.css", "tools"]
