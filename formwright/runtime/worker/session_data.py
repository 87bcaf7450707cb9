"""The data of a visitor's session while one call runs.

Responsible for asking the host for it when it is first used and for giving it back: at the end of the call,
and before a nested call, which may read it. Process: worker, any thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from formwright.runtime.protocol.keeping import LOAD, SAVE, SESSION
from formwright.runtime.protocol.portable import PortableClasses, Trust, refuse_blobs
from formwright.runtime.protocol.serialisation import dumps, loads


class Ask(Protocol):
    def __call__(self, name: str, args: Sequence[object]) -> Any: ...


class SessionData:
    """The session of one call: loaded when used, saved when changed."""

    def __init__(self, ask: Ask, classes: PortableClasses, trust: Callable[[], Trust]) -> None:
        self._ask = ask
        self._trust = trust
        self._classes = classes
        self._lock = threading.Lock()
        self._text = ""
        self._data: dict[str, Any] | None = None

    def data(self) -> dict[str, Any]:
        with self._lock:
            if self._data is None:
                self._text = str(self._ask(LOAD, [SESSION]) or "{}")
                self._data = loads(self._text, (), self._classes, self._trust())
            assert self._data is not None
            return self._data

    def save(self, again: bool = False) -> None:
        """`again`: what others write meanwhile is read when it is next used."""
        with self._lock:
            if self._data is None:
                return
            text, blobs = dumps(self._data, "anvil.server.session", self._trust())
            refuse_blobs(blobs, "anvil.server.session")
            if text != self._text:
                self._ask(SAVE, [SESSION, text])
                self._text = text
            if again:
                self._data = None
