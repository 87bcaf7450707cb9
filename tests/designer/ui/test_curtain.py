"""What covers a page can be read and answered in a small panel, too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from formwright.designer.ui.curtain import Curtain

TEXT = "Opening it has run none of its code. Running it means that it may do what you may do. " * 4


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    room = QWidget()
    qtbot.addWidget(room)
    return room


def shown(qtbot: QtBot, room: QWidget, height: int) -> Curtain:
    room.resize(420, height)
    curtain = Curtain(room)
    curtain.resize(room.size())
    curtain.show_choice("shield-outline", "muted", "Run this app?", TEXT, "Run", lambda: None)
    room.show()
    qtbot.waitUntil(lambda: curtain.button.isVisible() and curtain.button.y() > 0)
    return curtain


def part(curtain: Curtain, text: str) -> QLabel:
    return next(label for label in curtain.findChildren(QLabel) if label.text() == text)


@pytest.mark.parametrize("height", [600, 240, 90])
def test_no_word_is_cut_off(qtbot: QtBot, room: QWidget, height: int) -> None:
    curtain = shown(qtbot, room, height)
    words = part(curtain, TEXT)
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))
    assert words.geometry().bottom() < curtain.button.y()


def test_the_picture_makes_room_for_words_and_button(qtbot: QtBot, room: QWidget) -> None:
    for height, has_picture in ((600, True), (210, False)):
        curtain = shown(qtbot, room, height)
        assert part(curtain, "").isVisible() is has_picture
        place = QRect(curtain.button.mapTo(curtain, QPoint()), curtain.button.size())
        assert curtain.rect().contains(place)
