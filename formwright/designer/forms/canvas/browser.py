"""The embedded browser of the canvas: one page for all forms, started, watched and started again. GUI thread.

It owns the WebEngine objects and the order in which they go: view and page before their profile. It knows no
forms: `canvas` says what the page is told. Imported only when the first canvas is shown.
"""

from __future__ import annotations

import contextlib
import json

import psutil
import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

from formwright.designer.forms.canvas.page import CanvasPage
from formwright.designer.ui.page_watch import Watch
from formwright.designer.ui.web_guard import Guard, private_profile
from formwright.designer.ui.web_origin import Origin

_PATIENCE_MILLISECONDS = 10_000
"""A large form may be drawn for seconds on a slow machine; an endless loop is taken for one after this."""


class CanvasBrowser(QObject):
    event_received = Signal(object)
    died = Signal(str)
    """The page is gone, and why, in words. `start` brings it back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._guard = Guard()
        self._profile = private_profile(self._guard)
        self.page = CanvasPage(self._profile)
        self.view = QWebEngineView(self._profile, parent)
        self.view.setPage(self.page)
        self.view.setAccessibleName("The form")
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.page.setBackgroundColor(QColor(Qt.GlobalColor.transparent))
        self.page.event_received.connect(self.event_received)
        self.page.renderProcessTerminated.connect(self._on_terminated)
        self.page.loadFinished.connect(self._on_load_finished)
        self.watch = Watch(lambda script, answer: self.page.runJavaScript(script, 0, answer), self,
                           _PATIENCE_MILLISECONDS)  # fmt: skip
        self.watch.answering_changed.connect(self._on_answering_changed)
        self._reason = ""
        self._zoom = 1.0

    def start(self, origin: Origin) -> None:
        self._guard.origin = origin
        self._reason = ""
        self.page.boot(origin)
        self.watch.start()

    def set_zoom(self, factor: float) -> None:
        self._zoom = factor
        self.page.setZoomFactor(factor)

    def scroll(self, x: float, y: float) -> None:
        self.page.runJavaScript(f"window.formwright?.scroll?.({x:.2f}, {y:.2f})")

    def tell_all(self) -> None:
        """The next picture is a whole one."""
        self.page.runJavaScript("window.formwright?.tellAll?.()")

    def set_dark(self, dark: bool | None) -> None:
        self.page.runJavaScript(f"window.formwright?.dark?.({json.dumps(dark)})")

    def shut_down(self) -> None:
        """Called before the canvas is deleted."""
        self.watch.stop()
        for thing in (self.view, self.page, self._profile):
            if shiboken6.isValid(thing):
                shiboken6.delete(thing)

    # --- dying

    def _on_answering_changed(self, answering: bool) -> None:
        process = self.page.renderProcessPid()
        if answering or process <= 0:
            return
        self._reason = "The canvas did not answer any more. Code of a component may be in an endless loop."
        # The process is a child of this one, so its id cannot have been given to another program yet.
        with contextlib.suppress(psutil.Error):
            psutil.Process(process).kill()

    def _on_terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        self.watch.stop()
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        reason = self._reason or f"The canvas stopped unexpectedly (exit code {code})."
        # Not from within the signal: loading at once would be undone by what follows it.
        QTimer.singleShot(0, self, lambda: self.died.emit(reason))

    def _on_load_finished(self, ok: bool) -> None:
        if ok:
            self.page.setZoomFactor(self._zoom)
        else:
            self.died.emit("The page of the canvas did not load. The app's server may have stopped.")
