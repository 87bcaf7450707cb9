"""JavaScript as `anvil.js` shows it to Python.

Responsible for converting values both ways and for manners: calling a function that returns a promise waits
for it; exceptions become `ExternalError`. The raw access is the platform's. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.page import current_page
from formwright.runtime.client.platform import JavaScript
from formwright.runtime.protocol.media import BlobMedia


class ExternalError(Exception):
    """An exception of JavaScript; the original is in `original_error`."""

    def __init__(self, message: str, original_error: Any = None) -> None:
        super().__init__(message)
        self.original_error = original_error


class JsObject:
    """An object, array or function of JavaScript."""

    __slots__ = ("_fw_owner", "_fw_raw")

    def __init__(self, raw: Any, owner: Any = None) -> None:
        object.__setattr__(self, "_fw_raw", raw)
        object.__setattr__(self, "_fw_owner", owner)

    def __getattr__(self, name: str) -> Any:
        value = bridge().get(self._fw_raw, name)
        if value is None and name.startswith("__"):
            raise AttributeError(name)
        return to_python(value, owner=self._fw_raw)

    def __setattr__(self, name: str, value: Any) -> None:
        bridge().set(self._fw_raw, name, to_javascript(value))

    def __getitem__(self, key: Any) -> Any:
        if (
            isinstance(key, str)
            and key not in bridge().keys(self._fw_raw)
            and bridge().is_plain(self._fw_raw)
        ):
            raise KeyError(key)
        return to_python(bridge().get(self._fw_raw, key), owner=self._fw_raw)

    def __setitem__(self, key: Any, value: Any) -> None:
        bridge().set(self._fw_raw, key, to_javascript(value))

    def __contains__(self, key: Any) -> bool:
        return str(key) in bridge().keys(self._fw_raw)

    def __len__(self) -> int:
        length = bridge().get(self._fw_raw, "length")
        return int(length) if isinstance(length, (int, float)) else len(bridge().keys(self._fw_raw))

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        raw = self._fw_raw
        if bridge().is_plain(raw):
            yield from bridge().keys(raw)
        else:
            yield from (to_python(item) for item in raw)

    def keys(self) -> list[str]:
        return bridge().keys(self._fw_raw)

    def __call__(self, *arguments: Any) -> Any:
        return _finish(
            lambda js: js.apply(self._fw_raw, self._fw_owner, [to_javascript(a) for a in arguments])
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JsObject) and bool(self._fw_raw == other._fw_raw)

    def __hash__(self) -> int:
        return hash(self._fw_raw)

    def __repr__(self) -> str:
        return str(self._fw_raw)


def bridge() -> JavaScript:
    return current_page().platform.javascript


def to_python(value: Any, owner: Any = None) -> Any:
    return JsObject(value, owner) if bridge().is_raw(value) else value


def to_javascript(value: Any) -> Any:
    if isinstance(value, JsObject):
        return value._fw_raw
    if isinstance(value, Component):
        return value._fw.node
    if isinstance(value, (dict, list, tuple, bytes, bytearray)):
        return bridge().from_python(value, to_javascript)
    if callable(value) and not bridge().is_raw(value):

        def called(*arguments: Any) -> Any:
            return to_javascript(value(*(to_python(a) for a in arguments)))

        return bridge().from_python(called, to_javascript)
    return value


def _finish(run: Any) -> Any:
    javascript = bridge()
    try:
        result = run(javascript)
        if javascript.is_promise(result):
            result = javascript.settle(result)
    except javascript.error_type() as error:
        raise ExternalError(str(error), error) from error
    return to_python(result)


def call(function: Any, *arguments: Any) -> Any:
    """Calls a function, or the global function (`a.b.c` too) of that name."""
    if isinstance(function, str):
        owner: Any = JsObject(bridge().window())
        for name in function.split("."):
            owner = getattr(owner, name)
        function = owner
    return function(*arguments)


def new(kind: Any, *arguments: Any) -> Any:
    raw = to_javascript(kind)
    return _finish(lambda js: js.construct(raw, [to_javascript(a) for a in arguments]))


def await_promise(value: Any) -> Any:
    raw = value._fw_raw if isinstance(value, JsObject) else value
    return _finish(lambda _js: raw) if bridge().is_promise(raw) else value


def import_from(url: str) -> Any:
    return _finish(lambda js: js.import_module(url))


def get_dom_node(component: Any) -> Any:
    if isinstance(component, Component):
        return to_python(component._fw.node)
    if isinstance(component, JsObject):
        return component
    raise TypeError(f"get_dom_node() needs a component or an element, not {type(component).__name__}")


def window() -> Any:
    return JsObject(bridge().window())


def report_exceptions(function: Any) -> Any:
    """Decorator: exceptions of a callback are reported like those of a handler."""

    def reported(*args: Any, **kwargs: Any) -> Any:
        with current_page().errors.reporting():
            return function(*args, **kwargs)
        return None

    return reported


def to_media(value: Any, content_type: str = "", name: str | None = None) -> BlobMedia:
    raw = value._fw_raw if isinstance(value, JsObject) else value
    kind = content_type or str(bridge().get(raw, "type") or "") or "application/octet-stream"
    return BlobMedia(kind, bridge().read_bytes(raw), name)


class WindowModule(ModuleType):
    """`from anvil.js.window import document`."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(window(), name)
