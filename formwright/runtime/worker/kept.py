"""`anvil.server.session` and `anvil.server.cookies`: what the host keeps for a visitor between calls.

Responsible for how they look to apps. Cookies are read and written at once; the data of a session is kept by
`session_data.py` while a call runs. Process: worker, any thread.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, MutableMapping
from typing import Any

from formwright.runtime.protocol.errors import CookieError, SerializationError
from formwright.runtime.protocol.keeping import LOAD, LOCAL, SAVE, SHARED
from formwright.runtime.worker.current import runtime

_DAY = 24 * 3600


class Session(MutableMapping[str, Any]):
    """`anvil.server.session`: a dict that each visitor has, whatever process serves the call."""

    def _data(self) -> dict[str, Any]:
        here = runtime()
        here.needs_call("anvil.server.session")
        return here.session().data()

    def __getitem__(self, key: str) -> Any:
        return self._data()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        if not isinstance(key, str):
            raise SerializationError(
                f"keys of anvil.server.session must be strings, not {type(key).__name__}"
            )
        self._data()[key] = value

    def __delitem__(self, key: str) -> None:
        del self._data()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data())

    def __len__(self) -> int:
        return len(self._data())

    def __repr__(self) -> str:
        return f"<session {self._data()!r}>"


class Cookie(MutableMapping[str, Any]):
    """Values that the visitor's browser stands for: of this app, or shared by the apps of this address."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def set(self, timeout_days: float = 30, **values: Any) -> None:
        """Several values at once; they are forgotten after so many days."""
        entries = self._load()
        end = time.time() + timeout_days * _DAY
        entries.update({key: [value, end] for key, value in values.items()})
        self._save(entries)

    def clear(self) -> None:
        self._save({})

    def __getitem__(self, key: str) -> Any:
        return self._load()[key][0]

    def __setitem__(self, key: str, value: Any) -> None:
        self.set(**{key: value})

    def __delitem__(self, key: str) -> None:
        entries = self._load()
        del entries[key]
        self._save(entries)

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())

    def _load(self) -> dict[str, list[Any]]:
        here = runtime()
        here.needs_call("anvil.server.cookies")
        entries = json.loads(here.ask(LOAD, [self._kind]) or "{}")
        now = time.time()
        return {key: entry for key, entry in entries.items() if entry[1] > now}

    def _save(self, entries: dict[str, list[Any]]) -> None:
        try:
            text = json.dumps(entries, separators=(",", ":"), allow_nan=False)
        except (TypeError, ValueError) as error:
            raise CookieError(f"cookies hold only what JSON can say: {error}") from None
        runtime().ask(SAVE, [self._kind, text])


class Cookies:
    """`anvil.server.cookies`."""

    def __init__(self) -> None:
        self.local = Cookie(LOCAL)
        self.shared = Cookie(SHARED)
