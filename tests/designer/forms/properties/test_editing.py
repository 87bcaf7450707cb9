"""Editing in the panel: live, one step for one field, refused values, several components, undo."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from formwright.designer.core.forms.changes import UNSET, SetProperty, Transaction
from formwright.designer.forms.properties.editors.choice import ChoiceEditor
from formwright.designer.forms.properties.editors.flag import FlagEditor
from formwright.designer.forms.properties.editors.segments import SegmentsEditor
from formwright.designer.forms.properties.editors.sides import SidesEditor
from formwright.designer.forms.properties.editors.text_window import TextWindow
from tests.designer.forms.properties.conftest import Room

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_typing_is_seen_at_once_and_is_one_step(room: Room) -> None:
    room.select("amount_box")
    before = room.text
    room.focus("placeholder")
    room.clear()
    room.type("Sum")
    assert room.value("amount_box", "placeholder") == "Sum"
    room.type(" paid")
    room.key(Qt.Key.Key_Return)
    assert room.value("amount_box", "placeholder") == "Sum paid"
    assert room.steps == ["Change placeholder of amount_box"]
    room.undo()
    assert room.text == before
    assert room.editor("placeholder").field.text() == "Amount"  # type: ignore[attr-defined]


def test_each_visit_of_a_field_is_a_step_of_its_own(room: Room) -> None:
    room.select("amount_box")
    room.enter("placeholder", "One")
    room.enter("placeholder", "Two")
    assert len(room.steps) == 2
    room.undo()
    assert room.value("amount_box", "placeholder") == "One"


def test_leaving_the_field_ends_the_step(room: Room) -> None:
    room.select("amount_box")
    room.focus("placeholder")
    room.type("x")
    room.focus("font_size")
    room.focus("placeholder")
    room.type("y")
    assert len(room.steps) == 2


def test_one_line_of_the_file_changes(room: Room) -> None:
    room.select("heading")
    before = room.text.splitlines()
    room.focus("text")
    room.key(Qt.Key.Key_A, CTRL)
    room.type("Bills")
    room.key(Qt.Key.Key_Return)
    after = room.text.splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("    text: Orders   # what people see", "    text: Bills   # what people see")]


def test_a_line_that_is_emptied_and_typed_anew_keeps_its_place(room: Room) -> None:
    room.select("heading")
    lines = room.text.splitlines()
    room.focus("text")
    room.clear()
    assert room.value("heading", "text") == ""
    room.type("Bills")
    room.key(Qt.Key.Key_Return)
    after = room.text.splitlines()
    changed = [new for old, new in zip(lines, after, strict=True) if old != new]
    assert len(changed) == 1 and changed[0].endswith("# what people see")
    room.focus("text")
    room.clear()
    room.key(Qt.Key.Key_Return)
    assert room.value("heading", "text") is UNSET  # the default, once it is entered
    assert len(room.steps) == 2


def test_what_is_no_value_keeps_the_old_one(room: Room) -> None:
    room.select("heading")
    room.enter("font_size", "18")
    before = room.text
    room.enter("font_size", "big")
    row = room.row("font_size")
    assert "A number is needed" in row.reason
    field = row.focus_target()
    assert field.property("invalid") == "true" and "number" in field.accessibleDescription()
    assert room.text == before and room.value("heading", "font_size") == 18
    room.key(Qt.Key.Key_Escape)
    assert row.reason == "" and field.text() == "18"  # type: ignore[attr-defined]
    room.enter("font_size", "20")
    assert room.value("heading", "font_size") == 20


def test_values_on_the_way_to_no_value_do_not_stay(room: Room) -> None:
    """`fa:r` is an icon, `fa:roket` is none."""
    room.select("send_button")
    before = room.text
    room.focus("icon")
    room.type("r")
    assert room.value("send_button", "icon") == "fa:r"
    room.type("oket")
    room.key(Qt.Key.Key_Return)
    assert room.row("icon").reason == "There is no icon 'roket'. Do you mean fa:rocket?"
    assert room.value("send_button", "icon") is UNSET and room.text == before
    room.clear()
    room.type("rocket")
    room.key(Qt.Key.Key_Return)
    assert room.value("send_button", "icon") == "fa:rocket" and room.row("icon").reason == ""


def test_limits_are_said(room: Room) -> None:
    room.select("heading")
    room.enter("font_size", "0")
    assert room.row("font_size").reason == "This cannot be less than 1."
    room.enter("font_size", "1,5")
    assert "Write 1.5" in room.row("font_size").reason


def test_escape_takes_back_what_is_typed_and_then_leaves(room: Room) -> None:
    room.select("amount_box")
    before = room.text
    left: list[bool] = []
    room.panel.left.connect(lambda: left.append(True))
    room.focus("placeholder")
    room.type("x")
    room.key(Qt.Key.Key_Escape)
    assert room.text == before and not left
    room.key(Qt.Key.Key_Escape)
    assert left == [True]


def test_undo_keys_are_those_of_the_form(room: Room) -> None:
    room.select("amount_box")
    before = room.text
    room.enter("placeholder", "Sum")
    room.key(Qt.Key.Key_Z, CTRL)
    assert room.text == before
    room.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert room.value("amount_box", "placeholder") == "Sum"


def test_the_default_is_written_by_leaving_it_out(room: Room) -> None:
    room.select("heading")
    room.focus("bold")
    room.key(Qt.Key.Key_Space)
    assert room.value("heading", "bold") is UNSET
    assert not room.row("bold").shown.differs
    room.key(Qt.Key.Key_Space)
    assert room.value("heading", "bold") is True


def test_reset_from_the_menu(room: Room) -> None:
    room.select("heading")
    row = room.row("text")
    assert room.shown("text").differs
    menu = room.panel.menu_of(row)
    assert menu is not None
    action = next(each for each in menu.actions() if each.text() == "Reset to default")
    action.trigger()
    assert room.value("heading", "text") is UNSET and not room.shown("text").differs
    assert room.steps == ["Reset text of heading"]
    menu = room.panel.menu_of(row)
    assert menu is not None
    assert not next(each for each in menu.actions() if each.text() == "Reset to default").isEnabled()


# --- several components


def test_several_are_edited_together_in_one_step(room: Room) -> None:
    room.select("send_button", "cancel_button")
    assert room.panel.header.title.text() == "2 Buttons"
    assert room.shown("text").mixed
    before = room.text
    room.enter("text", "Go")
    assert room.value("send_button", "text") == room.value("cancel_button", "text") == "Go"
    assert room.steps == ["Change text of 2 components"]
    assert not room.shown("text").mixed
    room.undo()
    assert room.text == before and room.shown("text").mixed


def test_a_switch_of_several_that_differ_has_a_third_state(room: Room) -> None:
    room.design.apply(Transaction("x", (SetProperty("send_button", "enabled", False),)))
    room.select("send_button", "cancel_button")
    editor = room.editor("enabled")
    assert isinstance(editor, FlagEditor)
    switch = editor.switch
    assert switch.checkState() == Qt.CheckState.PartiallyChecked
    room.click(switch)
    assert switch.isChecked() and not switch.isTristate()
    assert room.value("send_button", "enabled") is UNSET
    room.click(switch)
    assert room.value("send_button", "enabled") is False and room.value("cancel_button", "enabled") is False


def test_of_different_components_only_what_they_share(room: Room) -> None:
    room.select("heading", "amount_box")
    assert room.panel.header.title.text() == "2 components"
    keys = {entry.key for entry in room.panel.subject.entries}  # type: ignore[union-attr]
    assert "font_size" in keys and "text" in keys
    assert "placeholder" not in keys and "icon" not in keys


# --- kinds of editors


def test_segments_are_clicked(room: Room) -> None:
    room.select("heading")
    editor = room.editor("align")
    assert isinstance(editor, SegmentsEditor)
    room.click(editor, editor.place(2).center())
    assert room.value("heading", "align") == "right"
    room.click(editor, editor.place(0).center())
    assert room.value("heading", "align") is UNSET


def test_a_choice_is_made_by_its_first_letter_and_from_the_menu(room: Room) -> None:
    room.select("amount_box")
    editor = room.editor("type")
    assert isinstance(editor, ChoiceEditor)
    room.focus("type")
    room.type("n")
    assert room.value("amount_box", "type") == "number"
    room.key(Qt.Key.Key_Down, ALT)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert room.value("amount_box", "type") == "email"


def test_dragging_the_name_changes_a_number(room: Room) -> None:
    room.select("heading")
    room.enter("font_size", "20")
    row = room.row("font_size")
    before = room.text
    start = row.name_rect().center()
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=start)
    for x in (3, 9, 15, 30):
        QTest.mouseMove(row, start + QPoint(x, 0))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 0))
    assert room.value("heading", "font_size") == 30
    assert len(room.steps) == 2
    room.undo()
    assert room.text == before


def test_dragging_keeps_the_unit_of_a_length(room: Room) -> None:
    room.select("picture")
    room.enter("height", "20%")
    row = room.row("height")
    start = row.name_rect().center()
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(row, start + QPoint(15, 0))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=start + QPoint(15, 0))
    assert room.value("picture", "height") == "25%"
    room.enter("height", "20 potatoes")
    assert "no unit 'potatoes'" in room.row("height").reason
    assert room.value("picture", "height") == "25%"


def test_ctrl_up_counts(room: Room) -> None:
    room.select("heading")
    room.enter("font_size", "20")
    room.key(Qt.Key.Key_Up, CTRL)
    assert room.value("heading", "font_size") == 21
    room.key(Qt.Key.Key_Down, CTRL | SHIFT)
    assert room.value("heading", "font_size") == 11


def test_a_text_of_several_lines_grows(room: Room) -> None:
    room.select("heading")
    room.focus("text")
    tall = room.row("text").height()
    room.key(Qt.Key.Key_End, CTRL)
    room.key(Qt.Key.Key_Return, SHIFT)
    room.type("second")
    assert room.value("heading", "text") == "Orders\nsecond"
    QApplication.processEvents()
    assert room.row("text").height() > tall


def test_the_window_for_a_long_text(room: Room) -> None:
    room.select("heading")
    before = room.text
    room.editor("text").open_picker()
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, TextWindow))
    window.area.setFocus()
    QTest.keyClicks(window.area, "All ")
    assert room.value("heading", "text") == "All Orders"
    window.reject()
    assert room.text == before


def test_json_says_what_is_wrong(room: Room) -> None:
    room.select("choice")
    room.enter("selected_value", "[1, 2")
    assert "This is no JSON" in room.row("selected_value").reason
    room.enter("selected_value", "One")
    assert room.value("choice", "selected_value") == "One"
    room.enter("selected_value", "12")
    assert room.value("choice", "selected_value") == 12
    room.enter("selected_value", '"12"')
    assert room.value("choice", "selected_value") == "12"
    assert room.editor("selected_value").field.text() == '"12"'  # type: ignore[attr-defined]


def test_margins_are_linked_until_they_differ(room: Room) -> None:
    room.select("amount_box")
    room.enter("margin", "8")
    assert room.value("amount_box", "margin") == [8, 8, 8, 8]
    editor = room.editor("margin")
    assert isinstance(editor, SidesEditor)
    sides = editor.sides
    room.click(sides.link)
    sides.fields[3].setFocus()
    room.clear()
    room.type("1em")
    room.key(Qt.Key.Key_Return)
    assert room.value("amount_box", "margin") == [8, 8, 8, "1em"]
    room.select("heading")
    room.select("amount_box")
    assert not sides.linked


def test_what_nobody_declares_is_shown(room: Room) -> None:
    room.design.apply(Transaction("x", (SetProperty("heading", "colour_scheme", {"a": 1}),)))
    room.select("heading")
    assert room.row("colour_scheme").shown.value == {"a": 1}
    room.panel.reset("colour_scheme")
    assert room.value("heading", "colour_scheme") is UNSET
