"""The embedded browser: the page on show, and a second one that has booted Python and waits. GUI thread.

It owns every WebEngine object of the preview and the order in which they go: pages before their profile.
Imported only when the preview is first needed. It knows no run session: `panel` translates.
"""

from __future__ import annotations

import contextlib
import json

import psutil
import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEnginePermission,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from formwright.designer.preview.address import fragment, needs_fresh_page
from formwright.designer.preview.dialogs import Dialogs
from formwright.designer.preview.page import PreviewPage
from formwright.designer.ui.page_watch import Watch
from formwright.designer.ui.web_guard import Guard, private_profile
from formwright.designer.ui.web_origin import Origin

_SPARE_DELAY_MILLISECONDS = 1500
"""The next page boots when the app on show has had time to settle."""
REST_MILLISECONDS = 5 * 60_000
"""A designer that nobody has used for so long gives the memory of the spare page back."""
_GRACE_MILLISECONDS = 700
"""A page that does not answer within this time when it is told to go loses its process."""


class Browser(QObject):
    event_received = Signal(object)
    spoke = Signal(str, str)
    link_followed = Signal(str)
    place_changed = Signal(str)
    answering_changed = Signal(bool)
    crashed = Signal(str)
    blocked = Signal(str)
    permission_asked = Signal(QWebEnginePermission)
    download_asked = Signal(QWebEngineDownloadRequest)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._dialogs = Dialogs(parent)
        self._guard = Guard()
        self._guard.blocked.connect(self.blocked)
        self._profile = private_profile(self._guard)
        self._profile.downloadRequested.connect(self.download_asked)
        self._blank = QWebEnginePage(self._profile)
        self.view = QWebEngineView(self._profile, parent)
        self.view.setPage(self._blank)
        self.view.setAccessibleName("The running app")
        self._page: PreviewPage | None = None
        self._spare: PreviewPage | None = None
        self._starting = ""
        self._tools: QWebEngineView | None = None
        self.watch = Watch(self._ask_page, self)
        self.watch.answering_changed.connect(self.answering_changed)
        self._spare_later = QTimer(self, singleShot=True, interval=_SPARE_DELAY_MILLISECONDS)
        self._spare_later.timeout.connect(self.prepare)
        self._rest_later = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._rest_later.timeout.connect(self._drop_spare)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._on_application_state)
        self._zoom = 1.0

    # -- pages

    @property
    def page(self) -> PreviewPage | None:
        """The page on show, if any."""
        return self._page

    @property
    def spare(self) -> PreviewPage | None:
        return self._spare

    def set_origin(self, origin: Origin) -> None:
        if origin != self._guard.origin:
            self._guard.origin = origin
            self._drop_spare()

    def prepare(self) -> None:
        """Boots a page that waits, so that the next run starts at once."""
        if self._spare is None and self._guard.origin.token:
            page = PreviewPage(self._profile, self._guard.origin, self._dialogs)
            page.renderProcessTerminated.connect(self._drop_spare)
            page.open_place("/", hold=True)
            self._spare = page

    def run(self, place: str) -> None:
        """Shows the app afresh at a place of it."""
        self.stop()
        fresh = needs_fresh_page(place)
        if not fresh:
            self.prepare()
        if fresh or self._spare is None:
            page = PreviewPage(self._profile, self._guard.origin, self._dialogs)
            page.open_place(place)
        else:
            page, self._spare = self._spare, None
            page.renderProcessTerminated.disconnect(self._drop_spare)
            self._starting = place
        self._show(page)
        if self._starting and page.held:
            self._start_held()
        self._spare_later.start()

    def keep_as_it_is(self) -> None:
        """The page takes no new code any more: with that, another is about to begin."""
        if self._page is not None:
            self._page.runJavaScript("window.formwright?.keep()")

    def _show(self, page: PreviewPage) -> None:
        self._page = page
        page.event_received.connect(self._on_event)
        page.spoke.connect(self.spoke)
        page.link_followed.connect(self.link_followed)
        page.urlChanged.connect(self._on_url_changed)
        page.renderProcessTerminated.connect(self._on_terminated)
        page.permissionRequested.connect(self.permission_asked)
        page.loadFinished.connect(self._on_load_finished)
        self.view.setPage(page)
        page.setZoomFactor(self._zoom)
        self.watch.start()
        self._on_url_changed()

    def stop(self) -> None:
        """Takes the page away; its process ends even if it is in an endless loop."""
        self._starting = ""
        self._spare_later.stop()
        self.watch.stop()
        page, self._page = self._page, None
        if page is None:
            return
        self.close_tools()
        page.disconnect(self)
        self.view.setPage(self._blank)
        _Ending(page, self)

    def shut_down(self) -> None:
        """Pages go before their profile, or WebEngine complains; called when the panel goes."""
        spare, self._spare = self._spare, None
        self.stop()
        endings = [ending.release() for ending in self.findChildren(_Ending)]
        for thing in (spare, *endings, self.view, self._blank, self._profile):
            if thing is not None and shiboken6.isValid(thing):
                shiboken6.delete(thing)

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self._rest_later.start()
            return
        self._rest_later.stop()
        if self._page is not None:
            self._spare_later.start()

    def _drop_spare(self, *_status: object) -> None:
        spare, self._spare = self._spare, None
        if spare is not None:
            spare.deleteLater()

    def set_zoom(self, factor: float) -> None:
        self._zoom = factor
        if self._page is not None:
            self._page.setZoomFactor(factor)

    def go(self, place: str) -> None:
        """Within the running page when only the fragment differs."""
        page = self._page
        if page is None or needs_fresh_page(place):
            self.run(place)
        else:
            page.runJavaScript(f"location.hash = {json.dumps(fragment(place))}")

    def process_id(self) -> int:
        return self._page.renderProcessPid() if self._page is not None else 0

    # -- developer tools

    def show_tools(self) -> None:
        if self._page is None:
            return
        if self._tools is None:
            self._tools = QWebEngineView(self._profile)
            self._tools.setWindowTitle("Developer tools")
            self._tools.resize(1000, 600)
            self._page.setDevToolsPage(self._tools.page())
        self._tools.show()
        self._tools.raise_()

    def close_tools(self) -> None:
        tools, self._tools = self._tools, None
        if tools is not None:
            if self._page is not None:
                self._page.setDevToolsPage(None)  # type: ignore[arg-type]  # None takes the tools away
            tools.close()
            shiboken6.delete(tools)

    # -- what pages report

    def _ask_page(self, script: str, answer: object) -> None:
        if self._page is not None and callable(answer):
            self._page.ask(script, answer)

    def _on_event(self, event: object) -> None:
        if self._starting and self._page is not None and self._page.held:
            self._start_held()
        self.event_received.emit(event)

    def _start_held(self) -> None:
        place, self._starting = self._starting, ""
        if self._page is not None:
            # The address loses the parts that only the designer uses, also for the app's own code.
            address = json.dumps(self._page.origin.public(place))
            self._page.runJavaScript(f"history.replaceState(null, '', {address}); window.formwright.start()")

    def _on_url_changed(self) -> None:
        if self._page is not None:
            place = self._page.origin.place(self._page.url().toString())
            self.place_changed.emit(place or "/")

    def _on_load_finished(self, ok: bool) -> None:
        page = self._page
        if page is not None and ok:
            page.loaded = True
        elif page is not None and not page.loaded:
            address = page.origin.public()
            self.crashed.emit(f"The page at {address} did not load. The app's server may have stopped.")

    def _on_terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        self.watch.stop()
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        self.crashed.emit(
            f"The browser process of the app ended unexpectedly (exit code {code}). "
            "It may have used too much memory."
        )


class _Ending(QObject):
    """Sees a page off: asks it to answer, and ends its process if it does not."""

    def __init__(self, page: PreviewPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page: PreviewPage | None = page
        self._process = page.renderProcessPid()
        self._timer = QTimer(self, singleShot=True, interval=_GRACE_MILLISECONDS)
        self._timer.timeout.connect(self._kill)
        self._timer.start()
        page.runJavaScript("1", 0, lambda _answer: self.finish())

    def _kill(self) -> None:
        if self._process > 0:
            # The process is a child of this one, so its id cannot have been given to another program yet.
            with contextlib.suppress(psutil.Error):
                psutil.Process(self._process).kill()
        self.finish()

    def release(self) -> PreviewPage | None:
        """Hands over the page to be deleted at once; a hung process ends with its last page."""
        page, self._page = self._page, None
        self._timer.stop()
        return page

    def finish(self) -> None:
        page = self.release()
        if page is not None:
            page.deleteLater()
            self.deleteLater()
