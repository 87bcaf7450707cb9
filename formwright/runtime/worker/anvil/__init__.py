"""`anvil` as server code sees it: media, where the code runs, and stand-ins for what only browsers have.

Process: worker, imported under the name `anvil`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from formwright.runtime.protocol.errors import NoServerFunctionError
from formwright.runtime.protocol.media import BlobMedia, Media, URLMedia
from formwright.runtime.protocol.serialisation import dumps_call
from formwright.runtime.protocol.stored_media import StoredMedia
from formwright.runtime.worker.app_info import AppInfo
from formwright.runtime.worker.client_only import StubObject, stub_class, stub_function
from formwright.runtime.worker.current import runtime

DataMedia = BlobMedia

_CLASSES = [
    "Component",
    "Container",
    "Form",
    "Label",
    "Link",
    "Button",
    "TextBox",
    "TextArea",
    "CheckBox",
    "RadioButton",
    "DropDown",
    "DatePicker",
    "FileLoader",
    "Image",
    "Spacer",
    "Timer",
    "RichText",
    "ColumnPanel",
    "FlowPanel",
    "LinearPanel",
    "GridPanel",
    "XYPanel",
    "HtmlTemplate",
    "DataGrid",
    "DataRowPanel",
    "RepeatingPanel",
    "Canvas",
    "SimpleCanvas",
    "Plot",
    "YouTubeVideo",
    "GoogleMap",
    "InvalidComponent",
    "HtmlComponent",
    "HtmlPanel",
    "Slot",
    "WithLayout",
    "Notification",
]
_FUNCTIONS = [
    "alert",
    "confirm",
    "open_form",
    "get_open_form",
    "get_url_hash",
    "set_url_hash",
    "set_default_error_handling",
    "download",
    "get_focused_component",
]

_MODULES = frozenset(
    (
        "email",
        "google",
        "history",
        "http",
        "media",
        "script",
        "secrets",
        "server",
        "tables",
        "tz",
        "users",
        "util",
    )
)

for _name in _CLASSES:
    globals()[_name] = stub_class(_name)
for _name in _FUNCTIONS:
    globals()[_name] = stub_function(_name)

js = StubObject("anvil.js")
pluggable_ui = StubObject("anvil.pluggable_ui")
app = AppInfo()
LazyMedia = StoredMedia


def create_lazy_media(mime_type: str, fn_name: str, *args: Any) -> Media:
    """Media whose content the server function `fn_name` makes when somebody wants it.

    It may be given to the browser. The function returns Media.
    """
    here = runtime()
    here.needs_call("anvil.create_lazy_media")
    body, blobs = dumps_call(args, {}, here.trust())
    try:
        return here.media.promise(mime_type, fn_name, body, blobs)
    except NoServerFunctionError:  # an engine without a host, which could keep it: tests of apps
        made: Media = here.call(fn_name, args, {})
        return made


def __getattr__(name: str) -> Any:
    """Modules that code uses without an import of its own, because some other module has one."""
    if name in _MODULES:
        return importlib.import_module(f"anvil.{name}")
    raise AttributeError(f"module 'anvil' has no attribute {name!r}")


def is_server_side() -> bool:
    """True: this code runs on the server."""
    return True


def handle(component: str, event: str) -> Callable[[Any], Any]:  # noqa: ARG001
    """Marks event handlers of forms; of no effect here, so that forms stay importable."""
    return lambda function: function


__all__ = [
    "BlobMedia",
    "DataMedia",
    "LazyMedia",
    "Media",
    "URLMedia",
    "app",
    "create_lazy_media",
    "handle",
    "is_server_side",
    "js",
    "pluggable_ui",
    *_CLASSES,  # pyright: ignore
    *_FUNCTIONS,
]
