"""Where this person's apps live, and how new ones get there: cloning, making, opening. No Qt; any thread.

Cloning copies files and makes a Git repository; it never runs code of the app.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formwright.designer.core.preferences import Preferences
from formwright.runtime.appfiles.examples import ExampleApp, examples
from formwright.runtime.appfiles.templates import BLANK, AppTemplate, app_templates

TRIAL = "formwright-trial-"
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Recent:
    folder: Path
    title: str
    exists: bool


class WorkspaceError(Exception):
    """Told to the user: what happened, and how to mend it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class Workspace:
    """What the gallery shows and asks for."""

    def __init__(self, preferences: Preferences, made_here: Callable[[Path], object]) -> None:
        """`made_here` hears of every app whose code comes from nobody else: new ones and our examples."""
        self._preferences = preferences
        self._made_here = made_here

    @property
    def folder(self) -> Path:
        return self._preferences.values.workspace_folder

    def use_folder(self, folder: Path) -> None:
        self._preferences.update(workspace=str(folder))

    def examples(self) -> tuple[ExampleApp, ...]:
        return examples()

    def clone(self, source: str, progress: Progress) -> Path:
        """`source` is an example's name or a Git URL. Raises WorkspaceError with nothing left behind."""
        from formwright.runtime.appfiles.clone import CloneError, clone_into

        try:
            made = clone_into(source, self.folder, progress)
        except CloneError as error:
            raise WorkspaceError(error.message, error.remedy) from error
        if source in {example.name for example in self.examples()}:
            self._made_here(made)
        return made

    def try_out(self, name: str, progress: Progress) -> Path:
        """A temporary copy of an example, which `end_trial` removes. Raises WorkspaceError."""
        from formwright.runtime.appfiles.clone import CloneError, clone_into

        place = Path(tempfile.mkdtemp(prefix=TRIAL))
        try:
            made = clone_into(name, place, progress)
        except CloneError as error:
            shutil.rmtree(place, ignore_errors=True)
            raise WorkspaceError(error.message, error.remedy) from error
        self._made_here(made)
        return made

    def end_trial(self, folder: Path) -> None:
        if folder.parent.name.startswith(TRIAL):  # never anything else
            shutil.rmtree(folder.parent, ignore_errors=True)

    def templates(self) -> tuple[AppTemplate, ...]:
        return app_templates()

    def new_app(self, name: str, progress: Progress, template: str = BLANK) -> Path:
        from formwright.runtime.appfiles.clone import CloneError, free_folder, new_app

        try:
            made = new_app(name, free_folder(self.folder, name), progress, template)
        except CloneError as error:
            raise WorkspaceError(error.message, error.remedy) from error
        self._made_here(made)
        return made

    def recent(self) -> tuple[Recent, ...]:
        return tuple(_recent(Path(item)) for item in self._preferences.values.recent)

    def remember(self, folder: Path) -> None:
        self._preferences.remember_recent(folder)

    def forget(self, folder: Path) -> None:
        self._preferences.forget_recent(folder)

    def check(self, folder: Path) -> None:
        """Raises WorkspaceError when there is no app in the folder."""
        if not folder.is_dir():
            raise WorkspaceError(f"{folder} is not there any more.", "It may have been moved or deleted.")
        if not (folder / "anvil.yaml").is_file():
            raise WorkspaceError(
                f"{folder.name} is not an app: it has no anvil.yaml.",
                "Choose the folder that holds anvil.yaml, or clone an example.",
            )


def _recent(folder: Path) -> Recent:
    return Recent(folder, folder.name, (folder / "anvil.yaml").is_file())


def cannot_write(folder: Path) -> str:
    """Why apps cannot be put in a folder, or "" if they can; the folder need not exist yet."""
    place = folder
    while not place.exists():
        if place.parent == place:
            return f"{folder} does not exist."
        place = place.parent
    if not place.is_dir():
        return f"{place} is a file, not a folder."
    if not os.access(place, os.W_OK | os.X_OK):
        return f"{place} cannot be written to."
    return ""
