"""The consoles of a run session whose host is played by the test, and a project on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formwright.designer.consoles import ConsolesPanel
from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.locations import Location
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.core.run import RunSession
from formwright.designer.ui.theme import Theme
from tests.designer.played_host import Host


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def session(host: Host) -> RunSession:
    session = RunSession(host)
    session.start_host()
    return session


@pytest.fixture
def project(tmp_path: Path) -> Project:
    folder = tmp_path / "app"
    (folder / "client_code").mkdir(parents=True)
    (folder / "anvil.yaml").write_text("name: Sample\nruntime_options: {version: 2}\n")
    (folder / "client_code" / "Module1.py").write_text("x = 1\n")
    return Project(folder)


@pytest.fixture
def went_to() -> list[Location]:
    return []


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences.json")


@pytest.fixture
def theme(qapp: QApplication, preferences: Preferences) -> Theme:
    return Theme(qapp, preferences)


@pytest.fixture
def panel(
    qtbot: QtBot, session: RunSession, project: Project, theme: Theme, went_to: list[Location]
) -> Iterator[ConsolesPanel]:
    commands = Commands()
    commands.add(
        Command("open_location", "Open", went_to.append),
        Command("run.persistent", "Keep", lambda: session.set_persistent(not session.persistent)),
        Command("run.restart_server", "Restart", session.restart_server),
    )
    panel = ConsolesPanel(session, project, commands, theme)
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    yield panel
    panel.release()
