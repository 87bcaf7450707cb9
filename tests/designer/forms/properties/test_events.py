"""The list of events: links, broken ones, making and choosing handlers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from formwright.designer.forms.properties.events.row import EventRow
from tests.designer.forms.properties.conftest import Room


def bound(room: Room, component: str, event: str) -> object:
    return (room.design.template.node(component).get("event_bindings") or {}).get(event)


def row(room: Room, event: str) -> EventRow:
    found = room.panel.events.row(event)
    assert found is not None
    return found


def show(room: Room, *names: str) -> None:
    room.select(*names)
    room.panel.show_events()


def test_the_default_event_comes_first(room: Room) -> None:
    show(room, "send_button")
    assert [each.event_spec.name for each in room.panel.events.rows if not each.isHidden()] == [
        "click", "show", "hide",
    ]  # fmt: skip
    assert row(room, "click").field.text() == "send_button_click"
    assert row(room, "click").reason.isHidden()


def test_the_tab_tells_of_links_and_broken_ones(room: Room) -> None:
    tabs = room.panel.tabs
    room.select("heading")
    assert tabs.tabText(1) == "Events" and tabs.tabIcon(1).isNull()
    room.select("send_button")
    assert tabs.tabText(1) == "Events (1)" and tabs.tabIcon(1).isNull()
    room.select("cancel_button")
    assert tabs.tabText(1) == "Events (1)" and not tabs.tabIcon(1).isNull()
    room.panel.show_events()
    row(room, "click").unlink()
    assert tabs.tabText(1) == "Events" and tabs.tabIcon(1).isNull()


def test_alt_enter_and_double_click_open_the_handler(room: Room) -> None:
    show(room, "send_button")
    row(room, "click").field.setFocus()
    room.key(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert room.asked == [("click",)]
    QTest.mouseDClick(row(room, "show"), Qt.MouseButton.LeftButton, pos=QPoint(30, 14))
    assert room.asked[1:] == [("show",)]
    room.click(row(room, "hide").field, row(room, "hide").field.after_rect().center())
    assert room.asked[2:] == [("hide",)]


def test_linking_with_completion(room: Room) -> None:
    show(room, "cancel_button")
    before = room.text
    row(room, "show").field.setFocus()
    room.type("send")
    field = row(room, "show")
    assert field.offered.isVisible() and field.completer.currentCompletion() == "send_button_click"
    QTest.keyClick(field.offered, Qt.Key.Key_Down)
    QTest.keyClick(field.offered, Qt.Key.Key_Return)
    room.key(Qt.Key.Key_Return)
    assert bound(room, "cancel_button", "show") == "send_button_click"
    assert room.steps == ["Link show of cancel_button"]
    room.undo()
    assert room.text == before and row(room, "show").field.text() == ""


def test_a_link_to_a_method_that_is_not_there(room: Room) -> None:
    show(room, "cancel_button")
    broken = row(room, "click")
    assert broken.reason.text() == "The form has no method gone_click."
    assert broken.field.property("invalid") == "true"
    room.click(broken.create_button)
    assert room.asked == [("click",)]
    room.click(broken.relink)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions()] == ["form_show", "send_button_click"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert bound(room, "cancel_button", "click") == "send_button_click"
    assert broken.reason.isHidden()


def test_unlinking(room: Room) -> None:
    show(room, "send_button")
    row(room, "click").field.setFocus()
    room.clear()
    room.key(Qt.Key.Key_Return)
    assert bound(room, "send_button", "click") is None
    room.undo()
    assert bound(room, "send_button", "click") == "send_button_click"


def test_what_cannot_be_a_method_is_refused(room: Room) -> None:
    show(room, "send_button")
    before = room.text
    row(room, "show").field.setFocus()
    room.type("do it")
    room.key(Qt.Key.Key_Return)
    assert "letters, digits and _" in row(room, "show").reason.text()
    assert room.text == before
    room.key(Qt.Key.Key_Escape)
    assert row(room, "show").field.text() == "" and row(room, "show").reason.isHidden()


def test_the_code_is_followed_also_while_it_is_broken(room: Room) -> None:
    show(room, "cancel_button")
    code = room.design.document.code
    assert code is not None
    code.set_text(code.text + "\n    def gone_click(self, **event_args):\n        oops(")
    room.qtbot.waitUntil(lambda: row(room, "click").reason.isHidden())
    assert "does not parse" in room.panel.events._hint.text()


def test_several_components(room: Room) -> None:
    show(room, "send_button", "cancel_button")
    click = row(room, "click")
    assert click.link.mixed and click.field.placeholderText() == "Mixed"
    click.field.setFocus()
    room.type("form_show")
    room.key(Qt.Key.Key_Escape)
    room.key(Qt.Key.Key_Return)
    assert bound(room, "send_button", "click") == bound(room, "cancel_button", "click") == "form_show"
    assert len(room.steps) == 1


def test_a_decorated_method_is_shown_and_not_changed_here(room: Room) -> None:
    code = room.design.document.code
    assert code is not None
    code.set_text(
        code.text + '\n    @handle("heading", "show")\n    def seen(self, **event_args):\n        pass\n'
    )
    show(room, "heading")
    assert row(room, "show").field.text() == "seen" and row(room, "show").field.isReadOnly()


def test_events_are_searched(room: Room) -> None:
    show(room, "amount_box")
    room.panel.search.setFocus()
    room.type("enter")
    assert [each.event_spec.name for each in room.panel.events.rows if not each.isHidden()] == [
        "pressed_enter"
    ]
    room.key(Qt.Key.Key_Down)
    assert row(room, "pressed_enter").field.hasFocus()


def test_a_half_entered_method_does_not_reach_another_component(room: Room) -> None:
    show(room, "send_button")
    before = room.text
    row(room, "show").field.setFocus()
    room.type("form_show")
    room.key(Qt.Key.Key_Escape)  # the list of methods
    room.select("cancel_button")
    assert row(room, "show").field.text() == ""
    row(room, "hide").field.setFocus()
    assert room.text == before
