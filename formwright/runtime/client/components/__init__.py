"""The components that every app has: one file each, specification and class together.

Responsible for the list of them; toolbox, property panel, `check` and stubs derive from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.button import Button
from formwright.runtime.client.components.canvas import Canvas
from formwright.runtime.client.components.check_box import CheckBox
from formwright.runtime.client.components.column_panel import ColumnPanel
from formwright.runtime.client.components.data_grid import DataGrid
from formwright.runtime.client.components.data_row_panel import DataRowPanel
from formwright.runtime.client.components.date_picker import DatePicker
from formwright.runtime.client.components.drop_down import DropDown
from formwright.runtime.client.components.file_loader import FileLoader
from formwright.runtime.client.components.flow_panel import FlowPanel
from formwright.runtime.client.components.google_map import GoogleMap
from formwright.runtime.client.components.grid_panel import GridPanel
from formwright.runtime.client.components.html_component import HtmlComponent
from formwright.runtime.client.components.html_template import HtmlTemplate
from formwright.runtime.client.components.image import Image
from formwright.runtime.client.components.label import Label
from formwright.runtime.client.components.linear_panel import LinearPanel
from formwright.runtime.client.components.link import Link
from formwright.runtime.client.components.map_overlays import OVERLAYS
from formwright.runtime.client.components.plot import Plot
from formwright.runtime.client.components.radio_button import RadioButton
from formwright.runtime.client.components.repeating_panel import RepeatingPanel
from formwright.runtime.client.components.rich_text import RichText
from formwright.runtime.client.components.spacer import Spacer
from formwright.runtime.client.components.text_area import TextArea
from formwright.runtime.client.components.text_box import TextBox
from formwright.runtime.client.components.timer import Timer
from formwright.runtime.client.components.xy_panel import XYPanel
from formwright.runtime.client.components.youtube_video import YouTubeVideo
from formwright.runtime.spec.components import ComponentSpec

CLASSES: tuple[type[Component], ...] = (
    Label,
    Link,
    Button,
    TextBox,
    TextArea,
    CheckBox,
    RadioButton,
    DropDown,
    DatePicker,
    FileLoader,
    RichText,
    Image,
    Plot,
    Canvas,
    YouTubeVideo,
    GoogleMap,
    *OVERLAYS,
    Spacer,
    Timer,
    ColumnPanel,
    FlowPanel,
    LinearPanel,
    GridPanel,
    XYPanel,
    HtmlTemplate,
    HtmlComponent,
    RepeatingPanel,
    DataGrid,
    DataRowPanel,
)


def _by_name() -> Mapping[str, type[Component]]:
    return MappingProxyType(
        {name: kind for kind in CLASSES for name in (kind._fw_spec.name, *kind._fw_spec.aliases)}
    )


#: name in a template's `type` → class
COMPONENTS = _by_name()
#: name in a template's `type` → specification
SPECS: Mapping[str, ComponentSpec] = MappingProxyType(
    {name: kind._fw_spec for name, kind in COMPONENTS.items()}
)

HtmlPanel = HtmlTemplate
__all__ = [
    "CLASSES",
    "COMPONENTS",
    "SPECS",
    "Button",
    "Canvas",
    "CheckBox",
    "ColumnPanel",
    "DataGrid",
    "DataRowPanel",
    "DatePicker",
    "DropDown",
    "FileLoader",
    "FlowPanel",
    "GoogleMap",
    "GridPanel",
    "HtmlComponent",
    "HtmlPanel",
    "HtmlTemplate",
    "Image",
    "Label",
    "LinearPanel",
    "Link",
    "Plot",
    "RadioButton",
    "RepeatingPanel",
    "RichText",
    "Spacer",
    "TextArea",
    "TextBox",
    "Timer",
    "XYPanel",
    "YouTubeVideo",
]
