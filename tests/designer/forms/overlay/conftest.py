"""The overlay over a paper canvas, with a real form in a real app, driven by real mouse and key events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.template import FORM, Template
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.forms.canvas.overlay import Overlay
from formwright.designer.forms.canvas.stage import Preview
from formwright.designer.ui.theme import Theme
from tests.designer.forms.overlay.paper import Paper
from tests.designer.sample import make_app

NO = Qt.KeyboardModifier.NoModifier


def leaf(name: str, kind: str = "Label", **rest: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "properties": {"text": name.title()}, **rest}


def panel(
    name: str, *components: Mapping[str, Any], kind: str = "ColumnPanel", **rest: Any
) -> dict[str, Any]:
    return {"type": kind, "name": name, "components": list(components), **rest}


@dataclass
class Room:
    qtbot: QtBot
    designs: Designs
    paper: Paper
    overlay: Overlay
    window: QWidget
    said: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)

    @property
    def design(self) -> Design:
        assert self.designs.current is not None
        return self.designs.current

    @property
    def template(self) -> Template:
        return self.design.document.template

    @property
    def names(self) -> list[str]:
        """Of what is selected, as it is now."""
        return [*self.design.selection.names]

    def preview(self) -> Preview:
        return self.overlay.stage.preview

    def at(self, name: str, across: float = 0.5, down: float = 0.5, form: str = "") -> QPoint:
        box = self.paper.picture.box(Ref(form or self.design.form, name))
        assert box is not None, name
        view = self.paper.to_view(box.rect)
        return QPointF(view.x() + view.width() * across, view.y() + view.height() * down).toPoint()

    def click(self, point: QPoint | str, modifiers: Qt.KeyboardModifier = NO) -> None:
        where = self.at(point) if isinstance(point, str) else point
        QTest.mouseClick(self.overlay, Qt.MouseButton.LeftButton, modifiers, where)

    def press(self, point: QPoint, modifiers: Qt.KeyboardModifier = NO) -> None:
        QTest.mousePress(self.overlay, Qt.MouseButton.LeftButton, modifiers, point)

    def move(self, point: QPoint) -> None:
        QTest.mouseMove(self.overlay, point)
        QApplication.processEvents()

    def release(self, point: QPoint, modifiers: Qt.KeyboardModifier = NO) -> None:
        QTest.mouseRelease(self.overlay, Qt.MouseButton.LeftButton, modifiers, point)

    def drag(self, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NO) -> None:
        self.press(start, modifiers)
        self.move(start + (end - start) / 2)
        self.move(end)
        self.release(end, modifiers)

    def double_click(self, point: QPoint) -> None:
        QTest.mouseClick(self.overlay, Qt.MouseButton.LeftButton, NO, point)
        QTest.mouseDClick(self.overlay, Qt.MouseButton.LeftButton, NO, point)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifiers)

    def undo(self) -> None:
        assert self.design.document.undo()


class Rooms:
    def __init__(self, qtbot: QtBot, folder: Path, theme: Theme) -> None:
        self._qtbot = qtbot
        self._folder = folder
        self.theme = theme

    def open(self, *components: Mapping[str, Any], kind: str = "ColumnPanel", **more: Any) -> Room:
        own = more.pop("own", {})
        forms = more.pop("forms", {})
        data = {"container": {"type": kind, **own}, "components": list(components), **more}
        app = make_app(self._folder / "Counter")
        for name, template in {"Page": data, **forms}.items():
            form = app / "client_code" / name
            form.mkdir()
            (form / "form_template.yaml").write_text(json.dumps(template, indent=1) + "\n")
            (form / "__init__.py").write_text("")
        project = Project(app)
        designs, commands = Designs(project), Commands()
        said: list[str] = []
        ran: list[str] = []
        designs.notice.connect(said.append)
        commands.add(
            Command("design.open_handler", "Handler", lambda: ran.append("handler"), scope="design"),
            Command("design.delete", "Delete", lambda: ran.append("delete"), "Del", scope="design", group=1),
            Command("design.wrap", "Wrap", lambda: ran.append("wrap"), "Ctrl+G", scope="design"),
            Command("tree.rename", "Rename", lambda: ran.append("rename"), scope="tree"),
        )
        designs.show("Page")
        paper = Paper(designs)
        overlay = Overlay(paper, designs, commands)
        paper.set_overlay(overlay)
        window = QWidget()
        row = QHBoxLayout(window)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(paper)
        window.resize(840, 640)
        self._qtbot.addWidget(window)
        with self._qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow)
        overlay.setFocus()
        self._qtbot.waitUntil(overlay.hasFocus)
        return Room(self._qtbot, designs, paper, overlay, window, said, ran)


@pytest.fixture
def rooms(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Rooms:
    return Rooms(qtbot, tmp_path, Theme(qapp, Preferences(tmp_path / "preferences.json")))


@pytest.fixture
def room(rooms: Rooms) -> Room:
    """A heading, a card with a field and two buttons beside each other, and an empty panel."""
    return rooms.open(
        leaf("heading"),
        panel(
            "card",
            leaf("amount", "TextBox"),
            leaf("ok", "Button", layout_properties={"grid_position": "R,A"}),
            leaf("cancel", "Button", layout_properties={"grid_position": "R,B"}),
        ),
        panel("flow", leaf("one", "Button"), leaf("two", "Button"), kind="FlowPanel"),
        panel("empty", kind="LinearPanel"),
    )


__all__ = ["FORM", "Room", "Rooms", "leaf", "panel"]
