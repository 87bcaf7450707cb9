"""Editing a text where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from formwright.designer.forms.canvas.inline_text import css_font
from formwright.designer.shell.actions import Actions
from tests.designer.forms.overlay.conftest import Room, Rooms, leaf

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def field_of(room: Room) -> QLineEdit:
    field = room.overlay.text.field
    assert isinstance(field, QLineEdit) and field.hasFocus()
    return field


def test_a_double_click_on_a_text_edits_it_and_enter_commits_once(room: Room) -> None:
    before = room.design.document.text.text
    room.double_click(room.at("heading"))
    field = field_of(room)
    assert field.selectedText() == "Heading"
    assert field.accessibleName() == "text of heading"
    QTest.keyClicks(field, "Orders of today")
    assert room.design.document.text.text == before
    room.key(Key.Key_Return)
    assert room.overlay.text.field is None and room.overlay.hasFocus()
    assert room.template.node("heading")["properties"]["text"] == "Orders of today"
    room.undo()
    assert room.design.document.text.text == before


def test_escape_drops_it_and_leaves_the_selection(room: Room) -> None:
    before = room.design.document.text.text
    room.double_click(room.at("heading"))
    QTest.keyClicks(field_of(room), "Nonsense")
    room.key(Key.Key_Escape)
    assert room.overlay.text.field is None
    assert room.design.document.text.text == before
    assert room.names == ["heading"]


def test_f2_and_enter_edit_too_and_a_click_elsewhere_commits(room: Room) -> None:
    room.click("ok")
    room.key(Key.Key_F2)
    QTest.keyClicks(field_of(room), "Send")
    room.click("heading")
    assert room.template.node("ok")["properties"]["text"] == "Send"
    assert room.names == ["heading"]
    room.key(Key.Key_Return)
    QTest.keyClicks(field_of(room), "Bills")
    room.key(Key.Key_Tab)
    assert room.template.node("heading")["properties"]["text"] == "Bills"


def test_nothing_typed_changes_nothing(room: Room) -> None:
    before = room.design.document.text.text
    room.double_click(room.at("heading"))
    room.key(Key.Key_Return)
    assert room.design.document.text.text == before
    assert room.design.document.history.to_undo is None


def test_several_lines_end_with_ctrl_and_enter(rooms: Rooms) -> None:
    room = rooms.open(leaf("note", properties={"text": "one\ntwo"}))
    room.click("note")
    room.key(Key.Key_F2)
    field = room.overlay.text.field
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "a")
    room.key(Key.Key_Return)
    QTest.keyClicks(field, "b")
    room.key(Key.Key_Return, CONTROL)
    assert room.template.node("note")["properties"]["text"] == "a\nb"


def test_shift_and_enter_begin_a_second_line(room: Room) -> None:
    room.click("heading")
    room.key(Key.Key_F2)
    field_of(room).end(False)
    room.key(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    field = room.overlay.text.field
    assert isinstance(field, QPlainTextEdit) and field.hasFocus()
    QTest.keyClicks(field, "below")
    room.key(Key.Key_Return, CONTROL)
    assert room.template.node("heading")["properties"]["text"] == "Heading\nbelow"


def test_keys_of_the_canvas_are_typed_into_the_field(room: Room) -> None:
    """Del deletes a letter, not the component; the commands are attached as the shell attaches them."""
    actions = Actions(room.overlay.stage.commands, room.window)
    actions.attach("design", room.overlay)
    room.key(Key.Key_Delete)
    assert room.ran == ["delete"]
    room.click("heading")
    room.key(Key.Key_F2)
    field_of(room).home(False)
    room.key(Key.Key_Delete)
    room.key(Key.Key_G, CONTROL)
    room.key(Key.Key_Return)
    assert room.ran == ["delete"]
    assert room.template.node("heading")["properties"]["text"] == "eading"


def test_a_bound_text_says_where_it_comes_from(rooms: Rooms) -> None:
    binding = [{"property": "text", "code": "self.item['name']"}]
    room = rooms.open(leaf("note", data_bindings=binding))
    room.double_click(room.at("note"))
    assert room.overlay.text.field is None
    assert "self.item['name']" in room.said[-1]


def test_a_double_click_elsewhere_goes_to_the_handler(room: Room) -> None:
    room.double_click(room.at("amount"))
    assert room.ran == ["handler"]
    assert room.names == ["amount"]


def test_the_field_follows_zoom_and_leaves_with_its_component(room: Room) -> None:
    room.double_click(room.at("heading"))
    field = field_of(room)
    size, place = field.font().pixelSize(), field.geometry()
    room.paper.set_zoom(2)
    assert field.font().pixelSize() == 2 * size
    assert field.geometry() != place
    from formwright.designer.core.forms.changes import RemoveComponent, Transaction

    room.design.apply(Transaction("Delete", (RemoveComponent("heading"),)))
    assert room.overlay.text.field is None
    QApplication.processEvents()


def test_fonts_of_the_page() -> None:
    font = css_font('italic 500 14px/20px "Open Sans", sans-serif', 1.5)
    assert font.italic() and font.weight() == 500 and font.pixelSize() == 21
    assert font.families() == ["Open Sans", "sans-serif"]
    assert css_font("", 1).families() == css_font("nonsense", 1).families()
