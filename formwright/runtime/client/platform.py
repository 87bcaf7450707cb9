"""The page as the client library sees it: elements, event loop, address, socket, JavaScript.

Responsible for interfaces only. Implemented by `pyodide_dom.py` in a browser and `fake_dom.py` on the
desktop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from formwright.runtime.client.dom import Dom
from formwright.runtime.client.loop import Loop
from formwright.runtime.protocol.http_messages import HttpAnswer, HttpRequest

ChannelHandler = Callable[[str, str, Sequence[bytes]], None]
"""Called with ("open" | "message" | "closed", text, blobs). Never blocks."""


class Channel(Protocol):
    """The socket to the host."""

    def open(self, path: str) -> None: ...
    def send(self, text: str, blobs: Sequence[bytes]) -> None: ...
    def close(self) -> None: ...


class Rejected(RuntimeError):
    """A promise was rejected with something that is no exception of JavaScript: a text, say."""

    def __init__(self, reason: Any) -> None:
        super().__init__(str(reason))
        self.reason = reason


class JavaScript(Protocol):
    """Raw values of JavaScript; `client/javascript.py` gives them their Python manners."""

    def window(self) -> Any: ...
    def is_raw(self, value: Any) -> bool: ...
    def is_promise(self, value: Any) -> bool: ...
    def is_function(self, value: Any) -> bool: ...
    def is_plain(self, value: Any) -> bool: ...
    def is_array(self, value: Any) -> bool: ...
    def is_null(self, value: Any) -> bool: ...
    def null(self) -> Any: ...
    def settle(self, promise: Any) -> Any:
        """Blocks; returns the value or raises what the promise was rejected with."""

    def get(self, owner: Any, name: str) -> Any: ...
    def set(self, owner: Any, name: str, value: Any) -> None: ...
    def has(self, owner: Any, name: str) -> bool: ...
    def delete(self, owner: Any, name: str) -> None: ...
    def keys(self, owner: Any) -> list[str]: ...
    def apply(self, function: Any, this: Any, arguments: Sequence[Any]) -> Any: ...
    def construct(self, function: Any, arguments: Sequence[Any]) -> Any: ...
    def from_python(self, value: Any, convert: Callable[[Any], Any]) -> Any:
        """An object, array or function for a dict, list or callable; other values as they are."""

    def hold(self, value: Any) -> Any:
        """Any other object, for JavaScript to keep and give back."""

    def is_held(self, value: Any) -> bool: ...
    def let_go(self, value: Any) -> Any: ...

    def import_module(self, url: str) -> Any: ...
    def read_bytes(self, source: Any) -> bytes:
        """Bytes of a Blob, File or buffer, or of what a URL answers. Blocks."""

    def error_type(self) -> type[BaseException]: ...


class Platform(Protocol):
    """Everything outside Python. One per page."""

    can_block: bool
    designer: str | None
    route: str
    """How a route of the server wants the app to start, as text of a value; empty: as usual."""

    @property
    def dom(self) -> Dom: ...
    @property
    def loop(self) -> Loop: ...
    @property
    def channel(self) -> Channel: ...
    @property
    def javascript(self) -> JavaScript: ...

    def emit(self, event: dict[str, Any]) -> None: ...
    def painted(self, event: dict[str, Any]) -> None:
        """Emits `event` with the time when the page has next been painted, and removes the loading state."""

    def appear(self) -> None:
        """Removes the loading state: there is something to see, though no form yet."""

    def url_hash(self) -> str: ...
    def set_url_hash(self, text: str) -> None: ...
    def origin(self) -> str: ...
    def fetch(self, request: HttpRequest, timeout: float | None = None) -> HttpAnswer:
        """Asks a server; blocks."""

    def exchange(self, path: str, headers: dict[str, str], text: str) -> HttpAnswer:
        """Posts to the host while the whole page stands still; for browsers in which Python cannot wait."""

    def upload(self, path: str, headers: dict[str, str], file: Any) -> HttpAnswer:
        """Sends a File of the browser (without reading it) or bytes to the host (PUT); blocks."""

    def is_online(self) -> bool: ...
    def object_url(self, content: bytes, content_type: str) -> str: ...
    def revoke_url(self, url: str) -> None: ...
    def download(self, url: str, name: str) -> None: ...
    def native_dialog(self, kind: str, text: str) -> bool:
        """The browser's own `alert` or `confirm`, for browsers in which Python cannot wait."""

    def reload(self, what: str) -> None:
        """The host has a new version of "client", "theme" or "server"."""

    def reload_page(self) -> None: ...
