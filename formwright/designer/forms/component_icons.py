"""One sign for each kind of component, in toolbox and outline. GUI thread.

From the set that the rest of the program uses, so that they match in weight; a form that brings a picture
of its own for the toolbox is shown with that.
"""

from __future__ import annotations

from PySide6.QtGui import QIcon

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.tools import Tool
from formwright.designer.ui.icons import icon
from formwright.designer.ui.theme import tokens

FORM_SIGN = "application-outline"
OWN_SIGN = "puzzle-outline"
BROKEN_SIGN = "alert-circle-outline"
SLOT_SIGN = "select-group"
SIGNS = {
    "Label": "format-text",
    "Link": "link-variant",
    "Button": "gesture-tap-button",
    "TextBox": "form-textbox",
    "TextArea": "form-textarea",
    "CheckBox": "checkbox-marked-outline",
    "RadioButton": "radiobox-marked",
    "DropDown": "form-dropdown",
    "DatePicker": "calendar-month-outline",
    "FileLoader": "file-upload-outline",
    "RichText": "format-paragraph",
    "Image": "image-outline",
    "Plot": "chart-bar",
    "Canvas": "draw",
    "YouTubeVideo": "youtube",
    "GoogleMap": "map-outline",
    "GoogleMap.Marker": "map-marker-outline",
    "GoogleMap.Circle": "vector-circle-variant",
    "GoogleMap.Rectangle": "vector-rectangle",
    "GoogleMap.Polyline": "vector-polyline",
    "GoogleMap.Polygon": "vector-polygon",
    "GoogleMap.InfoWindow": "tooltip-outline",
    "Spacer": "arrow-expand-vertical",
    "Timer": "timer-outline",
    "ColumnPanel": "view-column-outline",
    "FlowPanel": "view-week-outline",
    "LinearPanel": "view-sequential-outline",
    "GridPanel": "view-grid-outline",
    "XYPanel": "cursor-move",
    "HtmlTemplate": "language-html5",
    "HtmlPanel": "language-html5",
    "HtmlComponent": "code-tags",
    "RepeatingPanel": "format-list-bulleted",
    "DataGrid": "table-large",
    "DataRowPanel": "table-row",
}


def type_icon(catalog: Catalog, kind: str, colour: str = "muted") -> QIcon:
    """Of a template's `type`; the sign of what is broken for a type that nobody knows."""
    if kind in SIGNS:
        return icon(SIGNS[kind], colour)
    tool = catalog.tool(kind)
    if tool is not None:
        return tool_icon(tool, colour)
    known = catalog.spec(kind) is not None
    return icon(OWN_SIGN, colour) if known else icon(BROKEN_SIGN, "danger")


def tool_icon(tool: Tool, colour: str = "muted") -> QIcon:
    picture = tool.pictures[tokens().dark]
    if picture is not None and not (own := QIcon(str(picture))).isNull():
        return own
    return icon(SIGNS.get(tool.type, OWN_SIGN), colour)
