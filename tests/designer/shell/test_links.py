"""`formwright:` links: a question first, a refusal in a line, and the way to one that runs already."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from dulwich.repo import Repo
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from formwright.designer.core.links import CloneLink, read_link
from formwright.designer.shell.link_question import LinkQuestion
from formwright.designer.shell.share_dialog import ShareDialog
from formwright.designer.ui.one_instance import OneInstance, hand_over, socket_name
from tests.designer.shell.conftest import Desk

LEFT = Qt.MouseButton.LeftButton


def question(desk: Desk) -> LinkQuestion:
    return next(w for w in desk.designer.window.findChildren(LinkQuestion) if w.isVisible())


def test_an_example_is_cloned_after_a_question(desk: Desk) -> None:
    desk.open()
    desk.designer.follow_link("formwright:example/global_variables")
    dialog = question(desk)
    assert str(desk.designer.workspace.folder) in dialog.facts.text()
    assert desk.app.project.folder == desk.folder  # nothing has happened yet
    QTest.mouseClick(dialog.clone, LEFT)
    desk.qtbot.waitUntil(
        lambda: desk.designer.open is not None and desk.app.project.folder != desk.folder, timeout=20_000
    )
    assert desk.app.project.app.manifest.title == "Global variables"


def test_no_is_what_enter_answers_and_says_where_it_would_come_from(desk: Desk) -> None:
    desk.designer.follow_link("formwright:clone?url=https%3A%2F%2Fexample.org%2Fada%2Fapp.git")
    dialog = question(desk)
    assert "https://example.org/ada/app.git" in dialog.facts.text()
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).isDefault()
    assert dialog.focusWidget() is dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not desk.designer.gallery.sidebar.git_line.isVisible()
    assert not desk.designer.workspace.folder.exists()


def test_yes_clones_as_if_the_address_had_been_typed(desk: Desk) -> None:
    desk.designer.follow_link("formwright:clone?url=https%3A%2F%2Flocalhost%3A9%2Fada%2Fapp.git")
    QTest.mouseClick(question(desk).clone, LEFT)
    line = desk.designer.gallery.sidebar.git_line
    assert line.field.text() == "https://localhost:9/ada/app.git"
    desk.qtbot.waitUntil(lambda: "could not be fetched" in line.message.text(), timeout=20_000)


@pytest.mark.parametrize("link", ["formwright:clone?url=file%3A%2F%2F%2Fetc", "formwright:do?x=1"])
def test_a_bad_link_is_refused_in_a_line(desk: Desk, link: str) -> None:
    desk.designer.follow_link(link)
    assert desk.designer.window.bar.text.startswith("A link was not followed. ")
    assert not [w for w in desk.designer.window.findChildren(LinkQuestion) if w.isVisible()]


def test_a_second_start_hands_its_link_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    run_time = tmp_path / "run"
    run_time.mkdir(mode=0o700)
    own = os.environ | {"XDG_STATE_HOME": str(tmp_path / "s"), "XDG_RUNTIME_DIR": str(run_time)}
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(run_time)
    try:
        name = socket_name(tmp_path / "s" / "formwright")
        assert not hand_over(name, "formwright:example/hello")  # nobody is there
        first = OneInstance(name)
        assert first.listening and not OneInstance(name).listening
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    if sys.platform != "win32":
        assert Path(name).stat().st_mode & 0o077 == 0  # of this user only
    links: list[str] = []
    first.received.connect(links.append)
    second = subprocess.Popen([sys.executable, "-m", "formwright", "formwright:example/hello"], env=own)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0 and links == ["formwright:example/hello"]
    first.deleteLater()


def test_a_socket_left_by_a_crash_is_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    name = str(tmp_path / "left")
    Path(name).touch()
    instance = OneInstance(name)
    assert instance.listening
    instance.deleteLater()


def share(desk: Desk) -> ShareDialog:
    desk.designer.commands.execute("app.share")
    return next(w for w in desk.designer.window.findChildren(ShareDialog) if w.isVisible())


def test_an_app_with_a_remote_has_a_link_and_a_badge_to_copy(desk: Desk) -> None:
    with Repo.init(str(desk.folder)) as repository:
        config = repository.get_config()
        config.set((b"remote", b"origin"), b"url", b"git@example.org:ada/counter.git")
        config.write_to_path()
    app = desk.open()
    dialog = share(desk)
    QTest.mouseClick(dialog.copy_text, LEFT)
    line = QGuiApplication.clipboard().text()
    link = "formwright:clone?url=https%3A%2F%2Fexample.org%2Fada%2Fcounter.git"
    assert line == f"[![Clone in Formwright](clone-in-formwright.svg)]({link})"
    assert read_link(link) == CloneLink("https://example.org/ada/counter.git", "example.org", "counter")
    QTest.mouseClick(dialog.badge_button, LEFT)
    badge = desk.folder / "clone-in-formwright.svg"
    assert badge.read_bytes().startswith(b"<svg") and not dialog.badge_button.isEnabled()
    dialog.close()
    app.project.operations.undo()
    assert not badge.exists()


def test_without_a_remote_it_says_how_to_have_one(desk: Desk) -> None:
    desk.open()
    dialog = share(desk)
    assert "no Git remote" in dialog.reason.text()
    QTest.mouseClick(dialog.copy_lines, LEFT)
    assert QGuiApplication.clipboard().text().startswith("git remote add origin")
    dialog.close()


def test_a_remote_that_no_link_may_name_is_explained(qtbot: QtBot) -> None:
    dialog = ShareDialog("/srv/git/app.git", has_badge=False, add_badge=lambda: None)
    qtbot.addWidget(dialog)
    assert "/srv/git/app.git" in dialog.reason.text() and "https://" in dialog.reason.text()
