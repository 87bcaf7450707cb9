"""The tasks panel of a session whose host is played by the test, and a project on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.locations import Location
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.core.run import RunSession
from formwright.designer.tasks import TasksPanel
from formwright.designer.ui.theme import Theme
from tests.designer.played_host import Host

MANIFEST = """\
name: Sample  # kept
runtime_options: {version: 2}
"""
SERVER = """\
import anvil.server

@anvil.server.background_task
def tidy_up(): pass

@anvil.server.background_task("nightly report")
def report(): pass
"""


@dataclass
class Room:
    qtbot: QtBot
    host: Host
    session: RunSession
    project: Project
    theme: Theme
    panel: TasksPanel
    went_to: list[Location]
    notices: list[str]

    @property
    def manifest(self) -> str:
        return (self.project.folder / "anvil.yaml").read_text()

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def click_row(self, view: QTreeView, row: int) -> None:
        place = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def pick(self, button: QPushButton, text: str) -> None:
        """Opens the menu of the button and chooses the entry with the arrows."""
        menu = button.menu()
        self.click(button)
        self.qtbot.waitUntil(menu.isVisible)
        row = next(row for row, action in enumerate(menu.actions()) if action.text() == text)
        for _ in range(row + 1):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    def show(self, page: int) -> None:
        bar = self.panel.tabBar()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(page).center())


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    folder = tmp_path / "app"
    (folder / "server_code").mkdir(parents=True)
    (folder / "client_code").mkdir()
    (folder / "anvil.yaml").write_text(MANIFEST)
    (folder / "server_code" / "Work.py").write_text(SERVER)
    project, host = Project(folder), Host()
    session = RunSession(host)
    session.start_host()
    theme = Theme(qapp, Preferences(tmp_path / "preferences.json"))
    went_to: list[Location] = []
    notices: list[str] = []
    project.notice.connect(notices.append)
    commands = Commands()
    commands.add(Command("open_location", "Open", went_to.append))
    panel = TasksPanel(session, project, commands, theme)
    qtbot.addWidget(panel)
    panel.resize(1000, 320)
    with qtbot.waitExposed(panel):
        panel.show()
    yield Room(qtbot, host, session, project, theme, panel, went_to, notices)
    panel.release()
