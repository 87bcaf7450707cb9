"""The packages that the open app asks for: edits of its requirements.txt as undoable operations. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from formwright.runtime.appfiles import Changes

if TYPE_CHECKING:
    from formwright.designer.core.project import Project
    from formwright.runtime.appfiles.requirements import Wanted

FILE = "server_code/requirements.txt"
_OLD_FILE = "anvil-server-requirements.txt"


class PackageList:
    """`appfiles.requirements` is imported on first use: its parser takes a moment to load."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @property
    def path(self) -> str:
        """Where the app has its requirements; the usual place when it has none."""
        folder = self._project.folder
        return _OLD_FILE if not (folder / FILE).exists() and (folder / _OLD_FILE).exists() else FILE

    @property
    def text(self) -> str:
        try:
            return (self._project.folder / self.path).read_bytes().decode("utf-8", "surrogateescape")
        except OSError:
            return ""

    def wanted(self) -> list[Wanted]:
        from formwright.runtime.appfiles.requirements import wanted

        return wanted(self.text)

    def want(self, versions: Mapping[str, str], description: str) -> None:
        """Packages (with extras, if any) in these versions, in one step. Raises OperationError, OSError."""
        from formwright.runtime.appfiles.requirements import with_package

        self._project.operations.save_first()
        text = self.text
        for name, version in versions.items():
            text = with_package(text, name, version)
        self._write(text, description)

    def remove(self, names: list[str]) -> None:
        """Raises OperationError, OSError."""
        from formwright.runtime.appfiles.requirements import without_package

        self._project.operations.save_first()
        text = self.text
        for name in names:
            text = without_package(text, name)
        self._write(text, f"Remove {', '.join(names)} from the packages")

    def _write(self, text: str, description: str) -> None:
        if text != self.text:
            data = text.encode("utf-8", "surrogateescape")
            self._project.operations.perform(Changes(description, {self.path: data}))
            self._project.notice.emit(f"{description}.")
