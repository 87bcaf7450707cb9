"""The gallery with real clicks: clone, new, Git, open, recent, and what goes wrong, told in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from dulwich import porcelain
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from formwright.designer.core.preferences import Preferences
from formwright.designer.core.workspace import Workspace, cannot_write
from formwright.designer.gallery import GalleryRoom
from formwright.designer.gallery.ask_line import AskLine
from formwright.designer.ui.template_dialog import TemplateDialog
from formwright.designer.ui.theme import Theme
from formwright.runtime.appfiles import load_app
from tests.designer.sample import make_app

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Screen:
    qtbot: QtBot
    room: GalleryRoom
    workspace: Workspace
    answers: list[Path | None]
    opened: list[Path] = field(default_factory=list)

    def press(self, button: QAbstractButton) -> None:
        assert button.isVisible() and button.isEnabled()
        QTest.mouseClick(button, LEFT)

    def wait_opened(self) -> Path:
        self.qtbot.waitUntil(lambda: bool(self.opened), timeout=20_000)
        return self.opened.pop()

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Screen:
    preferences = Preferences(tmp_path / "config" / "preferences.json")
    preferences.update(workspace=str(tmp_path / "apps"))
    Theme(qapp, preferences)
    workspace = Workspace(preferences, lambda _folder: None)
    answers: list[Path | None] = []
    room = GalleryRoom(workspace, choose_folder=lambda _parent, _title, _start: answers.pop(0))
    qtbot.addWidget(room)
    room.resize(1300, 900)
    with qtbot.waitExposed(room):
        room.show()
    room.activateWindow()
    screen = Screen(qtbot, room, workspace, answers)
    room.open_wanted.connect(screen.opened.append)
    return screen


def test_one_click_clones_an_example_into_the_workspace_and_opens_it(screen: Screen) -> None:
    card = next(card for card in screen.room.cards if card.example.name == "global_variables")
    assert "share" in card.accessibleDescription()
    screen.press(card.button)
    folder = screen.wait_opened()
    assert folder.parent == screen.workspace.folder
    assert (folder / ".git").is_dir()
    assert (folder / "client_code/Global.py").is_file()
    screen.wait(card.button.isEnabled)
    screen.press(card.button)
    second = screen.wait_opened()
    assert second.name == f"{folder.name} 2"


def ask_new_app(screen: Screen) -> TemplateDialog:
    screen.press(screen.room.sidebar.new_button)
    return next(w for w in screen.room.findChildren(TemplateDialog) if w.isVisible())


def test_a_new_app_begins_with_a_template_and_a_name(screen: Screen) -> None:
    dialog = ask_new_app(screen)
    assert [card.choice.id for card in dialog.cards] == ["blank", "layout", "data_entry", "dashboard"]
    assert all(card.choice.picture and card.choice.picture.is_file() for card in dialog.cards)
    assert dialog.focusWidget() is dialog.name
    assert dialog.name.selectedText() == "My app"
    QTest.mouseClick(dialog.cards[3], LEFT)
    QTest.keyClick(dialog.cards[3], Qt.Key.Key_Left)  # arrows walk the cards
    assert dialog.choice.id == "data_entry"
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Guests: 1")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    app = load_app(screen.wait_opened())
    assert app.folder.name == "Guests 1"
    assert app.manifest.name == "Guests: 1" and app.package == "Guests_1"
    assert set(app.forms) == {"Contacts", "ContactRow"}
    assert app.forms["Contacts"]["components"][0]["properties"]["text"] == "Guests: 1"
    assert not (app.folder / "template.json").exists() and (app.folder / ".git").is_dir()


def test_an_app_without_a_name_is_not_made(screen: Screen) -> None:
    dialog = ask_new_app(screen)
    QTest.keyClick(dialog.name, Qt.Key.Key_Delete)
    assert not dialog.accept_button.isEnabled()
    assert "needs a name" in dialog.hint.reason.text()
    QTest.mouseClick(dialog.hint.use, LEFT)
    assert dialog.accept_button.isEnabled() and dialog.name.text() == "My app"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not screen.opened


def ask_git(screen: Screen, url: str) -> AskLine:
    sidebar = screen.room.sidebar
    if sidebar.git_line.isHidden():
        screen.press(sidebar.git_button)
    sidebar.git_line.field.clear()
    QTest.keyClicks(sidebar.git_line.field, url)
    screen.press(sidebar.git_line.button)
    return sidebar.git_line


def test_cloning_from_git(screen: Screen, tmp_path: Path) -> None:
    source = make_app(tmp_path / "origin")
    files = [str(file) for file in source.rglob("*") if file.is_file()]
    repository = porcelain.init(str(source))
    porcelain.add(repository, files)
    porcelain.commit(repository, b"First", author=b"A <a@b.c>", committer=b"A <a@b.c>")
    repository.close()
    line = ask_git(screen, source.as_uri())
    screen.wait(lambda: bool(screen.opened) or line.message.property("kind") == "error")
    assert screen.opened, line.message.text()
    folder = screen.opened.pop()
    assert (folder / "client_code/Form1/__init__.py").is_file()


def test_a_git_url_that_does_not_work_says_why_beside_it_and_leaves_nothing(
    screen: Screen, tmp_path: Path
) -> None:
    line = ask_git(screen, (tmp_path / "nothing.git").as_uri())
    screen.wait(lambda: line.message.isVisible() and line.message.property("kind") == "error")
    assert line.message.text()
    assert line.field.isEnabled() and line.field.text().endswith("nothing.git")
    assert screen.opened == []
    apps = screen.workspace.folder
    assert not apps.exists() or list(apps.iterdir()) == []
    QTest.keyClicks(line.field, "x")
    assert not line.message.isVisible()
    QTest.keyClick(line.field, Qt.Key.Key_Escape)
    assert line.isHidden()


def test_opening_a_folder_that_is_no_app_is_refused_with_the_remedy(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    app = make_app(tmp_path / "Counter")
    screen.answers += [tmp_path / "photos", None, app]
    screen.press(screen.room.sidebar.open_button)
    assert screen.room.notice.isVisible()
    assert "anvil.yaml" in screen.room.notice.text
    screen.press(screen.room.sidebar.open_button)  # the dialog was cancelled
    assert screen.opened == []
    screen.press(screen.room.sidebar.open_button)
    assert screen.opened == [app]
    assert not screen.room.notice.isVisible()


def test_recent_apps_open_by_click_and_enter_and_leave_by_del(screen: Screen, tmp_path: Path) -> None:
    app, gone = make_app(tmp_path / "Counter"), tmp_path / "Gone"
    screen.workspace.remember(gone)
    screen.workspace.remember(app)
    screen.room.refresh()
    recent = screen.room.sidebar.recent
    assert [recent.item(row).text() for row in range(recent.count())] == ["Counter", "Gone"]
    QTest.mouseClick(recent.viewport(), LEFT, pos=recent.visualItemRect(recent.item(0)).center())
    assert screen.opened == [app]
    recent.setFocus()
    recent.setCurrentRow(1)
    QTest.keyClick(recent, Qt.Key.Key_Return)
    assert "not there" in screen.room.notice.text
    QTest.keyClick(recent, Qt.Key.Key_Delete)
    assert [recent.item(row).text() for row in range(recent.count())] == ["Counter"]
    assert app.is_dir()


def test_search_shows_what_fits(screen: Screen) -> None:
    QTest.keyClicks(screen.room.search, "server")
    shown = [card.example.name for card in screen.room.cards if card.isVisible()]
    assert "server_modules" in shown and "hello" not in shown
    screen.room.search.clear()
    QTest.keyClicks(screen.room.search, "zzzz")
    assert not any(card.isVisible() for card in screen.room.cards)
    assert screen.room.nothing.isVisible()


def test_a_workspace_that_cannot_be_written_asks_for_another(screen: Screen, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    screen.workspace.use_folder(blocked / "apps")
    good = tmp_path / "good"
    good.mkdir()
    screen.answers += [good]
    card = screen.room.cards[0]
    screen.press(card.button)
    assert screen.room.notice.isVisible()
    assert "is a file" in screen.room.notice.text
    action = next(
        button for button in screen.room.notice.findChildren(QAbstractButton) if "Choose" in button.text()
    )
    screen.press(action)
    assert screen.workspace.folder == good
    screen.press(card.button)
    assert screen.wait_opened().parent == good


def test_a_folder_is_checked_up_to_where_it_exists(tmp_path: Path) -> None:
    assert cannot_write(tmp_path / "a" / "b") == ""
    (tmp_path / "f").write_text("")
    assert "is a file" in cannot_write(tmp_path / "f" / "b")


def test_cards_keep_one_width_and_do_not_overlap(screen: Screen) -> None:
    columns = []
    for width in (660, 1300, 1600):
        screen.room.resize(width, 900)
        QApplication.processEvents()
        cards = screen.room.cards
        assert len({card.width() for card in cards}) == 1
        places = [card.geometry() for card in cards]
        assert not any(a.intersects(b) for a in places for b in places if a is not b)
        parent = cards[0].parentWidget()
        assert parent is not None
        assert all(parent.rect().contains(place) for place in places)
        columns.append(len({place.x() for place in places}))
    assert columns[0] < columns[-1]


def test_everything_can_be_reached_by_tab_and_has_a_name(screen: Screen) -> None:
    screen.room.sidebar.new_button.setFocus()
    seen: list[QWidget] = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in seen:
            break
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    names = [widget.accessibleName() for widget in seen]
    assert all(names), names
    for card in screen.room.cards:
        assert f"Clone {card.example.title}" in names
        assert f"Run {card.example.title} without cloning" in names


def test_tags_and_words_choose_together_what_is_shown(screen: Screen) -> None:
    room = screen.room

    def shown() -> list[str]:
        return [card.example.name for card in room.cards if card.isVisible()]

    screen.press(room.chips.buttons["server"])
    assert "dashboard" in shown() and "hello" not in shown()
    QTest.keyClicks(room.search, "plotly")
    assert shown() == ["dashboard"]
    screen.press(room.chips.buttons["forms"])  # in the place of the other
    assert shown() == [] and room.nothing.isVisible()
    screen.press(room.nothing.button)
    assert len(shown()) == len(room.cards) and not room.chips.chosen
    QTest.keyClicks(room.search, "survives between calls")  # what one learns from it
    assert shown() == ["server_modules"]


def test_running_without_cloning_leaves_the_workspace_alone(screen: Screen) -> None:
    tried: list[Path] = []
    screen.room.trial_wanted.connect(tried.append)
    screen.press(screen.room.cards[0].trial)
    screen.wait(lambda: bool(tried))
    assert (tried[0] / "anvil.yaml").is_file()
    assert not screen.opened and not screen.workspace.folder.exists()
    screen.workspace.end_trial(tried[0])
    assert not tried[0].exists()
    screen.workspace.end_trial(screen.workspace.folder)  # what is no trial is not removed
