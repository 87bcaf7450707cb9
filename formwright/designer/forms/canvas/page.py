"""The WebEngine page of the canvas: what it says, and that it goes nowhere. GUI thread.

Imported only when the first canvas is shown: WebEngine takes a third of a second to load.
"""

from __future__ import annotations

import json

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

from formwright.designer.ui.web_guard import read_event
from formwright.designer.ui.web_origin import Origin


class CanvasPage(QWebEnginePage):
    event_received = Signal(object)

    def __init__(self, profile: QWebEngineProfile) -> None:
        super().__init__(profile)
        self.origin = Origin("http://127.0.0.1:0", "")

    def boot(self, origin: Origin) -> None:
        self.origin = origin
        self.load(QUrl(origin.canvas()))

    def command(self, text: str) -> None:
        self.runJavaScript(f"formwright.design({json.dumps(text)})")

    def javaScriptConsoleMessage(
        self, _level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, _line: int, _source: str
    ) -> None:
        event = read_event(message)
        if event is not None:
            self.event_received.emit(event)

    def acceptNavigationRequest(
        self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        address = url if isinstance(url, str) else url.toString()
        return not is_main_frame or address in (self.origin.canvas(), "about:blank")

    def javaScriptAlert(self, _origin: QUrl | str, _message: str) -> None:
        """Nobody is asked anything on the canvas."""

    def javaScriptConfirm(self, _origin: QUrl | str, _message: str) -> bool:
        return False

    def javaScriptPrompt(self, _origin: QUrl | str, _message: str, _default: str) -> tuple[bool, str]:
        return False, ""
