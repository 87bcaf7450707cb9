"""Components that cannot be seen, below the canvas."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.changes import InsertComponent, RemoveComponent, Transaction
from formwright.designer.core.forms.template import FORM, Place
from formwright.designer.core.forms.wire import NODE_MIME
from formwright.designer.forms.canvas.tray import Tray
from tests.designer.forms.overlay.conftest import Room, Rooms, leaf
from tests.designer.forms.overlay.test_dragging_in import Drag

CONTROL = Qt.KeyboardModifier.ControlModifier
TIMER = {"type": "Timer", "properties": {}}


@pytest.fixture
def room(rooms: Rooms) -> Room:
    return rooms.open(
        leaf("heading"), {"type": "Timer", "name": "tick_1"}, {"type": "Timer", "name": "tick_2"}
    )


@pytest.fixture
def tray(room: Room) -> Iterator[Tray]:
    tray = Tray(room.overlay.stage)
    layout = room.window.layout()
    assert layout is not None
    layout.addWidget(tray)
    yield tray
    tray.shut_down()


def chip(tray: Tray, name: str) -> QToolButton:
    return tray.chips[Ref("Page", name)]


def test_chips_come_and_go_with_their_components(room: Room, tray: Tray) -> None:
    assert [each.text() for each in tray.chips.values()] == ["tick_1", "tick_2"]
    assert chip(tray, "tick_1").accessibleName() == "Timer tick_1"
    room.design.apply(Transaction("Delete", (RemoveComponent("tick_1"), RemoveComponent("tick_2"))))
    assert not tray.chips and not tray.isVisible()
    room.design.apply(Transaction("Add", (InsertComponent(Place(FORM, 0), {**TIMER, "name": "clock"}),)))
    assert tray.isVisible() and chip(tray, "clock").isVisible()


def test_a_click_selects_and_ctrl_adds(room: Room, tray: Tray) -> None:
    QTest.mouseClick(chip(tray, "tick_1"), Qt.MouseButton.LeftButton)
    assert room.names == ["tick_1"] and chip(tray, "tick_1").isChecked()
    QTest.mouseClick(chip(tray, "tick_2"), Qt.MouseButton.LeftButton, CONTROL)
    assert room.names == ["tick_1", "tick_2"]
    room.click("heading")
    assert not chip(tray, "tick_1").isChecked()


def test_keys_walk_the_chips_and_go_back_to_the_form(room: Room, tray: Tray) -> None:
    chip(tray, "tick_1").setFocus(Qt.FocusReason.TabFocusReason)
    assert room.names == ["tick_1"]
    room.key(Qt.Key.Key_Right)
    assert room.names == ["tick_2"]
    room.key(Qt.Key.Key_Return)
    assert room.ran == ["handler"]
    room.key(Qt.Key.Key_Escape)
    assert room.names == [FORM]


def test_a_double_click_goes_to_the_handler(room: Room, tray: Tray) -> None:
    QTest.mouseDClick(chip(tray, "tick_1"), Qt.MouseButton.LeftButton)
    assert room.ran == ["handler"]


def test_timers_can_be_dropped_here_and_buttons_cannot(room: Room, tray: Tray) -> None:
    drag = Drag(room, NODE_MIME, TIMER, tray)
    assert drag.enter(QPoint(5, 5)) and tray.property("drop") == "taken"
    assert drag.drop(QPoint(5, 5)) and not tray.property("drop")
    assert room.names == ["timer_1"] and chip(tray, "timer_1").isChecked()
    other = Drag(room, NODE_MIME, {"type": "Button", "properties": {}}, tray)
    assert other.enter(QPoint(5, 5))
    assert not other.move(QPoint(5, 5)).isAccepted() and tray.property("drop") == "refused"
    other.leave()
    assert not tray.property("drop")
