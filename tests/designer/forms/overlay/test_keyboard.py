"""The canvas without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest

from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.canvas import announcer
from tests.designer.forms.overlay.conftest import Room, Rooms, leaf, panel

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def test_enter_goes_in_escape_goes_out_tab_goes_on(room: Room) -> None:
    room.key(Key.Key_Return)
    assert room.names == ["heading"]
    room.key(Key.Key_Tab)
    assert room.names == ["card"]
    room.key(Key.Key_Return)
    assert room.names == ["amount"]
    room.key(Key.Key_Tab)
    room.key(Key.Key_Tab)
    room.key(Key.Key_Tab)
    assert room.names == ["amount"]
    room.key(Key.Key_Backtab, SHIFT)
    assert room.names == ["cancel"]
    room.key(Key.Key_Escape)
    assert room.names == ["card"]
    room.key(Key.Key_Escape)
    assert room.names == [FORM]
    assert len(room.paper.shown) == 8  # each was scrolled into view


def test_home_and_end(room: Room) -> None:
    room.key(Key.Key_Return)
    room.key(Key.Key_End)
    assert room.names == ["empty"]
    room.key(Key.Key_Home)
    assert room.names == ["heading"]


def test_arrows_go_to_what_lies_there(room: Room) -> None:
    room.click("ok")
    room.key(Key.Key_Right)
    assert room.names == ["cancel"]
    room.key(Key.Key_Up)
    assert room.names == ["amount"]
    room.key(Key.Key_Up)
    assert room.names == ["heading"]
    room.key(Key.Key_Down)
    assert room.names == ["card"]
    room.key(Key.Key_Down)
    assert room.names == ["flow"]
    room.key(Key.Key_Left)
    assert room.names == ["flow"]


def test_shift_and_arrows_add_and_go_back(room: Room) -> None:
    room.click("heading")
    room.key(Key.Key_Down, SHIFT)
    room.key(Key.Key_Down, SHIFT)
    assert room.names == ["heading", "card", "flow"]
    room.key(Key.Key_Up, SHIFT)
    assert room.names == ["heading", "card"]


def test_ctrl_a_selects_the_siblings(room: Room) -> None:
    room.click("ok")
    room.key(Key.Key_A, CONTROL)
    assert set(room.names) == {"amount", "ok", "cancel"} and room.names[-1] == "ok"


def test_alt_and_arrows_move_within_the_parent(room: Room) -> None:
    room.click("ok")
    room.key(Key.Key_Up, ALT)
    assert room.template.children("card") == ("amount", "ok", "cancel")
    assert room.at("ok").y() < room.at("cancel").y()
    room.key(Key.Key_Up, ALT)
    assert room.template.children("card") == ("ok", "amount", "cancel")
    room.click("heading")
    room.key(Key.Key_Up, ALT)
    assert room.said[-1] == "It is the first one already."
    room.click("two")
    room.key(Key.Key_Left, ALT)
    assert room.template.children("flow") == ("two", "one")
    assert room.names == ["two"]


def test_alt_and_arrows_move_out_of_the_parent_and_into_another(room: Room) -> None:
    room.click("amount")
    room.key(Key.Key_Left, ALT)
    assert room.template.children(FORM) == ("heading", "card", "amount", "flow", "empty")
    room.key(Key.Key_Right, ALT)
    assert room.template.children("card") == ("ok", "cancel", "amount")
    room.click("heading")
    room.key(Key.Key_Left, ALT)
    assert room.said[-1] == "It is in the form itself already."


def test_alt_and_arrows_move_columns(room: Room) -> None:
    room.click("cancel")
    room.key(Key.Key_Left, ALT)
    assert room.template.children("card") == ("amount", "cancel", "ok")
    assert room.at("cancel").x() < room.at("ok").x()
    room.key(Key.Key_Down, ALT)
    assert room.template.children("card") == ("amount", "ok", "cancel")
    assert room.at("cancel").y() > room.at("ok").y()


def test_alt_and_arrows_move_by_pixels_where_places_are_free(rooms: Rooms) -> None:
    room = rooms.open(leaf("a", "Button", layout_properties={"x": 5, "y": 5}), kind="XYPanel")
    room.click("a")
    for _ in range(3):
        room.key(Key.Key_Right, ALT)
    room.key(Key.Key_Down, ALT | SHIFT)
    assert room.template.node("a")["layout_properties"] == {"x": 8, "y": 15}
    room.undo()
    assert room.template.node("a")["layout_properties"] == {"x": 5, "y": 5}


def test_tab_at_the_form_itself_leaves_the_canvas(rooms: Rooms) -> None:
    from PySide6.QtWidgets import QLineEdit

    room = rooms.open(leaf("a"))
    field = QLineEdit(room.window)
    layout = room.window.layout()
    assert layout is not None
    layout.addWidget(field)
    field.show()
    room.overlay.setFocus()
    room.key(Key.Key_Tab)
    assert field.hasFocus()


def test_an_item_template_is_walked_like_what_is_in_its_panel(rooms: Rooms) -> None:
    rows = {"type": "RepeatingPanel", "name": "rows", "properties": {"item_template": "Item"}}
    item = {"container": {"type": "ColumnPanel"}, "components": [leaf("name_label")]}
    room = rooms.open(rows, leaf("a"), forms={"Item": item})
    room.click("rows")
    room.click(room.at("rows", 0.5, 0.02))
    room.key(Key.Key_Return)
    assert (room.design.selection.form, room.names) == ("Item", [FORM])
    room.key(Key.Key_Return)
    assert (room.design.selection.form, room.names) == ("Item", ["name_label"])
    room.key(Key.Key_Escape)
    room.key(Key.Key_Escape)
    assert (room.design.selection.form, room.names) == ("Page", ["rows"])


@pytest.mark.parametrize("kind", ["FlowPanel", "GridPanel", "XYPanel", "LinearPanel", "DataRowPanel"])
def test_into_every_kind_of_container(rooms: Rooms, kind: str) -> None:
    room = rooms.open(panel("p", kind=kind), leaf("a"))
    room.click("a")
    room.key(Key.Key_Right, ALT)
    assert room.template.children("p") == ("a",)
    assert "grid_position" not in (room.template.node("a").get("layout_properties") or {})


def test_what_is_selected_is_announced(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    class Reader:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            said.append(event.message())

    monkeypatch.setattr(announcer, "QAccessible", Reader)
    room.click("ok")
    assert room.overlay.accessibleName() == "Canvas: Button ok, 2 of 3 in card"
    room.key(Key.Key_Escape)
    room.key(Key.Key_Escape)
    assert said == [
        "Button ok, 2 of 3 in card",
        "ColumnPanel card, 2 of 4 in Page",
        "Form Page",
    ]
    assert "Alt" in room.overlay.accessibleDescription()
    QTest.keyClick(room.overlay, Key.Key_Return)
    room.key(Key.Key_Up, ALT)
    assert said[-1] == "It is the first one already."
