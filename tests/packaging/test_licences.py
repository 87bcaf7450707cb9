"""Everything that Formwright comes with is named with its licence, and can be read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from formwright.designer.shell.about import AboutDialog, LicencesDialog
from formwright.runtime.check.licences import licences
from tools.licences import collected

ROOT = Path(__file__).parents[2]


def named(text: str) -> set[str]:
    return {
        re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^(\S+) \S+\nLicence: \S", text, re.M)
    }


def test_each_dependency_is_in_it() -> None:
    text = collected()
    lock = (ROOT / "locks" / "run.txt").read_text()
    wanted = {
        re.sub(r"[-_.]+", "-", name).lower()
        for name in re.findall(r"^([A-Za-z0-9_.-]+)==[^;\n]*\\$", lock, re.M)
    }
    wanted |= {
        name.replace(".", "-") for name in json.loads((ROOT / "package.json").read_text())["dependencies"]
    }
    assert len(wanted) > 50
    assert wanted - named(text) == set()
    assert (
        "GNU LESSER GENERAL PUBLIC LICENSE" in text
        and "Version 2, June 1991" not in text.partition("=" * 78)[0]
    )
    assert licences() == text, "the set-up has collected the same"


def test_a_package_without_a_licence_is_not_passed_on(tmp_path: Path) -> None:
    from importlib.metadata import Distribution

    from tools.licences import _python_package

    folder = tmp_path / "odd-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n")
    with pytest.raises(SystemExit, match="odd does not say what its licence is"):
        _python_package(Distribution.at(folder))


def test_the_command_prints_them() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "formwright", "licences"], capture_output=True, text=True, check=True
    ).stdout
    assert said == licences()


def test_about_shows_them(qtbot: QtBot) -> None:
    about = AboutDialog()
    qtbot.addWidget(about)
    about.show()
    shown: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LicencesDialog)
        shown.append(dialog.text.toPlainText())
        dialog.reject()

    QTimer.singleShot(300, read)
    QTest.mouseClick(about.licences, Qt.MouseButton.LeftButton)
    assert shown and "Licence: LGPL-3.0-only" in shown[0]
