"""What is kept between calls for each visitor: data of sessions, and cookies.

Responsible for answering workers (`protocol/keeping.py`). Values are text that only server code reads; the
browser holds nothing but the HttpOnly cookie that names it. Sessions live in memory, cookies encrypted in a
file of the user's state folder (`cookie_jar.py`). Process: host, event loop.
"""

from __future__ import annotations

from collections.abc import Callable

from formwright.runtime.protocol.errors import CookieError, SerializationError
from formwright.runtime.protocol.keeping import LOAD, LOCAL, SAVE, SESSION
from formwright.runtime.server.cookie_jar import CookieJar
from formwright.runtime.server.launch import Caller, CallRequest
from formwright.runtime.server.services import Services

MOST_TEXT = 4 * 1024 * 1024  # of one session
MOST_COOKIE = 4000


class Kept:
    def __init__(self, local: CookieJar | None = None, shared: CookieJar | None = None) -> None:
        self._sessions: dict[str, str] = {}
        self._local = local or CookieJar(None)
        self._shared = shared or CookieJar(None)

    def forget(self, session: str) -> None:
        self._sessions.pop(session, None)

    def knows(self, caller: Caller) -> bool:
        """Whether anything is kept for them."""
        return bool(
            self._sessions.get(caller.session or "")
            or self._local.load(caller.browser)
            or self._shared.load(caller.any_browser)
        )

    def offer(self, services: Services) -> None:
        async def load(asking: CallRequest, what: str) -> str:
            return self._of(asking.caller, what)[0]()

        async def save(asking: CallRequest, what: str, text: str) -> None:
            self._of(asking.caller, what)[1](text)

        services.add(LOAD, load)
        services.add(SAVE, save)

    def _of(self, caller: Caller, what: str) -> tuple[Callable[[], str], Callable[[str], None]]:
        return self._session(caller) if what == SESSION else self._cookies(caller, what)

    def _session(self, caller: Caller) -> tuple[Callable[[], str], Callable[[str], None]]:
        name = caller.session

        def save(text: str) -> None:
            if len(text) > MOST_TEXT:
                raise SerializationError(
                    f"the session holds too much ({len(text) // 1048576} MiB, at most 4): keep large data "
                    "elsewhere"
                )
            if name is not None:
                self._sessions[name] = text

        return lambda: self._sessions.get(name or "", ""), save

    def _cookies(self, caller: Caller, what: str) -> tuple[Callable[[], str], Callable[[str], None]]:
        jar, browser = (self._local, caller.browser) if what == LOCAL else (self._shared, caller.any_browser)
        if not browser:
            raise CookieError(
                "There is no browser whose cookies these would be: the call does not come from one, or it "
                "refuses cookies."
            )

        def save(text: str) -> None:
            if len(text.encode()) > MOST_COOKIE:
                raise CookieError(
                    f"cookies hold {MOST_COOKIE} bytes at most, and this is {len(text.encode())}"
                )
            jar.save(browser, text)

        return lambda: jar.load(browser), save
