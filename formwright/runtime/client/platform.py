"""The page as the client library sees it: elements, event loop, address, socket, JavaScript.

Responsible for interfaces only. Implemented by `pyodide_dom.py` in a browser and `fake_dom.py` on the
desktop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from formwright.runtime.client.dom import Dom
from formwright.runtime.client.loop import Loop

ChannelHandler = Callable[[str, str, Sequence[bytes]], None]
"""Called with ("open" | "message" | "closed", text, blobs). Never blocks."""


@dataclass(frozen=True)
class HttpRequest:
    url: str
    method: str
    headers: dict[str, str]
    body: bytes | None


@dataclass(frozen=True)
class HttpAnswer:
    """`status` 0: there was none, and `reason` says why."""

    status: int
    content_type: str = ""
    content: bytes = b""
    reason: str = ""


class Channel(Protocol):
    """The socket to the host."""

    def open(self, path: str) -> None: ...
    def send(self, text: str, blobs: Sequence[bytes]) -> None: ...
    def close(self) -> None: ...


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

    def import_module(self, url: str) -> Any: ...
    def read_bytes(self, source: Any) -> bytes:
        """Bytes of a Blob, File or buffer, or of what a URL answers. Blocks."""

    def error_type(self) -> type[BaseException]: ...


class Platform(Protocol):
    """Everything outside Python. One per page."""

    can_block: bool
    designer: str | None

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

    def url_hash(self) -> str: ...
    def set_url_hash(self, text: str) -> None: ...
    def origin(self) -> str: ...
    def fetch(self, request: HttpRequest, timeout: float | None = None) -> HttpAnswer:
        """Asks a server; blocks."""

    def is_online(self) -> bool: ...
    def object_url(self, content: bytes, content_type: str) -> str: ...
    def revoke_url(self, url: str) -> None: ...
    def download(self, url: str, name: str) -> None: ...
    def native_dialog(self, kind: str, text: str) -> bool:
        """The browser's own `alert` or `confirm`, for browsers in which Python cannot wait."""

    def reload(self, what: str) -> None:
        """The host has a new version of "client", "theme" or "server"."""

    def reload_page(self) -> None: ...
