"""The pointer on the canvas: selecting, moving, pulling, panning, and what can be stopped."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.canvas.gestures.moving import Moving
from tests.designer.forms.overlay.conftest import Room, Rooms, leaf

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


# --- selecting


def test_a_click_selects_the_innermost_component(room: Room) -> None:
    room.click("ok")
    assert room.names == ["ok"]
    room.click(room.at("card", 0.5, 0.02))
    assert room.names == ["card"]
    room.click(room.at(FORM, 0.005, 0.5))
    assert room.names == [FORM]
    assert not room.paper.shown  # what was clicked is in sight


def test_shift_and_ctrl_add_and_take_away(room: Room) -> None:
    room.click("ok")
    room.click("cancel", CONTROL)
    room.click("heading", SHIFT)
    assert room.names == ["ok", "cancel", "heading"]
    room.click("cancel", CONTROL)
    assert room.names == ["ok", "heading"]


def test_a_click_on_one_of_several_selects_it_alone_when_let_go(room: Room) -> None:
    room.click("ok")
    room.click("cancel", CONTROL)
    room.press(room.at("ok"))
    assert room.names == ["ok", "cancel"]
    room.release(room.at("ok"))
    assert room.names == ["ok"]


def test_a_rubber_band_selects_what_it_touches_and_escape_gives_back_what_was(room: Room) -> None:
    room.click("heading")
    start, end = room.at(FORM, 0.002, 0.99), room.at("two", 0.5, 0.5)
    room.press(start)
    room.move(end)
    assert set(room.names) == {"flow", "empty"}
    assert room.preview().band is not None
    room.key(Key.Key_Escape)
    assert room.names == [FORM]
    assert room.preview().band is None
    room.release(end)


def test_a_rubber_band_with_shift_starts_in_a_panel_and_adds(room: Room) -> None:
    room.click("heading")
    start = room.at("flow", 0.9, 0.9)
    room.press(start, SHIFT)
    QTest.mouseMove(room.overlay, room.at("two", 0.9, 0.5))
    room.overlay._go_on(room.at("one", 0.5, 0.5).toPointF(), SHIFT)
    assert room.names == ["heading", "one", "two"]
    room.release(start, SHIFT)


# --- moving


def test_dragging_moves_with_a_line_and_one_step_to_undo(room: Room) -> None:
    before = room.design.document.text.text
    start, end = room.at("heading"), room.at("flow", 0.5, 0.99)
    room.press(start)
    room.move(start + QPoint(0, 30))
    room.move(end)
    assert isinstance(room.overlay.gesture, Moving)
    assert room.preview().line is not None
    assert room.design.document.text.text == before
    room.release(end)
    assert room.template.children(FORM) == ("card", "flow", "heading", "empty")
    assert room.names == ["heading"]
    room.undo()
    assert room.design.document.text.text == before


def test_escape_discards_a_drag(room: Room) -> None:
    before = room.design.document.text.text
    start, end = room.at("heading"), room.at("empty")
    room.press(start)
    room.move(end)
    room.key(Key.Key_Escape)
    assert room.overlay.gesture is None and room.preview().line is None
    room.release(end)
    assert room.design.document.text.text == before


def test_ctrl_makes_it_a_copy_also_when_pressed_late(room: Room) -> None:
    start, end = room.at("one"), room.at("empty")
    room.press(start)
    room.move(end)
    assert room.preview().chip == "one"
    QTest.keyPress(room.overlay, Key.Key_Control)
    assert room.preview().chip == "Copy one"
    room.release(end, CONTROL)
    assert room.template.children("empty") == ("one_1",)
    assert room.template.children("flow") == ("one", "two")
    assert room.names == ["one_1"]


def test_several_move_together(room: Room) -> None:
    room.click("heading")
    room.click("one", CONTROL)
    room.drag(room.at("one"), room.at("empty"))
    assert room.template.children("empty") == ("heading", "one")
    assert set(room.names) == {"heading", "one"}


def test_beside_another_makes_columns(room: Room) -> None:
    room.drag(room.at("one"), room.at("heading", 0.97, 0.5))
    assert room.template.children(FORM)[:2] == ("heading", "one")
    heading, one = (room.paper.picture.box(Ref("Page", name)) for name in ("heading", "one"))
    assert heading is not None and one is not None
    assert heading.rect.y == one.rect.y and heading.rect.right < one.rect.x


def test_a_panel_held_over_itself_says_why_not(room: Room) -> None:
    start = room.at("card", 0.5, 0.02)
    end = room.at("amount")
    room.press(start)
    room.move(end)
    assert room.preview().refused
    assert "into itself" in room.preview().chip
    room.release(end)
    assert "into itself" in room.said[-1]


def test_the_name_tag_moves_what_is_selected(room: Room) -> None:
    room.click(room.at("card", 0.5, 0.02))
    room.overlay.repaint()
    ((area, ref),) = room.overlay._painted.tags
    assert ref == Ref("Page", "card")
    room.drag(area.center().toPoint(), room.at("heading", 0.5, 0.1))
    assert room.template.children(FORM)[:2] == ("card", "heading")


def test_near_the_edge_the_canvas_scrolls(room: Room) -> None:
    room.press(room.at("heading"))
    edge = QPoint(400, room.overlay.height() - 2)
    room.move(edge)
    room.qtbot.waitUntil(lambda: len(room.paper.scrolled) > 3)
    assert all(dy > 0 for _, dy in room.paper.scrolled)
    room.key(Key.Key_Escape)
    count = len(room.paper.scrolled)
    room.qtbot.wait(60)
    assert len(room.paper.scrolled) == count
    room.release(edge)


def test_the_middle_button_and_space_pull_the_page(room: Room) -> None:
    QTest.mousePress(room.overlay, Qt.MouseButton.MiddleButton, pos=QPoint(300, 300))
    room.move(QPoint(280, 250))
    QTest.mouseRelease(room.overlay, Qt.MouseButton.MiddleButton, pos=QPoint(280, 250))
    QTest.keyPress(room.overlay, Key.Key_Space)
    room.press(QPoint(300, 300))
    room.move(QPoint(310, 300))
    room.release(QPoint(310, 300))
    QTest.keyRelease(room.overlay, Key.Key_Space)
    assert room.paper.scrolled == [(20, 50), (-10, 0)]
    assert room.names == [FORM]


# --- pulling


def test_pulling_the_lower_edge_changes_the_height(rooms: Rooms) -> None:
    room = rooms.open(leaf("gap", "Spacer"), leaf("a"))
    room.click("gap")
    room.overlay.repaint()
    start = room.at("gap", 0.5, 0.999)
    room.press(start)
    room.move(start + QPoint(0, 20))
    assert room.preview().chip == "60"
    room.release(start + QPoint(0, 20))
    assert room.template.node("gap")["properties"]["height"] == 60
    room.undo()
    assert "height" not in room.template.node("gap")["properties"]


def test_components_that_take_no_size_have_no_grips(room: Room) -> None:
    room.click("heading")
    room.overlay.repaint()
    assert not room.overlay._painted.grips


def test_pulling_a_boundary_changes_the_widths_of_columns(room: Room) -> None:
    room.click("ok")
    room.overlay.repaint()
    ((area, _),) = room.overlay._painted.grips
    start = area.center().toPoint()
    room.drag(start, start + QPoint(120, 0))
    weights = room.template.node("card")["properties"]["col_widths"]
    assert weights == '{"A":40,"B":20}'


def test_in_an_xy_panel_components_move_and_widen(rooms: Rooms) -> None:
    place = {"x": 40, "y": 60, "width": 100}
    room = rooms.open(leaf("a", "Button", layout_properties=place), kind="XYPanel")
    start = room.at("a")
    room.drag(start, start + QPoint(33, 77))
    assert room.template.node("a")["layout_properties"] == {"x": 73, "y": 137, "width": 100}
    room.overlay.repaint()
    right = room.at("a", 0.999, 0.5)
    room.drag(right, right + QPoint(25, 0))
    assert room.template.node("a")["layout_properties"]["width"] == 125
    room.overlay.repaint()
    left = room.at("a", 0.001, 0.5)
    room.drag(left, left + QPoint(10, 0))
    assert room.template.node("a")["layout_properties"] == {"x": 83, "y": 137, "width": 115}


# --- the menu


def test_the_menu_has_the_commands_of_the_design_view_and_the_way_out(room: Room) -> None:
    from PySide6.QtWidgets import QMenu

    from formwright.designer.forms.canvas.menu import context_menu

    room.click("ok")
    menu = context_menu(room.overlay.stage, room.overlay)
    titles = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert titles == ["Handler", "Wrap", "Delete", "Select"]
    inner = menu.actions()[-1].menu()
    assert isinstance(inner, QMenu)
    assert [action.text() for action in inner.actions()] == ["card", "Page"]
    inner.actions()[0].trigger()
    assert room.names == ["card"]
    menu.actions()[0].trigger()
    assert room.ran == ["handler"]
