"""The embedded browser of the manual. GUI thread.

Responsible for: which addresses may be loaded (files below the manual's folder), and the theme of the pages.
Imported only when a page is shown: WebEngine takes a third of a second to load.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor
from PySide6.QtWebEngineCore import (
    QWebEngineFindTextResult,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView

from formwright.designer.ui.theme import DARK, LIGHT

OUTSIDE = ("http", "https", "mailto")
_THEME = "formwright theme"
_IN_PAGES = """
if (location.protocol === 'file:') {
    localStorage.setItem('theme', '%s');
    document.addEventListener('DOMContentLoaded', () => {
        document.documentElement.classList.add('in-designer');
    });
}
"""


class _Guard(QWebEngineUrlRequestInterceptor):
    """Lets pages load files of the manual and nothing else."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        if not is_of(self._root, info.requestUrl()):
            info.block(True)


class _Page(QWebEnginePage):
    def __init__(
        self, profile: QWebEngineProfile, root: Path, open_outside: Callable[[QUrl], object]
    ) -> None:
        super().__init__(profile)
        self._root = root
        self._open_outside = open_outside
        self.newWindowRequested.connect(self._on_new_window)

    def acceptNavigationRequest(
        self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, _is_main_frame: bool
    ) -> bool:
        address = QUrl(url)
        if is_of(self._root, address):
            return True
        if address.scheme() in OUTSIDE:
            self._open_outside(address)
        return False

    def _on_new_window(self, request: QWebEngineNewWindowRequest) -> None:
        if is_of(self._root, request.requestedUrl()):
            self.setUrl(request.requestedUrl())
        elif request.isUserInitiated() and request.requestedUrl().scheme() in OUTSIDE:
            self._open_outside(request.requestedUrl())


class ManualView(QWebEngineView):
    def __init__(self, folder: Path, dark: bool, open_outside: Callable[[QUrl], object]) -> None:
        self._root = folder.resolve()
        self._profile = QWebEngineProfile()  # without a name: nothing stays on disk
        self._guard = _Guard(self._root)
        self._profile.setUrlRequestInterceptor(self._guard)
        super().__init__(self._profile)
        self._page = _Page(self._profile, self._root, open_outside)
        self.setPage(self._page)
        self.setAccessibleName("Manual")
        self.use_theme(dark)

    def open(self, page: str) -> None:
        """A page below the manual's folder, with its query and place."""
        base = QUrl.fromLocalFile(f"{self._root}/")
        self._page.setUrl(base.resolved(QUrl(page)))

    @property
    def shown(self) -> str:
        base = QUrl.fromLocalFile(f"{self._root}/").toString()
        return self._page.url().toString().removeprefix(base)

    def find_text(self, words: str, told: Callable[[int, int], None], *, backward: bool) -> None:
        """Shows the next match and says which of how many it is; without words none."""

        def found(result: QWebEngineFindTextResult) -> None:
            told(result.activeMatch(), result.numberOfMatches())

        direction = QWebEnginePage.FindFlag.FindBackward if backward else QWebEnginePage.FindFlag(0)
        self._page.findText(words, direction, found)

    def use_theme(self, dark: bool) -> None:
        """Furo reads the reader's choice before it draws, so no page is shown in the other theme first."""
        name = "dark" if dark else "light"
        scripts = self._page.scripts()
        for old in scripts.find(_THEME):
            scripts.remove(old)
        script = QWebEngineScript()
        script.setName(_THEME)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
        script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
        script.setSourceCode(_IN_PAGES % name)
        scripts.insert(script)
        self._page.setBackgroundColor(QColor((DARK if dark else LIGHT).base))
        self._page.runJavaScript(f"if (document.body) document.body.dataset.theme = '{name}';")

    def shut_down(self) -> None:
        """Pages go before their profile, or WebEngine complains."""
        self.setPage(None)  # type: ignore[arg-type]  # None takes the page away
        shiboken6.delete(self._page)


def is_of(root: Path, url: QUrl) -> bool:
    """Whether the address is a file of the manual, or reaches nothing at all."""
    if url.scheme() in ("data", "about"):
        return True
    return (
        url.scheme() == "file" and not url.host() and Path(url.toLocalFile()).resolve().is_relative_to(root)
    )
