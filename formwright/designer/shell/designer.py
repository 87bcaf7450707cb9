"""The running designer: one window that shows the gallery or an open app. GUI process.

Imports of the editor, the docks and the preview wait until an app is opened, so that the gallery is there
at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from formwright.designer.core.commands import Commands
from formwright.designer.core.crashes import Crash, CrashWatch
from formwright.designer.core.links import CloneLink, LinkError, read_link
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.trust import Trust
from formwright.designer.core.workspace import Workspace, WorkspaceError
from formwright.designer.gallery import GalleryRoom
from formwright.designer.shell import sandbox
from formwright.designer.shell.bug_report import BugReport
from formwright.designer.shell.ending import Ending
from formwright.designer.shell.general_commands import add_general_commands
from formwright.designer.shell.help import Help, add_help_commands
from formwright.designer.shell.link_question import LinkQuestion
from formwright.designer.shell.recovery import ROW, SAFE_EXPLANATION, SAFE_NOTE, Recovery
from formwright.designer.shell.window import Window
from formwright.designer.ui.garbage import GarbageCollector
from formwright.designer.ui.host_process import wait_for_ending_hosts
from formwright.designer.ui.icons import app_mark
from formwright.designer.ui.one_instance import OneInstance, hand_over, socket_name
from formwright.designer.ui.theme import Theme

if TYPE_CHECKING:
    from formwright.designer.shell.open_app import OpenApp

APP = "formwright"
SAFE_WARNING = (
    "Formwright is in safe mode: the app is not run, and your own components are not drawn, until you ask. "
    "Read and mend the code first if the app is what ends Formwright."
)


class Designer(QObject):
    def __init__(self, application: QApplication, config: Path, state: Path) -> None:
        super().__init__()
        self._state = state
        self.preferences = Preferences(config / "preferences.json")
        self.theme = Theme(application, self.preferences)
        self.trust = Trust(state / "trusted.json")
        self.workspace = Workspace(self.preferences, self.trust.allow)
        self.commands = Commands()
        self.commands.use_keys(self.preferences.values.keys)
        self.preferences.changed.connect(lambda values: self.commands.use_keys(values.keys))
        self.window = Window(self.commands, state / "window.ini")
        self.gallery = GalleryRoom(self.workspace)
        self.open: OpenApp | None = None
        self.safe = False
        self.watch = CrashWatch(state / "running")
        self.recovery = Recovery(self.watch, self.window, self.commands, self.theme, state, self._keep_typed)
        self.recovery.told.connect(self._offer_to_keep)
        add_general_commands(self.commands, self.window, self.preferences, self.theme, self.gallery)
        self.help = Help(self.theme, lambda: self.open)
        add_help_commands(self.commands, self.window, self.help)
        self.gallery.open_wanted.connect(self.open_app)
        self.gallery.trial_wanted.connect(self.open_trial)
        self._trial: Path | None = None
        self.window.ask_before_closing(self._may_close)

    def enter_safe_mode(self) -> None:
        """What could keep Formwright from starting is left alone until the next start."""
        self.safe = True
        self.preferences.use_defaults()
        self.window.use_default_layout()
        self.window.status.show_note(SAFE_NOTE, SAFE_EXPLANATION)

    def _keep_typed(self) -> None:
        if self.open is not None:
            self.open.keep_typed()

    def show_gallery(self) -> None:
        if not self.close_app():
            return
        self.recovery.opening(None)
        self.gallery.refresh()
        self.window.show_room(self.gallery)

    def follow_link(self, text: str) -> None:
        """Asks first, whatever the link says; a bad one is refused in a line."""
        self.window.showNormal() if self.window.isMinimized() else self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        try:
            link = read_link(text)
        except LinkError as error:
            self.window.bar.show_message(
                "warning", f"A link was not followed. {error}", ("Close", self.window.bar.hide)
            )
            return

        def go() -> None:
            self.show_gallery()
            if self.open is not None:
                return  # it has edits that cannot be saved, and says so
            if isinstance(link, CloneLink):
                self.gallery.clone_from_link(link.url)
            else:
                self.gallery.clone_example(link.name)

        LinkQuestion(link, self.workspace.folder, go, self.window).open()

    def open_trial(self, folder: Path) -> None:
        """Opens a temporary copy, which goes when it is closed, unless it is kept."""
        self.open_app(folder, trial=True)
        if self.open is not None:
            self._offer_to_keep()
            self.window.setWindowTitle(f"{folder.name} (temporary copy) - Formwright")

    def _offer_to_keep(self) -> None:
        folder = self._trial
        if folder is None:
            return
        self.window.bar.show_message(
            "info",
            f"A temporary copy of {folder.name}: when you close it, it goes with all you changed in it.",
            ("Keep this", self.keep_trial),
        )

    def keep_trial(self) -> None:
        """Becomes an app of the workspace, with all that was changed in it."""
        folder = self._trial
        if folder is None or self.open is None or not self.open.close():
            return
        self.open = None
        try:
            kept = self.workspace.clone(str(folder), lambda _text, _part: None)
        except WorkspaceError as error:
            self.open_trial(folder)
            self.window.bar.show_message(
                "warning", f"{error.message} {error.remedy}", ("Keep this", self.keep_trial)
            )
            return
        self._end_trial()
        self.trust.allow(kept)
        self.open_app(kept)
        self.window.status.tell(f"Kept in {kept}.")

    def _end_trial(self) -> None:
        folder, self._trial = self._trial, None
        if folder is not None:
            self.window.bar.hide()
            self.trust.revoke(folder)
            self.workspace.end_trial(folder)

    def open_app(self, folder: Path, trial: bool = False) -> None:
        """Opens the app in the place of the one that is open."""
        try:
            self.workspace.check(folder)
        except WorkspaceError as error:
            self.gallery.notice.tell(error.message, error.remedy)
            return
        if not self.close_app():
            return
        self.recovery.opening(folder)
        from formwright.designer.shell.open_app import OpenApp

        self.open = OpenApp(
            folder,
            self.window,
            self.commands,
            self.preferences,
            self.theme,
            self._state,
            self.trust,
            _to_bin,
            self.show_gallery,
            SAFE_WARNING if self.safe else "",
        )
        self._trial = folder if trial else None
        if not trial:
            self.workspace.remember(folder)
        self.open.show()

    def _may_close(self) -> bool:
        if not self.close_app():
            return False
        self.help.close()
        return True

    def close_app(self) -> bool:
        """False when the open app has edits that cannot be saved."""
        if self.open is not None:
            if not self.open.close():
                return False
            self.open = None
            self._end_trial()
        return True


def _to_bin(path: Path) -> None:
    from send2trash import send2trash  # type: ignore[import-untyped]  # its wheel has no type information

    send2trash(str(path))


def run(folder: Path | None, safe_mode: bool = False, link: str = "") -> int:
    no_sandbox = sandbox.prepare(os.environ)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication(sys.argv[:1])
    application.setApplicationName(APP)
    application.setApplicationDisplayName("Formwright")
    application.setDesktopFileName(APP)
    application.setWindowIcon(app_mark())
    state = Path(platformdirs.user_state_dir(APP))
    socket = socket_name(state)
    if link and hand_over(socket, link):
        return 0
    designer = Designer(application, Path(platformdirs.user_config_dir(APP)), state)
    crashes = designer.watch.begin()
    bugs = BugReport(state / "bugs.log", designer.watch.trace_file)
    bugs.happened.connect(designer.recovery.tell_mistake)
    bugs.install()
    GarbageCollector(designer)
    if safe_mode:
        designer.enter_safe_mode()
    if no_sandbox:
        designer.window.status.show_note(sandbox.NOTE, sandbox.EXPLANATION)
    designer.show_gallery()
    designer.window.show()
    Ending(lambda: designer.window.close() or application.quit(), designer)
    OneInstance(socket, designer).received.connect(designer.follow_link)
    QTimer.singleShot(0, designer, lambda: _begin(designer, folder, crashes))
    if link:
        QTimer.singleShot(0, designer, lambda: designer.follow_link(link))
    status = application.exec()
    wait_for_ending_hosts()
    designer.watch.end()
    return status


def _begin(designer: Designer, folder: Path | None, crashes: tuple[Crash, ...]) -> None:
    """An app named on the command line is opened, unless that is what may have ended the last start."""
    row = designer.watch.in_a_row >= ROW and not designer.safe
    if folder is not None and not row:
        designer.open_app(folder.resolve())
    elif crashes and not designer.safe:
        designer.recovery.offer(crashes, designer.open_app, designer.enter_safe_mode)
