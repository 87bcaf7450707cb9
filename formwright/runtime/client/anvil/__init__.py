"""`anvil` in the browser: what apps import. Everything is made elsewhere; this names it."""

from __future__ import annotations

import importlib

from formwright.runtime.client.api import (
    Notification,
    alert,
    app,
    confirm,
    get_focused_component,
    get_open_form,
    get_url_hash,
    is_server_side,
    open_form,
    provided_ui,
    set_default_error_handling,
    set_url_hash,
)
from formwright.runtime.client.component import Component, Tag
from formwright.runtime.client.components import (
    Button,
    Canvas,
    CheckBox,
    ColumnPanel,
    DataGrid,
    DataRowPanel,
    DatePicker,
    DropDown,
    FileLoader,
    FlowPanel,
    GoogleMap,
    GridPanel,
    HtmlComponent,
    HtmlPanel,
    HtmlTemplate,
    Image,
    Label,
    LinearPanel,
    Link,
    Plot,
    RadioButton,
    RepeatingPanel,
    RichText,
    Spacer,
    TextArea,
    TextBox,
    Timer,
    XYPanel,
    YouTubeVideo,
)
from formwright.runtime.client.container import Container
from formwright.runtime.client.events import handle
from formwright.runtime.client.html_values import Classes, Style
from formwright.runtime.client.layouts import WithLayout
from formwright.runtime.client.media import BlobMedia, FileMedia, LazyMedia, Media, URLMedia, download
from formwright.runtime.client.slots import Slot

DataMedia = BlobMedia
ComponentTag = Tag

__all__ = [
    "BlobMedia",
    "Button",
    "Canvas",
    "CheckBox",
    "Classes",
    "ColumnPanel",
    "Component",
    "ComponentTag",
    "Container",
    "DataGrid",
    "DataMedia",
    "DataRowPanel",
    "DatePicker",
    "DropDown",
    "FileLoader",
    "FileMedia",
    "FlowPanel",
    "GoogleMap",
    "GridPanel",
    "HtmlComponent",
    "HtmlPanel",
    "HtmlTemplate",
    "Image",
    "Label",
    "LazyMedia",
    "LinearPanel",
    "Link",
    "Media",
    "Notification",
    "Plot",
    "RadioButton",
    "RepeatingPanel",
    "RichText",
    "Slot",
    "Spacer",
    "Style",
    "TextArea",
    "TextBox",
    "Timer",
    "URLMedia",
    "WithLayout",
    "XYPanel",
    "YouTubeVideo",
    "alert",
    "app",
    "confirm",
    "download",
    "get_focused_component",
    "get_open_form",
    "get_url_hash",
    "handle",
    "is_server_side",
    "open_form",
    "set_default_error_handling",
    "set_url_hash",
]

_MODULES = frozenset(
    (
        "designer", "email", "google", "history", "http", "image", "js", "media", "property_utils", "server",
        "tables", "tz", "users",
    )
)  # fmt: skip


def __getattr__(name: str) -> object:
    """Modules that need no import of their own; names that are not here yet and say so when they are used."""
    if name in _MODULES:
        return importlib.import_module(f"anvil.{name}")
    if name == "pluggable_ui":
        return provided_ui()
    from formwright.runtime.client.absent import absent_component

    return absent_component(name)
