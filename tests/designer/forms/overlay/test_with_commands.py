"""The overlay with the real commands of the design view attached, as the shell attaches them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from PySide6.QtCore import Qt

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.canvas.menu import context_menu
from formwright.designer.forms.commands import add_design_commands
from formwright.designer.shell.actions import Actions
from tests.designer.forms.overlay.conftest import Room, Rooms, leaf, panel

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def room(rooms: Rooms) -> Room:
    parts: tuple[Mapping[str, Any], ...] = (
        leaf("heading"),
        panel("card", leaf("ok", "Button"), leaf("cancel", "Button"), kind="FlowPanel"),
    )
    room = rooms.open(*parts)
    commands: Commands = room.overlay.stage.commands
    commands.rollback(frozenset())
    add_design_commands(commands, room.designs)
    Actions(commands, room.window).attach("design", room.overlay)
    return room


def test_escape_ends_a_drag_and_only_then_goes_to_the_container(room: Room) -> None:
    start = room.at("ok")
    room.press(start)
    room.move(room.at("heading"))
    room.key(Key.Key_Escape)
    assert room.overlay.gesture is None
    assert room.names == ["ok"]
    room.release(start)
    room.key(Key.Key_Escape)
    assert room.names == ["card"]


def test_keys_of_commands_work_on_what_is_selected(room: Room) -> None:
    room.click("ok")
    room.key(Key.Key_D, CONTROL)
    assert room.template.children("card") == ("ok", "ok_1", "cancel")
    room.key(Key.Key_Right, ALT)
    assert room.template.children("card") == ("ok", "cancel", "ok_1")
    room.key(Key.Key_Delete)
    assert room.template.children("card") == ("ok", "cancel")
    room.key(Key.Key_Z, CONTROL)
    room.key(Key.Key_Z, CONTROL)
    room.key(Key.Key_Z, CONTROL)
    assert room.template.children("card") == ("ok", "cancel")
    assert room.design.document.history.to_undo is None


def test_alt_and_up_is_the_command_for_it(room: Room) -> None:
    room.click("heading")
    room.key(Key.Key_Down, ALT)
    assert room.template.children("card") == ("heading", "ok", "cancel")
    room.key(Key.Key_Z, CONTROL)
    assert room.template.children(FORM) == ("heading", "card")


def test_the_menu_names_what_can_be_done_with_the_component(room: Room) -> None:
    room.click("heading")
    menu = context_menu(room.overlay.stage, room.overlay, lambda: None)
    titles = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert titles[0] == "Edit the text"
    assert titles.index("Cut") < titles.index("Move up") < titles.index("Select")
    assert not any(title.startswith(("Undo", "Redo")) for title in titles)
    assert "Wrap in" in titles and "Wrap in a card" not in titles
