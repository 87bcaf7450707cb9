"""What this person prefers on this machine: a JSON file in the configuration folder. No Qt.

Unknown keys are kept (another version may have written them) and a broken file never stops the program:
it is set aside with the name `*.broken` and defaults are used.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psygnal import Signal

THEMES = ("system", "light", "dark")
MIN_INTERFACE, MAX_INTERFACE = 7, 20


@dataclass(frozen=True)
class Values:
    theme: str = "system"
    """`light`, `dark`, or `system`: as the desktop has it."""
    font_size: int = 11
    """Points of the editor and the consoles."""
    code_font: str = ""
    """Family of the editor and the consoles; "" takes the first good one that is installed."""
    interface_size: int = 0
    """Points of menus, panels and dialogs; 0: as the system has it."""
    workspace: str = ""
    """Folder for clones and new apps; "" means `Formwright apps` in the home folder."""
    recent: tuple[str, ...] = ()
    autosave_seconds: float = 1.0
    """Pause in typing after which a file is saved."""
    tour_offered: bool = False
    tour_step: int = 0
    """Where the guided tour goes on."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys that the user chose, by id of the command; "" means none. Ids that nobody knows are kept."""

    @property
    def workspace_folder(self) -> Path:
        return Path(self.workspace) if self.workspace else Path.home() / "Formwright apps"


def _accept(name: str, value: Any) -> Any:
    """The value if it has the right shape, else None: a preference file may have been edited by hand."""
    if name == "theme":
        return value if value in THEMES else None
    if name == "font_size":
        return value if isinstance(value, int) and 6 <= value <= 40 else None
    if name == "interface_size":
        good = isinstance(value, int) and (value == 0 or MIN_INTERFACE <= value <= MAX_INTERFACE)
        return value if good else None
    if name == "tour_offered":
        return value if isinstance(value, bool) else None
    if name == "tour_step":
        return value if isinstance(value, int) and 0 <= value < 100 else None
    if name == "keys":
        good = isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
        return value if good else None
    if name in ("workspace", "code_font"):
        return value if isinstance(value, str) else None
    if name == "recent":
        good = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return tuple(value) if good else None
    if name == "autosave_seconds":
        return float(value) if isinstance(value, int | float) and 0.1 <= value <= 60 else None
    return None


class Preferences:
    changed = Signal(Values)
    RECENT = 12

    def __init__(self, file: Path) -> None:
        self._file = file
        self._unknown: dict[str, Any] = {}
        self._kept: Values | None = None
        self.values = self._read()

    def use_defaults(self) -> None:
        """For this session: what is kept stays as it is, but for the folder of apps and the recent ones."""
        if self._kept is None:
            self._kept = self.values
            self.values = Values(
                workspace=self.values.workspace, recent=self.values.recent, tour_offered=True
            )
            self.changed.emit(self.values)

    def update(self, **changes: Any) -> None:
        """Raises OSError when the file cannot be written; the values hold for this session all the same."""
        values = dataclasses.replace(self.values, **changes)
        if values == self.values:
            return
        self.values = values
        self.changed.emit(values)
        self._write()

    def remember_recent(self, folder: Path) -> None:
        others = [item for item in self.values.recent if item != str(folder)]
        self.update(recent=(str(folder), *others)[: self.RECENT])

    def forget_recent(self, folder: Path) -> None:
        self.update(recent=tuple(item for item in self.values.recent if item != str(folder)))

    def _read(self) -> Values:
        try:
            data = json.loads(self._file.read_text("utf-8"))
            if not isinstance(data, dict):
                raise ValueError("not an object")
        except FileNotFoundError:
            return Values()
        except (OSError, ValueError):
            with contextlib.suppress(OSError):
                self._file.replace(self._file.with_suffix(".broken"))
            return Values()
        names = {field.name for field in dataclasses.fields(Values)}
        self._unknown = {key: value for key, value in data.items() if key not in names}
        known = {key: _accept(key, value) for key, value in data.items() if key in names}
        return Values(**{key: value for key, value in known.items() if value is not None})

    def _write(self) -> None:
        values = self.values
        if self._kept is not None:
            values = dataclasses.replace(self._kept, workspace=values.workspace, recent=values.recent)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({**self._unknown, **dataclasses.asdict(values)}, indent=2)
        handle, temporary = tempfile.mkstemp(dir=self._file.parent, prefix=".preferences-")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(temporary).replace(self._file)
