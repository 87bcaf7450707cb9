"""Every component of every form of the gallery is shown, alone and together; nothing is changed by it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import formwright
from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.forms.properties import PropertiesPanel
from formwright.designer.ui.theme import Theme

EXAMPLES = sorted(
    folder
    for folder in Path(formwright.__file__).with_name("examples").iterdir()
    if (folder / "anvil.yaml").is_file()
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda folder: folder.name)
def test_forms(qtbot: QtBot, qapp: QApplication, tmp_path: Path, example: Path) -> None:
    folder = tmp_path / example.name
    shutil.copytree(example, folder)
    project = Project(folder)
    designs = Designs(project)
    panel = PropertiesPanel(designs, Commands(), Theme(qapp, Preferences(tmp_path / "preferences.json")))
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    with qtbot.waitExposed(panel):
        panel.show()
    for form in project.app.form_files:
        design = designs.show(form)
        assert design is not None
        before = design.document.text.text
        names = design.template.names
        for selected in ((), *((name,) for name in names), names):
            design.selection.select(form, selected)
            # A Timer and a Label together have nothing in common but their tag, which is for code.
            entries = panel.subject.entries if panel.subject is not None else ()
            common = [entry for entry in entries if entry.spec.name != "tag"]
            assert bool(panel.body.rows) == bool(common), f"{form}: {selected}"
            assert common or len(selected) > 1, f"{form}: {selected} shows no property"
            panel.tabs.setCurrentIndex(1)
            panel.tabs.setCurrentIndex(0)
        assert panel.subject is not None and panel.subject.known
        assert design.document.text.text == before and design.document.history.to_undo is None
