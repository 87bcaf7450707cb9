"""Preferences through the real dialog: what is changed there holds at once, everywhere."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from formwright.designer.core.keys import clashes
from formwright.designer.core.locations import Location
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.run import PageState
from formwright.designer.shell.preferences_dialog import PreferencesDialog
from formwright.designer.shell.quick_pick import ITEM, QuickPick
from tests.designer.shell.conftest import Desk

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def dialog_of(desk: Desk) -> PreferencesDialog:
    desk.designer.commands.execute("file.preferences")
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, PreferencesDialog) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def leave(dialog: PreferencesDialog) -> None:
    dialog.close()
    QApplication.processEvents()  # keys of open editors are given out once all of a change are known


def press(dialog: PreferencesDialog, command: str, key: Key, modifiers: Qt.KeyboardModifier) -> None:
    dialog.keys.choose(command)
    dialog.keys.field.setFocus()
    QTest.keyClick(dialog.keys.field, key, modifiers)


def test_looks_hold_at_once(desk: Desk) -> None:
    dialog = dialog_of(desk)
    values = desk.designer.preferences
    dialog.theme.setFocus()
    QTest.keyClick(dialog.theme, Key.Key_Down)
    assert values.values.theme == "dark" and desk.designer.theme.tokens.dark
    QTest.keyClick(dialog.font_size, Key.Key_Up)
    assert desk.designer.theme.monospace().pointSize() == 12
    heading = desk.designer.gallery.cards[0].button
    before = heading.fontMetrics().height()
    dialog.interface_size.setValue(16)
    assert QApplication.font().pointSize() == 16
    assert heading.fontMetrics().height() > before
    dialog.interface_size.setValue(dialog.interface_size.minimum())
    assert values.values.interface_size == 0
    assert heading.fontMetrics().height() == before
    row = next(row for row in range(1, dialog.code_font.count()))
    dialog.code_font.setCurrentIndex(row)
    assert desk.designer.theme.monospace().families()[0] == dialog.code_font.itemData(row)
    dialog.close()


def test_keys_are_changed_by_pressing_them_and_hold_everywhere(desk: Desk) -> None:
    app = desk.open()
    desk.designer.commands.execute("open_location", Location("client_code/Global.py", 1))
    dialog = dialog_of(desk)
    press(dialog, "run.stop", Key.Key_L, CONTROL)  # what selects a line in code
    bar = dialog.keys.bar
    assert "Select line" in bar.text and "Ctrl+L" in bar.text
    assert desk.designer.commands.keys_of("run.stop") == "Shift+F5"  # nothing is taken without asking
    QTest.mouseClick(bar.button("Take them"), Qt.MouseButton.LeftButton)
    action = desk.designer.window.actions_by_command.action("run.stop")
    assert action.shortcut().toString() == "Ctrl+L" and "Ctrl+L" in action.toolTip()
    assert desk.designer.commands.keys_of("editor.select_line") == ""
    leave(dialog)
    desk.focus()
    app.session.run()
    view = app.editor.current_view()
    assert view is not None
    QWidget.setFocus(view.editor)
    QTest.keyClick(view.editor, Key.Key_L, CONTROL)
    assert app.session.page is PageState.STOPPED
    desk.key(Key.Key_P, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QuickPick)
    picks = [popup.list.model().index(row, 0).data(ITEM) for row in range(popup.list.model().rowCount())]
    assert [pick.key for pick in picks if pick.title == "Stop"] == ["Ctrl+L"]
    popup.close()


def test_keys_of_the_code_editor_are_changed_too(desk: Desk) -> None:
    app = desk.open()
    desk.designer.commands.execute("open_location", Location("client_code/Global.py", 1))
    dialog = dialog_of(desk)
    press(dialog, "editor.comment", Key.Key_M, CONTROL)
    leave(dialog)
    view = app.editor.current_view()
    assert view is not None
    QTest.keyClick(view.editor, Key.Key_Slash, CONTROL)
    assert not view.document.text.startswith("#")
    QTest.keyClick(view.editor, Key.Key_M, CONTROL)
    view.flush()
    assert view.document.text.startswith("# clicks")


def test_keys_that_would_be_typed_are_refused_and_some_are_taken_away(desk: Desk) -> None:
    dialog = dialog_of(desk)
    press(dialog, "file.quit", Key.Key_Q, Qt.KeyboardModifier.NoModifier)
    assert "would be typed" in dialog.keys.bar.text
    assert desk.designer.commands.keys_of("file.quit") == "Ctrl+Q"
    QTest.mouseClick(dialog.keys.clear, Qt.MouseButton.LeftButton)
    assert desk.designer.commands.keys_of("file.quit") == ""
    QTest.keyClick(dialog.keys.field, Key.Key_Escape)  # leaves the field, not the dialog
    assert dialog.isVisible()
    dialog.close()


def test_they_are_kept_and_reset_one_by_one_or_all_together(desk: Desk) -> None:
    file = desk.designer.preferences._file
    desk.designer.preferences.update(keys={"of.another.version": "F9"})
    dialog = dialog_of(desk)
    press(dialog, "file.quit", Key.Key_F10, CONTROL)
    press(dialog, "help.about", Key.Key_F11, CONTROL)
    assert Preferences(file).values.keys["file.quit"] == "Ctrl+F10"
    dialog.keys.choose("file.quit")
    QTest.mouseClick(dialog.keys.reset, Qt.MouseButton.LeftButton)
    assert desk.designer.commands.keys_of("file.quit") == "Ctrl+Q"
    QTest.mouseClick(dialog.keys.reset_all, Qt.MouseButton.LeftButton)
    assert json.loads(file.read_text())["keys"] == {"of.another.version": "F9"}
    QTest.mouseClick(dialog.keys.bar.button("Undo"), Qt.MouseButton.LeftButton)
    assert desk.designer.commands.keys_of("help.about") == "Ctrl+F11"
    dialog.close()


def test_commands_are_found_by_title_or_by_keys_which_no_two_share(desk: Desk) -> None:
    desk.open()
    commands = desk.designer.commands
    shared = [(c.id, other.id) for c in commands for other in clashes(commands, c, c.shortcut)]
    assert shared == []
    keys = dialog_of(desk).keys

    def found() -> list[str]:
        model = keys.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    keys.search.setText("ctrl+shift+p")
    assert found() == ["Command palette"]
    keys.search.setText("theme dark")
    assert found() == ["Theme: Dark"]
    keys.search.setText("zzzz")
    assert found() == [] and not keys.nothing.isHidden() and not keys.field.isEnabled()
    keys.search.clear()
    assert len(found()) > 60 and keys.field.isEnabled()
    keys.window().close()
