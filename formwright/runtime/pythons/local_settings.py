"""What this person chose for an app on this machine: which Python runs its server code, and its limits.

Responsible for: keeping that outside the app's folder (it is true of the machine, not of the app, and must
not reach the app's repository). Process: designer, host, command line.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from formwright.runtime.spec.limits import BadLimit, WorkerLimits


@dataclass(frozen=True)
class UplinkKey:
    """Lets a program elsewhere be part of an app: "server" as server code is, "client" as a browser is."""

    text: str
    kind: str = "server"
    created: float = 0.0  # seconds since the epoch
    note: str = ""


@dataclass(frozen=True)
class LocalSettings:
    """Keyed by the app's folder. Injected with another `root` in tests."""

    root: Path

    @classmethod
    def of_user(cls) -> LocalSettings:
        return cls(user_state_path("formwright", appauthor=False) / "apps")

    def python_of(self, app_folder: Path) -> Path | None:
        """The chosen Python; None: the default."""
        value = self._read(app_folder).get("python")
        return Path(value) if isinstance(value, str) and value else None

    def choose_python(self, app_folder: Path, python: Path | None) -> None:
        self._write(app_folder, "python", None if python is None else str(python))

    def limits_of(self, app_folder: Path) -> WorkerLimits:
        """The chosen limits; what is not readable counts as not chosen."""
        value = self._read(app_folder).get("limits")
        if not isinstance(value, dict):
            return WorkerLimits()
        known = {entry.name: value[entry.name] for entry in fields(WorkerLimits) if entry.name in value}
        try:
            return WorkerLimits(**known)
        except BadLimit:
            return WorkerLimits()

    def choose_limits(self, app_folder: Path, limits: WorkerLimits) -> None:
        self._write(app_folder, "limits", asdict(limits))

    def uplink_keys_of(self, app_folder: Path) -> tuple[UplinkKey, ...]:
        """The keys with which programs may connect to the app on this machine."""
        value = self._read(app_folder).get("uplink_keys")
        names = {entry.name for entry in fields(UplinkKey)}
        found = [each for each in (value if isinstance(value, list) else []) if isinstance(each, dict)]
        return tuple(
            UplinkKey(**{name: each[name] for name in names if name in each})
            for each in found
            if isinstance(each.get("text"), str) and each["text"]
        )

    def keep_uplink_keys(self, app_folder: Path, keys: Sequence[UplinkKey]) -> None:
        self._write(app_folder, "uplink_keys", [asdict(key) for key in keys])

    def _write(self, app_folder: Path, key: str, value: object) -> None:
        data = self._read(app_folder) | {"folder": str(app_folder.resolve()), key: value}
        path = self._path(app_folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # keys are secrets
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(data, file, indent=1)
            temporary.replace(path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise

    def _read(self, app_folder: Path) -> dict[str, Any]:
        try:
            data = json.loads(self._path(app_folder).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return data if isinstance(data, dict) else {}

    def _path(self, app_folder: Path) -> Path:
        folder = os.path.normcase(app_folder.resolve())
        return self.root / f"{hashlib.blake2b(folder.encode(), digest_size=12).hexdigest()}.json"
