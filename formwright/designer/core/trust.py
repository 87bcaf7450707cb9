"""Which apps may run on this computer: those made here, cloned from our examples, or allowed by the user.

Opening an app runs none of its code; the first run says what it may do and asks. What was allowed is a JSON
list of folders in the state folder, never in the app, which could otherwise vouch for itself. No Qt; any
thread.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from formwright.runtime.appfiles.atomic import write_atomic
from formwright.runtime.pythons.environment import requirements_of
from formwright.runtime.spec.app import App


class Trust:
    """Persistent, per person. A file that cannot be read counts as empty: the user is asked again."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def trusts(self, folder: Path) -> bool:
        return str(folder.resolve()) in self._folders()

    def allow(self, folder: Path) -> None:
        """Never raises: an answer that cannot be kept is asked for again."""
        folders = self._folders()
        name = str(folder.resolve())
        if name in folders:
            return
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(self._file, json.dumps([*folders, name], indent=1).encode("utf-8"))

    def revoke(self, folder: Path) -> None:
        """A folder that goes: another app may come to the same place."""
        name = str(folder.resolve())
        left = [each for each in self._folders() if each != name]
        with contextlib.suppress(OSError):
            write_atomic(self._file, json.dumps(left, indent=1).encode("utf-8"))

    def _folders(self) -> list[str]:
        try:
            data = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return [item for item in data if isinstance(item, str)] if isinstance(data, list) else []


def what_it_may_do(app: App) -> str:
    """For the question before the first run: a few sentences."""
    said = [
        "Opening it has run none of its code. Running it means:",
        "Its Forms and Modules run in the preview's browser, which reaches only the app's own server.",
    ]
    if app.server:
        names = [module.name for module in app.server]
        listed = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        said.append(
            f"Its Server Modules ({listed}) run on this computer with your rights: they can read and change "
            "your files and use the network."
        )
    if requirements_of(app.folder) is not None:
        said.append("The packages it requires are downloaded into an environment of its own.")
    said.append("Run it if you trust where it comes from, or read its code first.")
    return "\n\n".join(said)
