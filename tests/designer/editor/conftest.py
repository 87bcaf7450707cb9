"""An app on disk, opened as a real project in a shown editor area."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formwright.designer.core.commands import Commands
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.editor.area import EditorArea
from formwright.designer.ui.theme import Theme

FORM = """from ._anvil_designer import Form1Template
from anvil import *
from ..Global import number_of_clicks


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)

    def button_1_click(self, **event_args):
        self.label_1.text = "naïve ✓"
"""

TEMPLATE = """container:
  type: ColumnPanel
components:
- name: button_1
  type: Button
  properties: {text: Count}
- name: panel_1
  type: ColumnPanel
  components:
  - name: label_1
    type: Label
  - name: spacer_1
    type: Spacer
"""


@pytest.fixture
def app_folder(tmp_path: Path) -> Path:
    files = {
        "anvil.yaml": "name: Sample\npackage_name: sample\nstartup: {type: form, module: Form1}\n"
        "runtime_options: {version: 2}\n",
        "client_code/Form1/__init__.py": FORM,
        "client_code/Form1/form_template.yaml": TEMPLATE,
        "client_code/Global.py": "number_of_clicks = 0\n",
        "client_code/tools/__init__.py": "",
        "client_code/tools/prices.py": "def price(amount):\n    return amount * 2\n",
        "server_code/Calls.py": "import anvil.server\n",
        "theme/assets/theme.css": "body { color: red; }\n",
    }
    for path, text in files.items():
        file = tmp_path / "app" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return tmp_path / "app"


@pytest.fixture
def project(app_folder: Path) -> Project:
    return Project(app_folder)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences.json")


@pytest.fixture
def theme(qapp: QApplication, preferences: Preferences) -> Theme:
    return Theme(qapp, preferences)


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest.fixture
def area(qtbot: QtBot, project: Project, commands: Commands, theme: Theme) -> EditorArea:
    area = EditorArea(project, commands, theme)
    qtbot.addWidget(area)
    area.resize(900, 600)
    with qtbot.waitExposed(area):
        area.show()
    area.activateWindow()
    return area
