"""One page of the preview in the embedded browser: what it may reach, and what it says. GUI thread.

Imported only when the preview is first needed: WebEngine takes a third of a second to load.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
)

from formwright.designer.preview.dialogs import Dialogs
from formwright.designer.ui.web_guard import read_event
from formwright.designer.ui.web_origin import Origin, is_inner

_LINKS = ("http", "https", "mailto", "tel")
_BETWEEN_LINKS = 1.0
"""Seconds: a script that opens addresses in a loop gets one at a time."""


class PreviewPage(QWebEnginePage):
    event_received = Signal(object)
    """An event as in docs/contributing/architecture.md, "Page and assets"."""
    spoke = Signal(str, str)
    """Something else on the browser's console: stream and text."""
    link_followed = Signal(str)
    """An address outside the app that belongs in the system's browser."""

    def __init__(
        self,
        profile: QWebEngineProfile,
        origin: Origin,
        dialogs: Dialogs,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(profile)
        self.origin = origin
        self.held = False
        self.loaded = False
        self._dialogs = dialogs
        self._clock = clock
        self._last_link = -_BETWEEN_LINKS
        self.newWindowRequested.connect(self._on_new_window)

    def open_place(self, place: str, *, hold: bool = False) -> None:
        self.load(QUrl(self.origin.page(place, hold=hold)))

    # -- what the page says

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        event = read_event(message)
        if event is not None:
            self._on_event(event)
            return
        quiet = level == QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel
        place = f" ({source}:{line})" if source and not quiet else ""
        self.spoke.emit("stdout" if quiet else "stderr", f"{message}{place}\n")

    def _on_event(self, event: Mapping[str, Any]) -> None:
        if event.get("kind") == "state" and event.get("state") == "held":
            self.held = True
        self.event_received.emit(event)

    # -- where it may go

    def acceptNavigationRequest(
        self,
        url: QUrl | str,
        _kind: QWebEnginePage.NavigationType,
        is_main_frame: bool,
    ) -> bool:
        address = url if isinstance(url, str) else url.toString()
        if self.origin.owns(address):
            if not is_main_frame or self.origin.is_designers(address):
                return True
            # The app loads itself anew at an address without the token, and could not be heard any more.
            place = self.origin.place(address) or "/"
            QTimer.singleShot(0, self, lambda: self.open_place(place))
            return False
        scheme = address.partition(":")[0]
        if is_inner(scheme):
            return not is_main_frame or scheme in ("about", "devtools")
        if is_main_frame:
            self._follow(address)
        return False

    def _on_new_window(self, request: QWebEngineNewWindowRequest) -> None:
        # The preview has one page: further windows open in the system's browser.
        address = request.requestedUrl().toString()
        place = self.origin.place(address) if self.origin.owns(address) else None
        if request.isUserInitiated():
            self._follow(self.origin.public(place) if place is not None else address)

    def _follow(self, address: str) -> None:
        now = self._clock()
        if address.partition(":")[0] in _LINKS and now - self._last_link >= _BETWEEN_LINKS:
            self._last_link = now
            self.link_followed.emit(address)

    # -- dialogs of the page's own JavaScript

    def javaScriptAlert(self, _origin: QUrl | str, message: str) -> None:
        self._dialogs.alert(message)

    def javaScriptConfirm(self, _origin: QUrl | str, message: str) -> bool:
        return self._dialogs.confirm(message)

    def javaScriptPrompt(self, _origin: QUrl | str, message: str, default: str) -> tuple[bool, str]:
        return self._dialogs.prompt(message, default)

    def ask(self, script: str, answer: Callable[[Any], None]) -> None:
        self.runJavaScript(script, 0, answer)
