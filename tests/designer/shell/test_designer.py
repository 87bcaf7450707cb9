"""The designer as a whole: opening, keys, the palette, saving, layout, closing, recovery."""

from __future__ import annotations

import shutil
from pathlib import Path

import psutil
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from formwright.designer.core.journal import Journal, journal_file
from formwright.designer.core.locations import Location
from formwright.designer.core.project import Project
from formwright.designer.core.run import HostState
from formwright.designer.shell.about import AboutDialog
from formwright.designer.shell.quick_pick import QuickPick
from formwright.designer.ui.template_dialog import TemplateDialog
from tests.designer.sample import make_app
from tests.designer.shell.conftest import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def shown_path(desk: Desk) -> str:
    view = desk.app.editor.current_view()
    return view.document.path if view is not None else ""


def pick(desk: Desk) -> QuickPick:
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QuickPick))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QuickPick)
    return popup


def test_opening_shows_the_startup_forms_code_and_starts_the_host(desk: Desk) -> None:
    app = desk.open()
    assert shown_path(desk) == "client_code/Form1/__init__.py"
    desk.qtbot.waitUntil(lambda: app.session.host is HostState.READY, timeout=30_000)
    assert "127.0.0.1" in desk.designer.window.status.host.text()
    assert desk.designer.window.windowTitle().startswith("Counter")
    assert desk.designer.preferences.values.recent == (str(desk.folder),)


def test_an_app_from_elsewhere_runs_only_when_the_user_says_so(desk: Desk) -> None:
    stranger = make_app(desk.folder.parent / "Stranger")
    ran = desk.folder.parent / "it-ran"
    (stranger / "server_code").mkdir(exist_ok=True)
    (stranger / "server_code" / "Evil.py").write_text(f"open({str(ran)!r}, 'w').close()\n", "utf-8")
    desk.designer.open_app(stranger)
    desk.focus()
    app = desk.app
    assert app.preview.overlay.title == "Run this app?"
    assert "Evil" in app.preview.overlay.text
    desk.key(Key.Key_F5)
    assert app.preview.overlay.button.hasFocus()  # so that Enter answers
    desk.designer.commands.execute("run.restart_server")
    desk.qtbot.wait(300)
    assert app.session.host is HostState.DOWN
    assert not ran.exists()
    QTest.mouseClick(app.preview.overlay.button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(ran.exists, timeout=30_000)
    assert desk.designer.trust.trusts(stranger)


def test_back_to_the_gallery_ends_everything_of_the_app(desk: Desk) -> None:
    app = desk.open()
    desk.qtbot.waitUntil(lambda: app.session.host is HostState.READY, timeout=30_000)
    pids = [app.host.pid, *(child.pid for child in psutil.Process(app.host.pid).children(recursive=True))]
    commands = desk.designer.commands
    assert "run.start" in commands
    commands.execute("app.close")
    assert desk.designer.open is None
    assert "run.start" not in commands
    assert desk.designer.gallery.isVisible()
    assert not desk.designer.window.toolbar.isVisible()
    desk.qtbot.waitUntil(lambda: not any(psutil.pid_exists(pid) for pid in pids), timeout=10_000)
    recent = desk.designer.gallery.sidebar.recent
    assert recent.item(0).text() == "Counter"
    desk.open()  # and again
    assert "run.start" in commands
    assert desk.designer.window.toolbar.title.isVisible() and desk.designer.window.toolbar.mode.isVisible()


def test_ctrl_shift_p_runs_a_command_by_a_few_letters(desk: Desk) -> None:
    desk.open()
    desk.key(Key.Key_P, CONTROL | SHIFT)
    popup = pick(desk)
    desk.type("theme dark")
    desk.key(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.designer.preferences.values.theme == "dark")
    assert desk.designer.theme.tokens.dark
    assert QApplication.palette().window().color().lightness() < 128
    assert not popup.isVisible()


def test_ctrl_p_goes_to_a_file_and_escape_leaves_it(desk: Desk) -> None:
    desk.open()
    desk.key(Key.Key_P, CONTROL)
    pick(desk)
    desk.type("price")
    desk.key(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: shown_path(desk) == "client_code/tools/Prices.py")
    desk.key(Key.Key_P, CONTROL)
    popup = pick(desk)
    desk.type("zzz")
    desk.key(Key.Key_Return)  # nothing fits: nothing happens
    assert popup.isVisible()
    desk.key(Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert shown_path(desk) == "client_code/tools/Prices.py"


def test_typing_is_saved_by_itself_and_by_ctrl_s(desk: Desk) -> None:
    app = desk.open()
    file = desk.folder / "client_code/Global.py"
    desk.designer.commands.execute("open_location", Location("client_code/Global.py"))
    view = app.editor.current_view()
    assert view is not None
    QTest.keyClicks(view.editor, "# one ")
    desk.qtbot.waitUntil(lambda: file.read_text().startswith("# one "))
    desk.designer.preferences.update(autosave_seconds=60.0)
    QTest.keyClicks(view.editor, "two ")
    desk.key(Key.Key_S, CONTROL)
    assert file.read_text().startswith("# one two ")


def test_the_host_is_told_what_was_saved(desk: Desk) -> None:
    app = desk.open()
    told: list[tuple[str, ...]] = []
    app.session.files_saved.connect(told.append)
    document = app.project.open_document("client_code/Global.py")
    document.set_text("clicks = 12\n")
    desk.qtbot.waitUntil(lambda: ("client_code/Global.py",) in told)


def test_panels_hide_come_back_and_are_remembered(desk: Desk) -> None:
    app = desk.open()
    desk.key(Key.Key_QuoteLeft, CONTROL)
    desk.qtbot.waitUntil(lambda: not app.docks.is_shown("consoles"))
    desk.designer.commands.execute("app.close")
    app = desk.open()
    assert not app.docks.is_shown("consoles")
    assert app.docks.is_shown("tree")
    desk.designer.commands.execute("view.reset")
    assert app.docks.is_shown("consoles")
    assert not app.docks.restore(b"garbage")
    app.docks.toggle("consoles")
    desk.designer.commands.execute("consoles.python")
    assert app.docks.is_shown("consoles")
    desk.qtbot.waitUntil(app.consoles.python.field.isVisible)
    app.docks.reveal("tasks")  # it shares the place of the consoles
    assert not app.consoles.isVisible()
    desk.designer.commands.execute("consoles.calls")
    assert app.consoles.isVisible()
    assert app.docks.is_shown("tree")


def test_f6_walks_the_panels(desk: Desk) -> None:
    app = desk.open()
    seen = []
    for _ in range(len(app.docks.names())):
        desk.key(Key.Key_F6)
        QApplication.processEvents()
        seen.append(app.docks.focused())
    assert sorted(seen) == sorted(app.docks.names())


def test_unsaved_edits_of_a_crashed_session_come_back_and_are_named(desk: Desk) -> None:
    project = Project(desk.folder)
    journal = Journal(journal_file(desk.folder.parent / "state", desk.folder), project.documents)
    project.open_document("client_code/Global.py").set_text("clicks = 77\n")
    journal.flush()  # and now the power goes
    app = desk.open()
    document = app.project.documents.get("client_code/Global.py")
    assert document is not None and document.text == "clicks = 77\n"
    assert "Recovered unsaved edits of client_code/Global.py" in desk.designer.window.status.currentMessage()


def test_a_conflict_keeps_the_app_open(desk: Desk) -> None:
    app = desk.open()
    desk.designer.preferences.update(autosave_seconds=60.0)
    desk.designer.commands.execute("open_location", Location("client_code/Global.py"))
    document = app.project.open_document("client_code/Global.py")
    document.set_text("clicks = 1\n")
    (desk.folder / "client_code/Global.py").write_text("clicks = 2\n")
    app.project.disk_changed(["client_code/Global.py"])
    assert desk.designer.close_app() is False
    assert desk.designer.open is app
    document.take_theirs()
    assert desk.designer.close_app()


def test_menus_hold_every_command_that_names_one(desk: Desk) -> None:
    desk.open()
    QApplication.processEvents()
    bar = desk.designer.window.menuBar()
    titles = [action.text().replace("&", "") for action in bar.actions()]
    assert titles == ["File", "Edit", "View", "Form", "App", "Run", "Help"]
    shown = {action.objectName() for menu in bar.findChildren(QMenu) for action in menu.actions()}
    wanted = {command.id for command in desk.designer.commands if command.menu}
    assert wanted <= shown


def test_no_two_commands_share_a_key_in_one_place(desk: Desk) -> None:
    desk.open()
    keys = [(command.scope, command.shortcut) for command in desk.designer.commands if command.shortcut]
    window = [key for scope, key in keys if scope == ""]
    for scope in {scope for scope, _ in keys}:
        here = [key for other, key in keys if other == scope]
        assert len(here) == len(set(here)), (scope, here)
        if scope:
            assert not set(here) & set(window), scope


def test_switching_the_mode_writes_the_manifest_and_the_badge_follows(desk: Desk) -> None:
    app = desk.open()
    mode = desk.designer.window.toolbar.mode
    assert "per call" in mode.text()
    desk.designer.commands.execute("run.persistent")
    assert "server_persist: true" in (desk.folder / "anvil.yaml").read_text()
    assert app.session.persistent
    desk.qtbot.waitUntil(lambda: "kept running" in mode.text())
    assert desk.designer.window.actions_by_command.action("run.persistent").isChecked()


def test_problems_are_counted_in_the_status_bar(desk: Desk) -> None:
    app = desk.open()
    status = desk.designer.window.status
    assert not status.problems.isVisible()
    (desk.folder / "client_code/Form1/form_template.yaml").write_text("components: [\n")
    app.project.disk_changed(["client_code/Form1/form_template.yaml"])
    assert status.problems.isVisible()
    assert "1 error" in status.problems.toolTip()


def test_controls_of_the_window_have_names(desk: Desk) -> None:
    desk.open()
    window = desk.designer.window
    nameless = [
        button
        for button in window.toolbar.findChildren(QToolButton)
        if button.isVisible() and not (button.accessibleName() or button.text())
    ]
    assert nameless == []
    about = AboutDialog(window)
    desk.qtbot.addWidget(about)
    about.open()
    assert about.findChildren(QWidget)
    about.close()


def test_a_new_form_begins_with_a_template_and_is_undone_in_one_step(desk: Desk) -> None:
    app = desk.open()
    desk.designer.commands.execute("new.form_from")
    dialog = next(w for w in app.tree.findChildren(TemplateDialog) if w.isVisible())
    dialog.choose("list")
    assert dialog.name.text() == "List"
    dialog.name.setText("class")
    assert not dialog.accept_button.isEnabled()
    dialog.name.setText("Guests")
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert {"Guests", "GuestsRow"} <= set(app.project.app.forms)
    assert shown_path(desk) == "client_code/Guests/__init__.py"
    assert app.project.problems == ()
    desk.designer.commands.execute("tree.undo")
    assert not {"Guests", "GuestsRow"} & set(app.project.app.forms)


def try_hello(desk: Desk) -> Path:
    gallery = desk.designer.gallery
    QTest.mouseClick(gallery.cards[0].trial, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: desk.designer.open is not None, timeout=20_000)
    return desk.app.project.folder


def test_an_app_that_is_closed_at_once_starts_nothing_afterwards(desk: Desk) -> None:
    desk.designer.open_app(desk.folder)
    session = desk.app.session
    desk.designer.commands.execute("app.close")
    shutil.rmtree(desk.folder)
    desk.qtbot.wait(100)  # a mistake in what was due by now fails the test
    assert desk.designer.open is None and session.host is HostState.DOWN


def test_a_temporary_copy_is_marked_and_goes_when_it_is_closed(desk: Desk) -> None:
    folder = try_hello(desk)
    bar = desk.designer.window.bar
    assert "temporary copy" in bar.text and "temporary copy" in desk.designer.window.windowTitle()
    assert desk.designer.trust.trusts(folder) and not desk.app.session.question
    desk.designer.commands.execute("app.close")
    assert not folder.exists() and not bar.isVisible()
    assert not desk.designer.trust.trusts(folder)
    assert desk.designer.preferences.values.recent == ()


def test_a_mistake_that_is_told_does_not_take_the_offer_to_keep_a_copy_away(desk: Desk) -> None:
    try_hello(desk)
    bar = desk.designer.window.bar
    desk.designer.recovery.tell_mistake("ValueError: odd", "a trace", 1)
    assert "odd" in bar.text
    QTest.mouseClick(bar.button("Close"), Qt.MouseButton.LeftButton)
    assert bar.isVisible() and "temporary copy" in bar.text and bar.button("Keep this").isEnabled()


def test_a_temporary_copy_is_kept_with_what_was_changed_in_it(desk: Desk) -> None:
    folder = try_hello(desk)
    desk.app.project.open_document("client_code/Form1/__init__.py").set_text("# mine\n")
    QTest.mouseClick(desk.designer.window.bar.button("Keep this"), Qt.MouseButton.LeftButton)
    kept = desk.app.project.folder
    assert kept.parent == desk.designer.workspace.folder and not folder.exists()
    assert (kept / "client_code/Form1/__init__.py").read_text("utf-8") == "# mine\n"
    assert (kept / ".git").is_dir() and not desk.app.session.question
    assert desk.designer.preferences.values.recent == (str(kept),)
    assert "temporary" not in desk.designer.window.bar.text
