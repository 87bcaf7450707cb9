"""`anvil.history`: the browser's back and forward, by paths or by the part after `#`.

Responsible for locations and for telling listeners of changes. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from formwright.runtime.client.javascript import window
from formwright.runtime.client.js_object import JsObject
from formwright.runtime.client.page import current_page
from formwright.runtime.protocol import location

POP = "POP"
"""The user went back or forward."""
PUSH = "PUSH"
"""A new place, from which Back leads here."""
REPLACE = "REPLACE"
"""Another place instead of this one."""
Listener = Callable[..., Any]


class Location(location.Location):
    @staticmethod
    def _origin() -> str:
        return current_page().platform.origin()


class History:
    """One of two views of the browser's history: whole addresses, or (`hashed`) what follows the `#`."""

    def __init__(self, hashed: bool) -> None:
        self._hashed = hashed
        self._listeners: list[Listener] = []
        self._listening = False
        self._index = 0
        self.action = POP

    @property
    def location(self) -> Location:
        here = window().location
        kept = window().history.state
        known = isinstance(kept, JsObject) and "fw_key" in kept
        state, key = (kept["state"], kept["fw_key"]) if known else (None, "default")
        if self._hashed:
            return Location.from_url(str(here.hash).removeprefix("#"), state, key)
        return Location(str(here.pathname), str(here.search), str(here.hash), state, key)

    def push(self, location: Location | str) -> None:
        self._go(PUSH, location)

    def replace(self, location: Location | str) -> None:
        self._go(REPLACE, location)

    def go(self, n: int = 0) -> None:
        self._listen_to_browser()
        window().history.go(n)

    def back(self) -> None:
        self.go(-1)

    def forward(self) -> None:
        self.go(1)

    def reload(self) -> None:
        window().location.reload()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """`listener(action=, location=, delta=)` hears of changes until the function given is called."""
        self._listen_to_browser()
        self._listeners.append(listener)

        def unlisten() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unlisten

    def create_href(self, location: Location | str) -> str:
        url = _location(location).get_url()
        return f"#{url}" if self._hashed else url

    # --- inside ------------------------------------------------------------------------------------------

    def _go(self, action: str, location: Location | str) -> None:
        self._listen_to_browser()
        wanted = _location(location)
        if action == PUSH:
            self._index += 1
        kept = {"state": wanted["state"], "fw_key": wanted["key"], "fw_index": self._index}
        browser = window().history
        (browser.pushState if action == PUSH else browser.replaceState)(kept, "", self.create_href(wanted))
        self._tell(action, wanted, 1 if action == PUSH else 0)

    def _listen_to_browser(self) -> None:
        if not self._listening:
            self._listening = True
            window().addEventListener("popstate", self._popped)

    def close(self) -> None:
        """The app that listened is gone."""
        self._listeners.clear()
        if self._listening:
            self._listening = False
            window().removeEventListener("popstate", self._popped)

    def _popped(self, _event: Any = None) -> None:
        kept = window().history.state
        index = int(kept["fw_index"]) if isinstance(kept, JsObject) and "fw_index" in kept else 0
        delta, self._index = index - self._index, index
        self._tell(POP, self.location, delta)

    def _tell(self, action: str, location: Location, delta: int) -> None:
        self.action = action
        for listener in tuple(self._listeners):
            with current_page().errors.reporting():
                listener(action=action, location=location, delta=delta)


def history_of_page(hashed: bool) -> History:
    return current_page().histories.setdefault(hashed, History(hashed))


def _location(given: Location | str) -> Location:
    return given if isinstance(given, Location) else Location.from_url(given)
