"""Commands there are while an app is open: run, save, panels, settings, go to file. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.run import PageState
from formwright.designer.core.uplinks import UplinkKeys
from formwright.designer.shell.app_dialog import AppDialog
from formwright.designer.shell.finding import show_files
from formwright.designer.shell.share_dialog import BADGE, ShareDialog, badge_bytes
from formwright.designer.shell.uplink_dialog import UplinkDialog
from formwright.designer.shell.window import Window
from formwright.runtime.appfiles import OperationError

if TYPE_CHECKING:
    from formwright.designer.shell.open_app import OpenApp

PANELS = {
    "tree": "App tree",
    "outline": "Outline",
    "toolbox": "Toolbox",
    "properties": "Properties",
    "preview": "Preview",
    "consoles": "Consoles",
    "tasks": "Tasks",
    "packages": "Packages",
}


def add_app_commands(app: OpenApp, commands: Commands, window: Window, leave: Callable[[], object]) -> None:
    session, docks = app.session, app.docks

    def stopped() -> bool:
        return session.page in (PageState.STOPPED, PageState.FAILED)

    def cycle() -> None:
        order = [name for name in docks.names() if docks.is_shown(name)]
        here = docks.focused()
        position = order.index(here) + 1 if here in order else 0
        docks.reveal(order[position % len(order)])

    def to_properties() -> None:
        docks.reveal("properties")
        app.properties.focus_properties()

    def to_toolbox() -> None:
        docks.reveal("toolbox")
        app.toolbox.search.setFocus()

    def settings() -> None:
        AppDialog(app.project, app.python, window).open()

    def share() -> None:
        from formwright.runtime.appfiles.repository import remote_of  # slow to load, and seldom wanted

        folder = app.project.folder

        def add_badge() -> None:
            try:
                app.project.edits.add_file(BADGE, badge_bytes(), "Add the badge “Clone in Formwright”")
            except OSError as error:
                app.project.notice.emit(f"{BADGE} could not be written: {error.strerror or error}.")

        ShareDialog(remote_of(folder), (folder / BADGE).exists(), add_badge, window).open()

    def uplink_keys() -> None:
        UplinkDialog(UplinkKeys(app.project.folder), session, window).open()

    def keep_running() -> None:
        try:
            app.project.edits.set_persistent(not app.project.app.manifest.server_persist)
        except OperationError as error:
            app.project.notice.emit(f"{error.message} {error.remedy}")
        except OSError as error:
            app.project.notice.emit(f"anvil.yaml could not be written: {error.strerror or error}.")

    commands.add(
        Command("file.save", "Save", app.save, "Ctrl+S", menu="File", group=1, icon="content-save-outline"),
        Command("app.close", "Gallery", leave, menu="File", group=5, icon="view-grid-outline"),
        Command("file.go_to", "Go to file…", lambda: show_files(window, app.project, commands), "Ctrl+P",
                menu="File", group=2, icon="file-search-outline"),
        Command("app.new", "New…", lambda: app.tree.new_menu.popup(
            app.tree.add_button.mapToGlobal(app.tree.add_button.rect().bottomLeft())), "Ctrl+N"),
        Command("app.show_folder", "Show the app's folder", lambda: QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(app.project.folder))), menu="App", group=5, icon="folder-open-outline"),
        Command("app.settings", "App settings…", settings, "Ctrl+,",
                menu="App", group=6, icon="cog-outline"),
        Command("app.share", "Share a link…", share, menu="App", group=5, icon="share-variant-outline"),
        Command("app.uplink_keys", "Uplink keys…", uplink_keys, menu="App", group=6, icon="key-outline"),
        Command("run.start", "Run", session.run, "F5", menu="Run", icon="play"),
        Command("run.stop", "Stop", session.stop, "Shift+F5", lambda: not stopped(), menu="Run", icon="stop"),
        Command("run.restart", "Restart", session.restart, "Ctrl+Shift+F5", menu="Run", icon="restart"),
        Command("run.persistent", "Keep server running", keep_running, checked=lambda: session.persistent,
                menu="Run", group=2),
        Command("run.restart_server", "Restart the server", session.restart_server, menu="Run", group=2,
                icon="server"),
        Command("view.cycle", "Next panel", cycle, "F6", menu="View", group=2),
        Command("view.focus_properties", "To the properties", to_properties, "F4", menu="View", group=2),
        Command("view.focus_toolbox", "To the toolbox", to_toolbox, "Ctrl+Shift+X", menu="View", group=2),
        Command("help.tour", "Guided tour", app.tour.start, menu="Help", icon="map-marker-path"),
        Command("view.reset", "Reset the layout", docks.reset, menu="View", group=3),
    )  # fmt: skip
    for name in docks.names():
        if name in PANELS:
            commands.add(
                Command(
                    f"view.{name}",
                    PANELS[name],
                    partial(docks.toggle, name),
                    "Ctrl+`" if name == "consoles" else "",
                    checked=partial(docks.is_shown, name),
                    menu="View",
                    group=1,
                )
            )
