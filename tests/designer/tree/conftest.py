"""The tree of a real app, shown and driven with keys and clicks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.locations import Location
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.shell.actions import Actions
from formwright.designer.tree import TreePanel
from formwright.designer.ui.theme import Theme
from tests.designer.sample import make_app


@dataclass
class Room:
    qtbot: QtBot
    project: Project
    panel: TreePanel
    window: QMainWindow
    opened: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def index(self, dotted: str) -> QModelIndex:
        index = next(
            self.panel.model.index_of(node.key)
            for root in self.project.tree()
            for node in root.walk()
            if dotted in (node.dotted, node.name)
        )
        assert index.isValid()
        return index

    def middle(self, dotted: str) -> QPoint:
        area: QRect = self.panel.view.visualRect(self.index(dotted))
        return area.center()

    def click(self, dotted: str) -> None:
        QTest.mouseClick(self.panel.view.viewport(), Qt.MouseButton.LeftButton, pos=self.middle(dotted))

    def choose(self, dotted: str) -> None:
        self.panel.view.setFocus()
        self.panel.view.choose(self.index(dotted))

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifiers)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    @property
    def field(self) -> QLineEdit | None:
        """The open editor of a name."""
        return self.panel.view.findChild(QLineEdit, "name_field")

    def wait_for(self, path: str, *, there: bool = True) -> None:
        self.qtbot.waitUntil(lambda: (self.project.folder / path).exists() == there)

    def settle(self) -> None:
        """Work that the tree put off until after the current event."""
        self.qtbot.waitUntil(lambda: self.field is None)
        QApplication.processEvents()


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Room:
    Theme(qapp, Preferences(tmp_path / "preferences.json"))
    project = Project(make_app(tmp_path / "Counter"))
    commands = Commands()
    window = QMainWindow()
    actions = Actions(commands, window)
    opened: list[str] = []

    def open_location(location: Location) -> None:
        opened.append(location.path)

    commands.add(
        Command("open_location", "Open", open_location, palette=False),
        Command("app.settings", "Settings", lambda: opened.append("settings")),
    )
    panel = TreePanel(project, commands, choose_files=lambda _parent: [tmp_path / "photo.png"])
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    actions.attach("tree", panel)
    window.setCentralWidget(panel)
    window.resize(320, 600)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    said: list[str] = []
    project.notice.connect(said.append)
    return Room(qtbot, project, panel, window, opened, said)
