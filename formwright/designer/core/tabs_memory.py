"""Which files were open in an app when it was last closed: a JSON file in the state folder. No Qt."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any


class TabsMemory:
    """What `EditorArea.session()` gives, kept per app folder. A file that cannot be read counts as none."""

    def __init__(self, state_folder: Path, app_folder: Path) -> None:
        name = hashlib.blake2b(os.fsencode(app_folder.resolve()), digest_size=10).hexdigest()
        self._file = state_folder / "tabs" / f"{name}.json"

    def load(self) -> dict[str, Any]:
        try:
            data = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return data if isinstance(data, dict) else {}

    def save(self, session: dict[str, Any]) -> None:
        """Never raises: not remembering tabs must not keep an app from closing."""
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(session), "utf-8")
