"""Which Python runs the server code of the open app, within which limits, and making its environment.

GUI thread. The work (asking interpreters, running uv) is done in threads; the host is told the result.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from formwright.designer.core.console import Line
from formwright.designer.core.run import RunSession
from formwright.designer.ui.background import Progress, Work
from formwright.runtime.spec.limits import WorkerLimits

if TYPE_CHECKING:
    from formwright.runtime.pythons import Discovery, Environments, Interpreter, LocalSettings


class ServerPython(QObject):
    """`pythons` is imported in the threads: it is not needed to show the window."""

    settled = Signal(Path)
    """The Python that the host was told to use."""
    refused = Signal(str, str)
    """Why there is none as wanted, and how to mend it."""
    progressed = Signal(str)

    def __init__(
        self,
        folder: Path,
        session: RunSession,
        settings: LocalSettings | None = None,
        environments: Environments | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._session = session
        self._settings = settings
        self._environments = environments
        self._work: Work | None = None

    @property
    def chosen(self) -> Path | None:
        """What the user chose; None: the default."""
        return self._local().python_of(self._folder)

    @property
    def has_requirements(self) -> bool:
        from formwright.runtime.pythons import requirements_of

        return requirements_of(self._folder) is not None

    def current(self) -> Path:
        """The Python that is there now; blocks, so for threads."""
        from formwright.runtime.pythons import choose_now

        return choose_now(self._folder, self._settings, self._environments)[0]

    def prepare(self) -> None:
        """Finds or makes the Python in a thread, then tells the host; says so in the server console."""

        def find(progress: Progress) -> Path:
            from formwright.runtime.pythons import choose

            return choose(self._folder, lambda line: progress(line, -1), self._settings, self._environments)

        if self._work is not None:
            self._work.abandon()
        work = Work(find, self)
        work.progressed.connect(self._on_progress)
        work.succeeded.connect(self._on_found)
        work.failed.connect(self._on_failed)
        self._work = work.start()

    def choose(self, python: Path | None) -> None:
        """Keeps the choice (None: the default) outside the app's folder, and has the host use it."""
        self._local().choose_python(self._folder, python)
        self.prepare()

    @property
    def limits(self) -> WorkerLimits:
        """What server code may use on this machine."""
        return self._local().limits_of(self._folder)

    def limit(self, limits: WorkerLimits) -> None:
        self._local().choose_limits(self._folder, limits)
        self._session.set_limits(limits)

    def discover(self) -> Work:
        """Looks for all Pythons of the machine; `succeeded` brings a `pythons.Discovery`."""

        def find(_progress: Progress) -> Discovery:
            from formwright.runtime.pythons import discover

            chosen = self.chosen
            return discover(self._folder, [chosen] if chosen is not None else [])

        return Work(find, self)

    def inspect(self, path: Path) -> Work:
        """Asks one program; `succeeded` brings a `pythons.Interpreter`, `failed` a `NotUsable`."""

        def ask(_progress: Progress) -> Interpreter:
            from formwright.runtime.pythons import inspect

            return inspect(path)

        return Work(ask, self)

    def _local(self) -> LocalSettings:
        from formwright.runtime.pythons import LocalSettings

        return self._settings or LocalSettings.of_user()

    def _on_progress(self, line: str, _part: float) -> None:
        self._session.server_console.append(Line("note", line))
        self.progressed.emit(line)

    def _on_found(self, path: object) -> None:
        assert isinstance(path, Path)
        self._work = None
        self._session.set_python(str(path))
        self.settled.emit(path)

    def _on_failed(self, error: object) -> None:
        self._work = None
        message = str(getattr(error, "message", error))
        remedy = str(getattr(error, "remedy", ""))
        detail = str(getattr(error, "details", ""))
        self._session.server_console.append(Line("error", f"{message} {remedy}".strip(), detail=detail))
        self.refused.emit(message, remedy)
