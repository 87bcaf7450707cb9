"""The preview panel: runs the app the session describes and tells the session what the page says. GUI thread.

Translates between `RunSession` (states) and `Browser` (pages). WebEngine is imported at the first need.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.console import page_frames
from formwright.designer.core.run import HostState, Line, PageState, RunSession
from formwright.designer.preview.stage import Stage
from formwright.designer.preview.toolbar import Toolbar
from formwright.designer.ui.curtain import Curtain
from formwright.designer.ui.devices import Device
from formwright.designer.ui.message_bar import MessageBar
from formwright.designer.ui.web_origin import Origin

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEnginePermission

    from formwright.designer.preview.browser import Browser

_SYNTAX_ERRORS = ("SyntaxError", "IndentationError", "TabError")
_BUSY_AFTER_MILLISECONDS = 250
"""A start quicker than this shows no "Starting"."""


def _open_in_system(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))


def _downloads_folder() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))


class PreviewPanel(QWidget):
    def __init__(
        self,
        session: RunSession,
        commands: Commands,
        parent: QWidget | None = None,
        open_outside: Callable[[str], object] = _open_in_system,
        downloads: Callable[[], Path] = _downloads_folder,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._open_outside = open_outside
        self._downloads = downloads
        self._browser: Browser | None = None
        self._place = "/"
        self._waiting_for_host = False
        self._shown_url = ""
        self._crashed = False
        self._unfinished = False
        self._commands = commands
        self.toolbar = Toolbar(self)
        self.bar = MessageBar(self)
        self.stage = Stage(self)
        self.overlay = Curtain(self.stage)
        self.stage.zoom_changed.connect(self._on_zoom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.bar)
        layout.addWidget(self.stage, 1)
        self._busy_later = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MILLISECONDS)
        self._busy_later.timeout.connect(self._show_busy)
        self._connect_toolbar()
        session.run_asked.connect(self._on_run_asked)
        session.page_wanted.connect(self._on_page_wanted)
        session.page_changed.connect(self._show_state)
        session.host_changed.connect(self._on_host_changed)
        session.files_saved.connect(self._on_files_saved)
        self._add_commands(commands)
        self._show_state()

    def _connect_toolbar(self) -> None:
        bar = self.toolbar
        bar.run_wanted.connect(self._session.run)
        bar.stop_wanted.connect(self._session.stop)
        bar.restart_wanted.connect(self._session.restart)
        bar.go_wanted.connect(self.go)
        bar.open_outside_wanted.connect(self.open_outside)
        bar.tools_wanted.connect(self.show_tools)
        bar.device_wanted.connect(self.show_device)

    def _add_commands(self, commands: Commands) -> None:
        def running() -> bool:
            return self._session.page is not PageState.STOPPED

        commands.add(
            Command("preview.outside", "Open the app in the system's browser", self.open_outside,
                    enabled=lambda: bool(self._session.url), menu="Run", icon="open-in-new"),
            Command("preview.tools", "Developer tools of the preview", self.show_tools, enabled=running,
                    menu="Run"),
        )  # fmt: skip

    # -- the browser

    @property
    def browser(self) -> Browser | None:
        return self._browser

    def _need_browser(self) -> Browser:
        if self._browser is None:
            from formwright.designer.preview.browser import Browser

            browser = Browser(self)
            browser.event_received.connect(self._on_event)
            browser.spoke.connect(self._on_spoke)
            browser.link_followed.connect(self._open_outside)
            browser.place_changed.connect(self._on_place_changed)
            browser.answering_changed.connect(self._on_answering_changed)
            browser.crashed.connect(self._on_crashed)
            browser.blocked.connect(self._on_blocked)
            browser.permission_asked.connect(self._on_permission)
            browser.download_asked.connect(self._on_download)
            self.stage.set_view(browser.view)
            self.overlay.raise_()
            self._browser = browser
            self._on_zoom_again()
        return self._browser

    def prepare(self) -> None:
        """Boots a page in advance once host and panel are there; call it when nothing else is urgent."""
        # Not while a page starts: it would boot half as fast, and its run sees to the next one.
        starting = self._session.page is PageState.STARTING
        if self._session.host is HostState.READY and self.isVisible() and not starting:
            browser = self._need_browser()
            browser.set_origin(self._origin())
            browser.prepare()

    def shut_down(self) -> None:
        """Before the panel is deleted: ends the page and its process in the right order."""
        self._session.run_asked.disconnect(self._on_run_asked)
        self._session.page_wanted.disconnect(self._on_page_wanted)
        self._session.page_changed.disconnect(self._show_state)
        self._session.host_changed.disconnect(self._on_host_changed)
        self._session.files_saved.disconnect(self._on_files_saved)
        self._busy_later.stop()
        browser, self._browser = self._browser, None
        if browser is not None:
            browser.shut_down()

    def _origin(self) -> Origin:
        return Origin(self._session.url, self._session.token)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.prepare)

    # -- what the session wants

    def _on_run_asked(self) -> None:
        if self._browser is not None:
            self._browser.keep_as_it_is()

    def _on_page_wanted(self, wish: str) -> None:
        self.bar.hide()
        self._crashed = False
        if wish == "stop":
            self._waiting_for_host = False
            self._shown_url = ""
            if self._browser is not None:
                self._browser.stop()
        elif self._session.host is HostState.READY:
            self._run()
        else:
            self._waiting_for_host = True

    def _run(self) -> None:
        self._waiting_for_host = False
        self._shown_url = self._session.url
        browser = self._need_browser()
        browser.set_origin(self._origin())
        browser.run(self._place)
        self._busy_later.start()

    def _on_host_changed(self) -> None:
        if self._session.host is HostState.READY:
            moved = self._shown_url not in ("", self._session.url)
            if self._waiting_for_host or moved:
                # A host that was started again serves at another address.
                self._session.page_event({"kind": "state", "state": "booting"})
                self._run()
            else:
                QTimer.singleShot(0, self, self.prepare)
        self._show_state()

    def _on_files_saved(self, _paths: tuple[str, ...]) -> None:
        # The host tells the page to take new code; a page that cannot hear it is started again instead.
        deaf = self._browser is not None and not self._browser.watch.answering
        if deaf or self._crashed:
            self._session.restart()

    # -- what the page says

    def _on_event(self, event: object) -> None:
        if isinstance(event, Mapping):
            if self._is_unfinished_code(event):
                self._show_unfinished(event)
                return
            if event.get("kind") in ("state", "error") and self._unfinished:
                # Newer code was read: it runs now, or fails for another reason.
                self._unfinished = False
                self.bar.hide()
            self._session.page_event(event)
            if event.get("kind") == "painted" and self._session.page is PageState.STARTING:
                self._session.page_event({"kind": "state", "state": "running"})

    def _is_unfinished_code(self, event: Mapping[str, Any]) -> bool:
        """New code that Python cannot read, while the app runs: the page has kept the version before."""
        if self._session.page is not PageState.RUNNING or event.get("kind") != "error":
            return False
        # The same errors, raised by what the running app does (`eval`), come from inside a function.
        functions = [frame.function for frame in page_frames(event.get("trace") or ())]
        return event.get("type") in _SYNTAX_ERRORS and functions in ([], ["<module>"])

    def _show_unfinished(self, event: Mapping[str, Any]) -> None:
        # Not in the console: whoever types with autosave on would find it full of half-written lines.
        frames = page_frames(event.get("trace") or ())
        location = frames[-1].location if frames else None
        message = str(event.get("message", "")).partition(" (")[0]
        text = (
            f"Python cannot read {location or 'the new code'}: {message}. The version before keeps running."
        )
        show = [("Show", lambda: self._commands.execute("open_location", location))] if location else []
        self.bar.show_message("warning", text, *show)
        self._unfinished = True

    def _on_spoke(self, stream: str, text: str) -> None:
        self._session.client_console.append(Line(stream, text))

    def _on_blocked(self, address: str) -> None:
        self._session.client_console.append(
            Line("note", f"Blocked: the preview reaches only the app itself, not {address}\n")
        )

    def _on_place_changed(self, place: str) -> None:
        self._place = place
        self.toolbar.address.show_address(self._origin().public(place))

    def _on_answering_changed(self, answering: bool) -> None:
        if answering:
            self.bar.hide()
        else:
            self.bar.show_message(
                "warning",
                "The app is not responding. It may be in an endless loop.",
                ("Stop", self._session.stop),
                ("Restart", self._session.restart),
            )

    def _on_crashed(self, reason: str) -> None:
        self._crashed = True
        self.bar.hide()
        self._session.client_console.append(Line("note", reason + "\n"))
        self._session.page_failed(reason)

    def _on_permission(self, permission: QWebEnginePermission) -> None:
        wish = permission.permissionType().name
        words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in wish).strip()
        self.bar.show_message(
            "info",
            f"The app asks for permission: {words}.",
            ("Allow", self._and_close(permission.grant)),
            ("Deny", self._and_close(permission.deny)),
        )

    def _and_close(self, action: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            action()
            self.bar.hide()

        return run

    def _on_download(self, request: QWebEngineDownloadRequest) -> None:
        folder = self._downloads()
        folder.mkdir(parents=True, exist_ok=True)
        request.setDownloadDirectory(str(folder))
        request.accept()

        def finished() -> None:
            done = request.state() is request.DownloadState.DownloadCompleted
            name = request.downloadFileName()
            if done:
                self.bar.show_message(
                    "info",
                    f"{name} was saved in {folder}.",
                    ("Open folder", lambda: self._open_outside(folder.as_uri())),
                    ("Close", self.bar.hide),
                )
            else:
                reason = request.interruptReasonString()
                self.bar.show_message("warning", f"{name} was not saved: {reason}.", ("Close", self.bar.hide))

        request.isFinishedChanged.connect(finished)

    # -- what the user does

    def go(self, address: str) -> None:
        place = self._origin().place(address)
        if place is None:
            self.toolbar.address.undo_typing()
            self.bar.show_message(
                "info",
                "The preview shows only the app itself. Type a path such as /#settings.",
                ("Open in the system's browser", self._and_close(lambda: self._open_outside(address))),
                ("Close", self.bar.hide),
            )
            return
        self._place = place
        if self._browser is not None and self._session.page is PageState.RUNNING:
            self._browser.go(place)
        else:
            self._session.restart()

    def open_outside(self) -> None:
        if self._session.url:
            self._open_outside(self._origin().public(self._place))

    def show_tools(self) -> None:
        if self._browser is not None:
            self._browser.show_tools()

    def show_device(self, device: Device) -> None:
        self.stage.set_device(device)

    def _on_zoom(self, zoom: float) -> None:
        self.overlay.setGeometry(self.stage.rect())
        if self._browser is not None:
            self._browser.set_zoom(zoom)

    def _on_zoom_again(self) -> None:
        self.stage.set_device(self.stage.device)

    # -- what is to be seen

    def _show_state(self) -> None:
        state = self._session.page
        running = state in (PageState.STARTING, PageState.RUNNING)
        can_open = bool(self._session.url)
        self.toolbar.show_running(running=running or state is PageState.FAILED, can_open=can_open)
        if state is not PageState.STARTING:
            self._busy_later.stop()
        if state is PageState.RUNNING:
            self.overlay.hide()
        elif self._session.question:
            self.overlay.show_choice(
                "shield-outline", "muted", "Run this app?", self._session.question, "Run", self._session.allow
            )
            self.overlay.button.setFocus()
        elif state is PageState.STOPPED:
            self.overlay.show_choice(
                "play-circle-outline", "muted", "The app is not running", "", "Run", self._session.run
            )
        elif state is PageState.FAILED:
            title = "The app stopped" if self._session.message else "The app could not start"
            reason = self._session.message or "What went wrong is told in the output below."
            self.overlay.show_choice(
                "alert-circle-outline", "danger", title, reason, "Restart", self._session.restart
            )
        elif self._browser is None or self._browser.page is None:
            self._show_busy()

    def _show_busy(self) -> None:
        if self._session.page is PageState.STARTING:
            waiting = self._session.host is not HostState.READY
            self.overlay.show_busy("Starting the app's server" if waiting else "Starting the app")
