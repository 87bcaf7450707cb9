"""JavaScript as `anvil.js` shows it to Python.

Responsible for converting values both ways and for manners: calling a function that returns a promise waits
for it; exceptions become `ExternalError`. What a single object looks like is `js_object.py`; the raw access
is the platform's. Runs in the page.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import wraps
from types import ModuleType
from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.js_object import JsArray, JsObject
from formwright.runtime.client.page import current_page
from formwright.runtime.client.platform import JavaScript, Rejected
from formwright.runtime.client.python_component import ensure_dom
from formwright.runtime.protocol.media import BlobMedia, Media


class ExternalError(Exception):
    """An exception of JavaScript; the original is in `original_error`."""

    def __init__(self, message: str, original_error: Any = None) -> None:
        super().__init__(message)
        self.original_error = original_error


def bridge() -> JavaScript:
    return current_page().platform.javascript


def to_python(value: Any, owner: Any = None) -> Any:
    javascript = bridge()
    if not javascript.is_raw(value):
        return value
    if javascript.is_null(value):
        return None
    if javascript.is_held(value):
        return javascript.let_go(value)
    if isinstance(value, BaseException):
        return JsObject(value, owner, _MANNERS)
    kind = JsArray if javascript.is_array(value) else JsObject
    return kind(value, owner, _MANNERS)


def to_javascript(value: Any) -> Any:
    if value is None:
        return bridge().null()
    if isinstance(value, JsObject):
        return value._fw_raw
    if isinstance(value, Component):
        return value._fw.page.dom.element(ensure_dom(value))
    if isinstance(value, Media):
        return bridge().construct(
            to_javascript(window().Blob),
            [to_javascript([value.get_bytes()]), to_javascript({"type": value.content_type})],
        )
    if isinstance(value, (dict, list, tuple, bytes, bytearray)):
        return bridge().from_python(value, to_javascript)
    if isinstance(value, datetime):
        return bridge().construct(to_javascript(window().Date), [value.timestamp() * 1000])
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (str, int, float)) or bridge().is_raw(value):
        return value
    return _callback(value) if callable(value) else bridge().hold(value)


def _callback(function: Callable[..., Any]) -> Any:
    """The same function gives the same JavaScript function, so that listeners can be removed again."""
    page = current_page()
    try:
        known = page.callbacks.get(function)
    except TypeError:  # not hashable
        known = None
    if known is not None:
        return known

    def called(*arguments: Any) -> Any:
        try:
            result = function(*(to_python(a) for a in arguments))
        except Exception as error:
            policy = page.js_errors
            if policy is None:
                print(page.errors.describe(error).text, file=sys.stderr)  # JavaScript may ignore it
                raise
            page.errors.report(error)
            if policy:
                raise
            return None
        return None if result is None else to_javascript(result)

    made = bridge().from_python(called, to_javascript)
    with suppress(TypeError):
        page.callbacks[function] = made
    return made


def _external(error: BaseException) -> ExternalError:
    return ExternalError(str(error), to_python(error.reason if isinstance(error, Rejected) else error))


def _made(run: Callable[[JavaScript], Any]) -> Any:
    javascript = bridge()
    try:
        return to_python(run(javascript))
    except (javascript.error_type(), Rejected) as error:
        raise _external(error) from error


def _finish(run: Callable[[JavaScript], Any], owner: Any = None) -> Any:
    """The same, but of a promise what it comes to. `Promise(...)` itself is made, not waited for."""
    javascript = bridge()
    try:
        result = run(javascript)
        if javascript.is_promise(result):
            result = javascript.settle(result)
    except (javascript.error_type(), Rejected) as error:
        raise _external(error) from error
    return to_python(result, owner)


class _Manners:
    """How objects of JavaScript reach the page and convert what they hold."""

    javascript = staticmethod(bridge)
    to_python = staticmethod(to_python)
    to_javascript = staticmethod(to_javascript)

    @staticmethod
    def call(function: Any, owner: Any, arguments: tuple[Any, ...]) -> Any:
        converted = [to_javascript(a) for a in arguments]
        try:
            return _finish(lambda js: js.apply(function, owner, converted))
        except ExternalError as error:
            if not _is_class(str(error)):
                raise
        return _made(lambda js: js.construct(function, converted))


def _is_class(message: str) -> bool:
    """What browsers say when a class is called like a function."""
    words = (
        "cannot be invoked without 'new'",
        "requires 'new'",
        "the 'new' operator",
        "Illegal constructor",
        "Cannot call a class as a function",  # of classes that Babel has translated
        "without |new|",
    )
    return "TypeError" in message and any(each in message for each in words)


_MANNERS = _Manners()


def call(function: Any, *arguments: Any) -> Any:
    """Calls a function, or the global function (`a.b.c` too) of that name."""
    if isinstance(function, str):
        owner: Any = window()
        for name in function.split("."):
            owner = getattr(owner, name)
        function = owner
    return function(*arguments)


def new(kind: Any, *arguments: Any) -> Any:
    """Makes a JavaScript object: `new(window.Date, 2026, 0, 1)`."""
    raw = to_javascript(kind)
    return _made(lambda js: js.construct(raw, [to_javascript(a) for a in arguments]))


def await_promise(value: Any) -> Any:
    """Waits for a JavaScript promise and gives its result; any other value is given back."""
    raw = value._fw_raw if isinstance(value, JsObject) else value
    return _finish(lambda _js: raw) if bridge().is_promise(raw) else value


def import_from(url: str) -> Any:
    """Loads a JavaScript module from an address and waits for it."""
    if url.startswith(("./_/", "_/")):  # of the app, wherever its routes have led
        url = f"{current_page().platform.origin()}/{url.removeprefix('./')}"
    return _finish(lambda js: js.import_module(url))


def get_dom_node(component: Any) -> Any:
    """The HTML element of a component."""
    if isinstance(component, Component):
        return to_python(to_javascript(component))
    if isinstance(component, JsObject):
        return component
    raise TypeError(f"get_dom_node() needs a component or an element, not {type(component).__name__}")


def window() -> Any:
    return JsObject(bridge().window(), None, _MANNERS)


def report_exceptions(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorator: exceptions of a callback are reported like those of a handler."""

    @wraps(function)
    def reported(*args: Any, **kwargs: Any) -> Any:
        with current_page().errors.reporting():
            return function(*args, **kwargs)
        return None

    return reported


def report_all_exceptions(on: bool = True, reraise: bool = True) -> None:
    """Exceptions of every Python function that JavaScript calls are reported from now on."""
    current_page().js_errors = reraise if on else None


def to_media(value: Any, content_type: str = "", name: str | None = None) -> BlobMedia:
    """Makes Media of bytes, or of a Blob, a File or a buffer of JavaScript."""
    raw = value._fw_raw if isinstance(value, JsObject) else value
    if isinstance(raw, (bytes, bytearray, list, tuple)):
        return BlobMedia(content_type or "application/octet-stream", bytes(raw), name)
    javascript = bridge()
    kind = content_type or _text(javascript.get(raw, "type")) or "application/octet-stream"
    if javascript.is_array(raw):
        return BlobMedia(kind, bytes(int(item) for item in raw), name)
    if javascript.has(raw, "byteLength") and javascript.has(raw, "buffer"):  # a view of a buffer
        raw = javascript.construct(to_javascript(window().Blob), [to_javascript([to_python(raw)])])
    return BlobMedia(kind, javascript.read_bytes(raw), name or _text(javascript.get(raw, "name")) or None)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


class WindowModule(ModuleType):
    """`from anvil.js.window import document`."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(window(), name)
