"""Choosing the server's Python: found ones, browsing, refusal, requirements, and that the host is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from formwright.designer.core.project import Project
from formwright.designer.core.run import RunSession
from formwright.designer.shell.app_dialog import AppDialog
from formwright.designer.shell.server_python import ServerPython
from formwright.runtime.protocol import control
from formwright.runtime.pythons import Environments, LocalSettings
from formwright.runtime.spec.limits import WorkerLimits
from tests.designer.core.test_run import Link
from tests.designer.sample import make_app


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(make_app(tmp_path / "Counter"))


@pytest.fixture
def link() -> Link:
    return Link()


@pytest.fixture
def python(project: Project, link: Link, tmp_path: Path, qapp: QApplication) -> Iterator[ServerPython]:
    session = RunSession(link)
    session.start_host()
    settings, environments = LocalSettings(tmp_path / "local"), Environments(tmp_path / "environments")
    python = ServerPython(project.folder, session, settings, environments, qapp)
    yield python
    python.deleteLater()


def sent_pythons(link: Link) -> list[str]:
    return [command.path for command in link.sent if isinstance(command, control.SetPython)]


def test_the_default_is_found_and_the_host_told(python: ServerPython, link: Link, qtbot: QtBot) -> None:
    with qtbot.waitSignal(python.settled, timeout=30_000):
        python.prepare()
    assert len(sent_pythons(link)) == 1
    assert Path(sent_pythons(link)[0]).exists()


def test_requirements_that_cannot_be_met_are_explained(
    python: ServerPython, project: Project, qtbot: QtBot
) -> None:
    (project.folder / "server_code/requirements.txt").write_text("./no-such-package\n")
    with qtbot.waitSignal(python.refused, timeout=60_000) as told:
        python.prepare()
    assert told.args[0]


def open_dialog(project: Project, python: ServerPython, qtbot: QtBot, browsed: Path) -> AppDialog:
    dialog = AppDialog(project, python, choose_file=lambda _parent: browsed)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_a_wrong_program_is_refused_with_the_reason(
    project: Project, python: ServerPython, qtbot: QtBot, tmp_path: Path
) -> None:
    program = tmp_path / "tool"
    program.write_text("#!/bin/sh\necho hello\n")
    program.chmod(0o755)
    dialog = open_dialog(project, python, qtbot, program)
    chooser = dialog.python
    QTest.mouseClick(chooser.browse, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chooser.message.property("kind") == "error", timeout=30_000)
    assert "not Python" in chooser.message.text()
    assert chooser.selected is None


def test_a_chosen_one_is_kept_outside_the_app_and_used(
    project: Project, python: ServerPython, link: Link, qtbot: QtBot
) -> None:
    before = {file for file in project.folder.rglob("*") if file.is_file()}
    dialog = open_dialog(project, python, qtbot, Path(sys.executable))
    chooser = dialog.python
    QTest.mouseClick(chooser.browse, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: chooser.selected is not None, timeout=30_000)
    assert "Python" in chooser.list.currentText()
    chosen = chooser.selected
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sent_pythons(link) == [str(chosen)], timeout=30_000)
    assert python.chosen == chosen
    assert {file for file in project.folder.rglob("*") if file.is_file()} == before


def test_all_pythons_of_the_machine_are_offered(project: Project, python: ServerPython, qtbot: QtBot) -> None:
    dialog = open_dialog(project, python, qtbot, Path("/"))
    chooser = dialog.python
    qtbot.waitUntil(lambda: chooser.list.count() > 1, timeout=60_000)
    assert chooser.list.itemText(0).startswith("Default Python")
    assert any("Python 3." in chooser.list.itemText(row) for row in range(1, chooser.list.count()))


def test_settings_are_written_on_ok_only(project: Project, python: ServerPython, qtbot: QtBot) -> None:
    manifest = project.folder / "anvil.yaml"
    before = manifest.read_bytes()
    dialog = open_dialog(project, python, qtbot, Path("/"))
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "My counter")
    QTest.mouseClick(dialog.persistent, Qt.MouseButton.LeftButton, pos=dialog.persistent.rect().center() / 8)
    dialog.startup.setCurrentIndex(dialog.startup.findText("Global  (module)"))
    cancel = dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert manifest.read_bytes() == before
    dialog.open()
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    text = manifest.read_text()
    assert "name: My counter" in text and "# The manifest keeps its comments." in text
    startup = project.app.manifest.startup
    assert startup is not None and (startup.type, startup.module) == ("module", "Global")


def test_an_empty_name_cannot_be_confirmed(project: Project, python: ServerPython, qtbot: QtBot) -> None:
    dialog = open_dialog(project, python, qtbot, Path("/"))
    dialog.name.clear()
    assert not dialog.ok.isEnabled()
    QTest.keyClicks(dialog.name, "A")
    assert dialog.ok.isEnabled()


def test_limits_are_kept_outside_the_app_and_the_host_told(
    project: Project, python: ServerPython, link: Link, qtbot: QtBot
) -> None:
    before = {file for file in project.folder.rglob("*") if file.is_file()}
    dialog = open_dialog(project, python, qtbot, Path("/"))
    assert dialog.limits.chosen == WorkerLimits()
    assert dialog.limits.memory.text() == dialog.limits.workers.text() == "Automatic"
    dialog.limits.seconds.setValue(2.5)
    QTest.keyClick(dialog.limits.memory, Qt.Key.Key_Up)
    dialog.limits.workers.setValue(3)
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    wanted = WorkerLimits(2.5, 64 * 1024 * 1024, 3)
    assert python.limits == wanted
    assert [command for command in link.sent if isinstance(command, control.SetLimits)] == [
        control.SetLimits(wanted.call_seconds, wanted.memory, wanted.workers)
    ]
    assert {file for file in project.folder.rglob("*") if file.is_file()} == before
    again = open_dialog(project, python, qtbot, Path("/"))
    assert again.limits.chosen == wanted
    assert not again.limits.changed
