"""Notices that the app has changed beneath the canvas: code, theme, templates of forms that are not open.

Responsible for when the page takes the app anew: once the host has read what was saved, and once for a burst
of saves. Changes that the page has had already do not count. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from formwright.designer.core.forms.design import Designs
from formwright.designer.core.run import RunSession

_QUIET_MILLISECONDS = 120
_ELSEWHERE = ("server_code/", "tests/", "requirements.txt", ".", "README")
"""Beginnings of paths that no form on the canvas is made from."""


class AppFollower(QObject):
    def __init__(
        self, designs: Designs, session: RunSession, tell: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._designs = designs
        self._session = session
        self._stale = False
        self._later = QTimer(self, singleShot=True, interval=_QUIET_MILLISECONDS)
        self._later.timeout.connect(tell)
        session.files_saved.connect(self._on_saved)
        session.problems_found.connect(self._on_read)

    def release(self) -> None:
        self._later.stop()
        self._session.files_saved.disconnect(self._on_saved)
        self._session.problems_found.disconnect(self._on_read)

    def _on_saved(self, paths: tuple[str, ...]) -> None:
        known = {document.text.path for document in self._designs.documents}
        current = self._designs.current
        if current is not None and current.document.code is not None:
            known.add(current.document.code.path)  # the form's own code does not run on the canvas
        if not paths or any(path not in known and not path.startswith(_ELSEWHERE) for path in paths):
            self._stale = True

    def _on_read(self, _problems: object) -> None:
        """The host serves what was saved."""
        if self._stale:
            self._stale = False
            self._later.start()
