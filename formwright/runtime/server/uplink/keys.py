"""Which uplink keys hold now: those given on the command line and those made in the designer.

Responsible for reading the second kind again from time to time, as the designer may have revoked one.
Process: host, event loop.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from formwright.runtime.pythons.local_settings import LocalSettings, UplinkKey

_HOLDS = 0.5  # seconds that what was read is believed


class UplinkKeys:
    def __init__(
        self, folder: Path, given: tuple[UplinkKey, ...] = (), settings: LocalSettings | None = None
    ) -> None:
        self._folder = folder
        self._given = given
        self._settings = settings or LocalSettings.of_user()
        self._read: tuple[UplinkKey, ...] = ()
        self._read_at = -_HOLDS

    def __call__(self) -> tuple[UplinkKey, ...]:
        if monotonic() - self._read_at > _HOLDS:
            self._read, self._read_at = self._settings.uplink_keys_of(self._folder), monotonic()
        return (*self._given, *self._read)
