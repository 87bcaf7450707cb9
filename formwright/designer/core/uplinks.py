"""The keys with which programs elsewhere may be part of the open app, and who is connected. No Qt.

Keys are kept in the user's settings, which the host reads by itself. Responsible for making and revoking
them, and for the lines that a program needs.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path
from time import time
from urllib.parse import urlsplit

from psygnal import Signal

from formwright.runtime.protocol import control
from formwright.runtime.pythons.local_settings import LocalSettings, UplinkKey

SERVER, CLIENT = "server", "client"


_OFFER = """

@anvil.server.callable
def measure():
    return 42


anvil.server.wait_forever()
"""


class Uplinks:
    changed = Signal()
    """`connected` or `names` changed."""

    def __init__(self) -> None:
        self.connected: tuple[str, ...] = ()
        self.names: tuple[str, ...] = ()

    def on_event(self, event: control.UplinksChanged) -> None:
        self.connected, self.names = event.connected, event.names
        self.changed.emit()

    def host_ended(self) -> None:
        self.on_event(control.UplinksChanged())


class UplinkKeys:
    """Of one app. Each change is written at once; OSError when that is not possible."""

    def __init__(self, folder: Path, settings: LocalSettings | None = None) -> None:
        self._folder = folder
        self._settings = settings or LocalSettings.of_user()

    def all(self) -> tuple[UplinkKey, ...]:
        return self._settings.uplink_keys_of(self._folder)

    def make(self, kind: str) -> UplinkKey:
        key = UplinkKey(f"{kind}_{secrets.token_urlsafe(24)}", kind, time())
        self._settings.keep_uplink_keys(self._folder, [*self.all(), key])
        return key

    def note(self, key: UplinkKey, note: str) -> None:
        found = [replace(each, note=note) if each.text == key.text else each for each in self.all()]
        self._settings.keep_uplink_keys(self._folder, found)

    def revoke(self, key: UplinkKey) -> None:
        found = [each for each in self.all() if each.text != key.text]
        self._settings.keep_uplink_keys(self._folder, found)

    def restore(self, key: UplinkKey) -> None:
        """Takes back that it was revoked."""
        if key.text not in {each.text for each in self.all()}:
            found = sorted((*self.all(), key), key=lambda each: each.created)
            self._settings.keep_uplink_keys(self._folder, found)


def lines(key: UplinkKey, url: str) -> str:
    """What a program begins with. `url` is where the app is served."""
    address = urlsplit(url)._replace(scheme="ws", path="/_/uplink").geturl()
    text = f'import anvil.server\n\nanvil.server.connect("{key.text}", url="{address}")\n'
    if key.kind == CLIENT:
        return text
    return (
        f"{text}\n\n@anvil.server.callable\ndef measure():\n    return 42\n\n\nanvil.server.wait_forever()\n"
    )
