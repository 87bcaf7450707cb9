"""The cookies of all browsers in one file, which nobody can read without a browser's own cookie.

Responsible for keeping them encrypted (AES-GCM): name and key of a browser's entry are made from the secret
that only its HttpOnly cookie holds, so neither the file nor this machine has what it takes to read an entry.
Several hosts may share a file: it is read again when another has written it. Process: host, event loop.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

from formwright.runtime.appfiles.atomic import write_atomic
from formwright.runtime.protocol.errors import CookieError

VERSION = 2
COOKIE_AGE = 400 * 24 * 3600.0  # seconds after the last change
_NONCE_BYTES = 12


@dataclass(frozen=True)
class _Entry:
    changed: float
    sealed: str  # base64 of nonce and ciphertext


class CookieJar:
    """Without a place it is kept in memory only."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._entries: dict[str, _Entry] = {}
        self._seen: tuple[int, int, int] | None = None  # which state of the file that is

    def load(self, browser: str) -> str:
        """The text that was saved for it; "" when there is none."""
        self._refresh()
        entry = self._entries.get(_name(browser))
        return "" if entry is None else _opened(browser, entry.sealed)

    def save(self, browser: str, text: str) -> None:
        self._refresh()
        before = self._entries
        oldest = time() - COOKIE_AGE
        self._entries = {name: entry for name, entry in self._entries.items() if entry.changed >= oldest}
        self._entries[_name(browser)] = _Entry(time(), _sealed(browser, text))
        try:
            self._write()
        except OSError as error:
            self._entries = before
            why = error.strerror or error
            raise CookieError(f"The cookie could not be kept: {why} ({self._place}).") from error

    def _refresh(self) -> None:
        if self._place is None:
            return
        state = _state(self._place)
        if state is None or state == self._seen:
            return
        self._seen = state
        try:
            data = json.loads(self._place.read_text("utf-8"))
            self._entries = _entries(data)
        except (OSError, ValueError, TypeError, LookupError, AttributeError):  # not readable any more
            self._entries = {}
            return
        if data.get("version") != VERSION:
            self._write()

    def _write(self) -> None:
        if self._place is None:
            return
        cookies = {name: [entry.changed, entry.sealed] for name, entry in self._entries.items()}
        text = json.dumps({"version": VERSION, "cookies": cookies})
        write_atomic(self._place, text.encode("ascii"), private=True, durable=False)  # calls wait for it
        self._seen = _state(self._place)


def _state(place: Path) -> tuple[int, int, int] | None:
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _entries(data: Any) -> dict[str, _Entry]:
    if data.get("version") == VERSION:
        return {
            str(name): _Entry(float(when), str(sealed)) for name, (when, sealed) in data["cookies"].items()
        }
    return _from_version_1(data)


def _from_version_1(data: Any) -> dict[str, _Entry]:
    """Plain text by the browsers' own secrets."""
    return {
        _name(str(browser)): _Entry(float(when), _sealed(str(browser), str(text)))
        for browser, (when, text) in data.items()
    }


def _derived(browser: str, what: str) -> bytes:
    return hmac.digest(browser.encode("utf-8"), f"formwright cookies: {what}".encode(), "sha256")


def _name(browser: str) -> str:
    return _derived(browser, "name").hex()


def _sealed(browser: str, text: str) -> str:
    # Not at the top: it takes longer to import than most servers need it for.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    whole = nonce + AESGCM(_derived(browser, "key")).encrypt(nonce, text.encode("utf-8"), None)
    return base64.b64encode(whole).decode("ascii")


def _opened(browser: str, sealed: str) -> str:
    """ "" for what was damaged: as if it had never been."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        whole = base64.b64decode(sealed, validate=True)
        key = AESGCM(_derived(browser, "key"))
        return key.decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], None).decode("utf-8")
    except (ValueError, InvalidTag):
        return ""
