"""`anvil` in the browser: what apps import. Everything is made elsewhere; this names it."""

from __future__ import annotations

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
    set_default_error_handling,
    set_url_hash,
)
from formwright.runtime.client.component import Component
from formwright.runtime.client.components import (
    Button,
    CheckBox,
    ColumnPanel,
    DataGrid,
    DataRowPanel,
    DatePicker,
    DropDown,
    FileLoader,
    FlowPanel,
    GridPanel,
    HtmlPanel,
    HtmlTemplate,
    Image,
    Label,
    LinearPanel,
    Link,
    RadioButton,
    RepeatingPanel,
    RichText,
    Spacer,
    TextArea,
    TextBox,
    Timer,
    XYPanel,
)
from formwright.runtime.client.container import Container
from formwright.runtime.client.events import handle
from formwright.runtime.client.media import BlobMedia, FileMedia, Media, URLMedia, download

DataMedia = BlobMedia

__all__ = [
    "BlobMedia",
    "Button",
    "CheckBox",
    "ColumnPanel",
    "Component",
    "Container",
    "DataGrid",
    "DataMedia",
    "DataRowPanel",
    "DatePicker",
    "DropDown",
    "FileLoader",
    "FileMedia",
    "FlowPanel",
    "GridPanel",
    "HtmlPanel",
    "HtmlTemplate",
    "Image",
    "Label",
    "LinearPanel",
    "Link",
    "Media",
    "Notification",
    "RadioButton",
    "RepeatingPanel",
    "RichText",
    "Spacer",
    "TextArea",
    "TextBox",
    "Timer",
    "URLMedia",
    "XYPanel",
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


def __getattr__(name: str) -> object:
    """Names that exist in Anvil but not here yet say so when they are used, not when they are imported."""
    from formwright.runtime.client.absent import absent_component

    return absent_component(name)
