"""Dragged onto the canvas from elsewhere: what Qt's drag events do, from entering to letting go."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from formwright.designer.core.forms.template import FORM
from formwright.designer.core.forms.wire import COMPONENTS_MIME, FORM_MIME, NODE_MIME
from tests.designer.forms.overlay.conftest import Room, Rooms, leaf

ANY = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
LEFT = Qt.MouseButton.LeftButton
NO = Qt.KeyboardModifier.NoModifier
BUTTON = {"type": "Button", "properties": {"text": "Go"}}
ITEM = {"container": {"type": "ColumnPanel"}, "components": [leaf("name_label")]}


class Drag:
    """The events of one drag, sent as Qt sends them."""

    def __init__(self, room: Room, kind: str, value: Any, target: QWidget | None = None) -> None:
        self.target = target or room.overlay
        self.mime = QMimeData()
        self.mime.setData(kind, json.dumps(value).encode())

    def enter(self, point: QPoint) -> bool:
        event = QDragEnterEvent(point, ANY, self.mime, LEFT, NO)
        QApplication.sendEvent(self.target, event)
        return event.isAccepted()

    def move(self, point: QPoint, modifiers: Qt.KeyboardModifier = NO) -> QDragMoveEvent:
        event = QDragMoveEvent(point, ANY, self.mime, LEFT, modifiers)
        QApplication.sendEvent(self.target, event)
        return event

    def drop(self, point: QPoint, modifiers: Qt.KeyboardModifier = NO) -> bool:
        event = QDropEvent(QPointF(point), ANY, self.mime, LEFT, modifiers)
        QApplication.sendEvent(self.target, event)
        return event.isAccepted()

    def leave(self) -> None:
        QApplication.sendEvent(self.target, QDragLeaveEvent())


def test_a_component_from_the_toolbox(room: Room) -> None:
    before = room.design.document.text.text
    drag = Drag(room, NODE_MIME, BUTTON)
    point = room.at("flow", 0.9, 0.5)
    assert drag.enter(room.at("heading"))
    assert drag.move(point).dropAction() is Qt.DropAction.CopyAction
    assert room.preview().line is not None
    assert room.preview().chip == "Button"
    assert drag.drop(point)
    assert room.template.children("flow") == ("one", "two", "button_1")
    assert room.template.node("button_1")["properties"] == {"text": "Go"}
    assert room.names == ["button_1"]
    assert room.overlay.hasFocus() and room.overlay.gesture is None
    room.undo()
    assert room.design.document.text.text == before


def test_leaving_the_canvas_leaves_nothing_behind(room: Room) -> None:
    drag = Drag(room, NODE_MIME, BUTTON)
    drag.enter(room.at("empty"))
    assert room.preview().highlight is not None
    drag.leave()
    assert room.preview().highlight is None and room.overlay.gesture is None


def test_components_from_the_outline_move_or_are_copied(room: Room) -> None:
    drag = Drag(room, COMPONENTS_MIME, {"form": "Page", "names": ["two", "one"]})
    point = room.at("empty")
    drag.enter(point)
    assert drag.move(point).dropAction() is Qt.DropAction.MoveAction
    assert drag.move(point, Qt.KeyboardModifier.ControlModifier).dropAction() is Qt.DropAction.CopyAction
    drag.drop(point)
    assert room.template.children("empty") == ("one", "two")


def test_a_form_from_the_tree(rooms: Rooms) -> None:
    room = rooms.open(leaf("a"), forms={"Item": ITEM})
    drag = Drag(room, FORM_MIME, "Item")
    drag.enter(room.at("a"))
    drag.drop(room.at("a", 0.5, 0.9))
    assert room.template.type_of("item_1") == "form:Item"


def test_what_cannot_be_dropped_is_refused_with_the_reason(room: Room) -> None:
    drag = Drag(room, FORM_MIME, "Page")
    point = room.at("empty")
    assert drag.enter(point)  # or Qt would tell of no move, and nothing could be dropped elsewhere
    assert not drag.move(point).isAccepted()
    assert room.preview().refused
    assert room.preview().chip == "The form Page cannot be put into itself."
    drag.leave()


def test_other_things_are_not_taken(room: Room) -> None:
    drag = Drag(room, NODE_MIME, "nonsense")
    assert not drag.enter(room.at("empty"))
    other = Drag(room, "text/plain", "hello")
    assert not other.enter(room.at("empty"))
    assert not other.drop(room.at("empty"))


def test_a_timer_goes_to_the_end_of_the_form(room: Room) -> None:
    drag = Drag(room, NODE_MIME, {"type": "Timer", "properties": {}})
    drag.enter(room.at("ok"))
    assert room.preview().chip == "A Timer cannot be seen: it goes below the canvas."
    drag.drop(room.at("ok"))
    assert room.template.children(FORM)[-1] == "timer_1"
