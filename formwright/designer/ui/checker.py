"""Checks the app in a thread after each change: problems show without making saving slow. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from formwright.designer.core.project import Project
from formwright.designer.ui.background import Progress, Work

_PAUSE_MILLISECONDS = 250


class Checker(QObject):
    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._work: Work | None = None
        self._again = False
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._later.timeout.connect(self._check)
        project.app_changed.connect(self._on_app_changed)
        self._later.start()

    def stop(self) -> None:
        self._project.app_changed.disconnect(self._on_app_changed)
        self._later.stop()
        if self._work is not None:
            self._work.abandon()

    def _on_app_changed(self) -> None:
        self._later.start()

    def _check(self) -> None:
        if self._work is not None:
            self._again = True
            return
        app = self._project.app

        def check(_progress: Progress) -> object:
            # Imported in the thread: the syntax trees it brings along take half a second to load.
            from formwright.runtime.check import check_app

            return check_app(app)

        self._again = False
        self._work = Work(check, self)
        self._work.succeeded.connect(lambda problems: self._project.take_checked(app, problems))
        self._work.finished.connect(self._on_finished)
        self._work.start()

    def _on_finished(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.deleteLater()
        if self._again:
            self._check()
