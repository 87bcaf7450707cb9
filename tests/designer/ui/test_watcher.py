"""Changes by other programs arrive in one batch; our own saves never come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from formwright.designer.core.journal import Journal
from formwright.designer.core.project import Project
from formwright.designer.ui.autosave import Autosave
from formwright.designer.ui.watcher import Watcher
from formwright.runtime.appfiles.watching import worth_watching
from tests.designer.sample import make_app


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(make_app(tmp_path / "Counter"))


@pytest.fixture
def watcher(project: Project, qtbot: QtBot) -> Iterator[Watcher]:
    assert qtbot
    watcher = Watcher(project.folder)
    watcher.changed.connect(project.disk_changed)
    watcher.start()
    yield watcher
    watcher.stop()


def test_a_change_from_outside_reaches_an_open_document(
    project: Project, watcher: Watcher, qtbot: QtBot
) -> None:
    assert watcher
    document = project.open_document("client_code/Global.py")
    (project.folder / "client_code/Global.py").write_text("clicks = 9\n")
    qtbot.waitUntil(lambda: document.text == "clicks = 9\n")


def test_many_changes_are_few_batches(project: Project, watcher: Watcher, qtbot: QtBot) -> None:
    batches: list[tuple[str, ...]] = []
    watcher.changed.connect(batches.append)
    for number in range(200):
        (project.folder / f"client_code/M{number}.py").write_text(f"x = {number}\n")
    qtbot.waitUntil(lambda: project.app.client_module("M199") is not None, timeout=15_000)
    assert len(batches) <= 5
    assert len({path for batch in batches for path in batch if path.endswith(".py")}) == 200


def test_own_saves_do_not_echo(project: Project, watcher: Watcher, qtbot: QtBot) -> None:
    told: list[tuple[str, ...]] = []
    document = project.open_document("client_code/Global.py")
    for number in range(5):
        document.set_text(f"clicks = {number}\n")
        document.save()
    project.changed.connect(told.append)
    with qtbot.waitSignal(watcher.changed):  # the batch with our own writes has been looked at
        pass
    assert told == []


def test_what_is_not_the_app_is_not_watched() -> None:
    for path in (".git/index", "client_code/__pycache__/a.pyc", "a.py~", "client_code/.a.py.swp", "4913",
                 "client_code/.0a1b.writing", "node_modules/x/y.js"):  # fmt: skip
        assert not worth_watching(path), path
    for path in ("anvil.yaml", "client_code/Form1/__init__.py", "theme/assets/a.css"):
        assert worth_watching(path), path


def test_edits_are_saved_after_a_pause_and_a_failure_is_told(
    project: Project, qtbot: QtBot, tmp_path: Path
) -> None:
    journal = Journal(tmp_path / "journal", project.documents)
    autosave = Autosave(project.documents, journal, lambda: 0.1)
    document = project.open_document("client_code/Global.py")
    document.set_text("clicks = 3\n")
    qtbot.waitUntil(lambda: (project.folder / "client_code/Global.py").read_text() == "clicks = 3\n")
    (project.folder / "client_code/Global.py").unlink()
    (project.folder / "client_code/Global.py").mkdir()  # nothing can be written there
    with qtbot.waitSignal(autosave.failed) as told:
        document.set_text("clicks = 4\n")
    assert "could not be saved" in told.args[0]
    assert document.dirty
    assert journal.recover(project.folder)[0].text == "clicks = 4\n"
