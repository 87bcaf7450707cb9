"""How the user of an app learns of an error that nobody caught.

Responsible for choosing: an expired session asks to load the page again, a lost connection is said calmly,
everything else gets the small red notice. Runs in the page.
"""

from __future__ import annotations

from formwright.runtime.client.notices import Notification
from formwright.runtime.client.page import Page
from formwright.runtime.protocol.errors import AppOfflineError, RemoteError, SessionExpiredError, wire_name

EXPIRED = "You were away for a while, and the server has closed your session. Refresh the page to continue."
OFFLINE = "The server cannot be reached. Check your connection and try again."


class Uncaught:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._asking = False
        self._offline: Notification | None = None

    def show(self, error: RemoteError) -> None:
        if error.type == wire_name(SessionExpiredError):
            if not self._asking:
                self._asking = True
                self._page.loop.later(0, self._ask_to_refresh)
        elif error.type == wire_name(AppOfflineError):
            self._page.loop.later(0, self._say_offline)
        else:
            assert self._page.notices is not None
            self._page.notices.error(error)

    def _ask_to_refresh(self) -> None:
        assert self._page.dialogs is not None
        buttons = [("Not now", False, "default"), ("Refresh", True, "primary")]
        try:
            if self._page.dialogs.ask(EXPIRED, "Session expired", buttons, dismissible=False):
                self._page.platform.reload_page()
        finally:
            self._asking = False

    def _say_offline(self) -> None:
        if self._offline is not None:
            self._offline.hide()
        self._offline = Notification(OFFLINE, title="No connection", style="warning", timeout=6)
        self._offline.show()
