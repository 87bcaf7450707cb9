"""Browser sessions: who a WebSocket belongs to.

Responsible for: making session ids, resuming one after a broken connection, forgetting idle ones. A session
belongs to the browser that began it: the id alone, which page code can read, does not resume it; the
HttpOnly cookie must be there too. May not: hold user data. Process: host.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

IDLE_SECONDS = 30 * 60
MOST_SESSIONS = 10_000


@dataclass(frozen=True)
class Session:
    id: str
    browser: str  # value of the cookie; "" for a client without one


class Sessions:
    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._forgotten: list[Callable[[str], None]] = []
        self._seen: OrderedDict[str, tuple[Session, float]] = OrderedDict()  # oldest use first

    def open(self, wanted: str | None, browser: str) -> Session:
        """The session `wanted` if it is alive and of the same browser, else a new one."""
        self._forget_idle()
        entry = self._seen.get(wanted) if wanted else None
        session = entry[0] if entry is not None else None
        if session is None or not same_secret(session.browser, browser):
            session = Session(new_id(), browser)
        self.touch(session)
        return session

    def of_browser(self, browser: str) -> Session:
        """The session that the browser used last, for requests that come without one; else a new one."""
        self._forget_idle()
        found = next(
            (each for each, _ in reversed(self._seen.values()) if same_secret(each.browser, browser)), None
        )
        session = found or Session(new_id(), browser)
        self.touch(session)
        return session

    def on_forgotten(self, forget: Callable[[str], None]) -> None:
        """`forget(id)` is called when a session is gone."""
        self._forgotten.append(forget)

    def touch(self, session: Session) -> None:
        self._seen[session.id] = (session, self._clock())
        self._seen.move_to_end(session.id)

    def __len__(self) -> int:
        self._forget_idle()
        return len(self._seen)

    def _forget_idle(self) -> None:
        oldest_allowed = self._clock() - IDLE_SECONDS
        while self._seen:
            first, (_, seen) = next(iter(self._seen.items()))
            if seen >= oldest_allowed and len(self._seen) < MOST_SESSIONS:
                return
            del self._seen[first]
            for forget in self._forgotten:
                forget(first)


def new_id() -> str:
    return secrets.token_urlsafe(24)


def same_secret(one: str, other: str) -> bool:
    """Compares without telling by its duration how much agreed."""
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
