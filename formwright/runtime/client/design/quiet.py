"""The page as the canvas lends it to components: everything that can be drawn, nothing that does anything.

Responsible for what must not happen while a form is designed: no scripts of its HTML, no requests, no calls
of the server, no maps or videos from elsewhere, no ticking, no dialogs, no other form. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from formwright.runtime.client.dialogs import Dialogs
from formwright.runtime.client.dom import Dom
from formwright.runtime.client.navigation import Navigation
from formwright.runtime.client.notices import Notices
from formwright.runtime.client.page import Page
from formwright.runtime.client.platform import Platform

_SILENT_PARTS = frozenset(["map", "video"])
"""What shows something from another machine; the style sheet draws a sketch in its place."""


class OnCanvas(Exception):
    """Something that works in the running app only."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} while a form is designed. A component can ask `anvil.designer.in_designer` first."
        )


class QuietDom:
    """A `Dom` without the few things that run something."""

    def __init__(self, dom: Dom) -> None:
        self._dom = dom
        for name in dir(dom):  # plain attributes, because these are called for every element
            if not name.startswith("_") and name not in _OWN:
                setattr(self, name, getattr(dom, name))

    def run_scripts(self, node: Any) -> None:
        """Scripts of the form's HTML wait for the running app."""

    def part(self, name: str, node: Any, command: str, *values: Any) -> bool:
        return name in _SILENT_PARTS or self._dom.part(name, node, command, *values)

    def ask_part(self, name: str, node: Any, command: str, *values: Any) -> Any:
        if name in _SILENT_PARTS:
            raise OnCanvas("Maps and videos do not answer")
        return self._dom.ask_part(name, node, command, *values)

    def picture(self, url: str) -> Any:
        return self._dom.picture(url)


_OWN = frozenset(name for name in vars(QuietDom) if not name.startswith("_"))


class QuietPlatform:
    """A `Platform` that reaches nothing outside the page."""

    designer: str | None = None

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.dom: Any = QuietDom(platform.dom)
        self.loop = platform.loop
        self.channel = NoChannel()
        self.javascript = platform.javascript
        self.can_block = platform.can_block
        self.emit: Callable[[dict[str, Any]], None] = platform.emit
        self.object_url, self.revoke_url = platform.object_url, platform.revoke_url
        self.origin = platform.origin

    def painted(self, event: dict[str, Any]) -> None:
        """The canvas says itself when it has drawn."""

    def appear(self) -> None:
        """The canvas says itself when it has drawn."""

    def url_hash(self) -> str:
        return ""

    def set_url_hash(self, text: str) -> None:
        """The canvas has one address."""

    def fetch(self, request: Any, timeout: float | None = None) -> NoReturn:  # noqa: ARG002
        raise OnCanvas("No requests are sent")

    def exchange(self, path: str, headers: dict[str, str], text: str) -> NoReturn:  # noqa: ARG002
        raise OnCanvas("The server is not called")

    def upload(self, path: str, headers: dict[str, str], file: Any) -> NoReturn:  # noqa: ARG002
        raise OnCanvas("Nothing is uploaded")

    def is_online(self) -> bool:
        return True

    def download(self, url: str, name: str) -> None:
        """Nothing is downloaded from the canvas."""

    def native_dialog(self, kind: str, text: str) -> bool:  # noqa: ARG002 (the answer is the same for all)
        return True

    def reload(self, what: str) -> None:
        """The designer says when the app has changed."""

    def reload_page(self) -> None:
        """As above."""


class NoChannel:
    def open(self, path: str) -> None:
        """There is no socket."""

    def send(self, text: str, blobs: Sequence[bytes]) -> None:
        """As above."""

    def close(self) -> None:
        """As above."""


class NoCalls:
    """Stands where the calls of the server are."""

    silent = 0
    session = None

    def call(self, name: str, args: Any, kwargs: Any, indicator: bool = True) -> NoReturn:  # noqa: ARG002
        raise OnCanvas(f"The server function {name!r} is not called")

    def __getattr__(self, name: str) -> NoReturn:
        raise OnCanvas("The server is not asked")


class NoNavigation(Navigation):
    def open_form(self, form: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        return form


class NoDialogs(Dialogs):
    def ask(self, *_arguments: Any, **_more: Any) -> None:
        """Nobody answers on the canvas."""


class NoNotices(Notices):
    def add(self, node: Any) -> None:
        """A notification would cover the form."""

    def busy(self, change: int) -> None:
        """As above."""


def silence(page: Page) -> None:
    """Gives the page parts that do nothing."""
    calls: Any = NoCalls()
    page.designing = True
    page.calls = calls
    page.navigation = NoNavigation(page)
    page.notices = NoNotices(page)
    page.dialogs = NoDialogs(page)
