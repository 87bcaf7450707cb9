"""Property specifications that many components share. Data only."""

from __future__ import annotations

from formwright.runtime.spec.components import EventSpec, PropertySpec

SPACE_NAMES = ("none", "small", "medium", "large")
GAP_NAMES = ("none", "tiny", "small", "medium", "large", "huge")

VISIBLE = PropertySpec("visible", "boolean", True, "appearance", designer_hint="visible")
TAG = PropertySpec("tag", "object", None, "user data", important=False)
TOOLTIP = PropertySpec("tooltip", group="tooltip", default="", important=False)
ROLE = PropertySpec("role", "themeRole", None, "appearance", important=False)
ENABLED = PropertySpec("enabled", "boolean", True, "interaction", designer_hint="enabled")
HEIGHT = PropertySpec("height", group="height", default="")
PLACEHOLDER = PropertySpec("placeholder", default="")
ICON = PropertySpec("icon", "icon", "", "icon")
ICON_ALIGN = PropertySpec(
    "icon_align", "enum", "left", "icon", ("left_edge", "left", "top", "right", "right_edge")
)
ALIGN = PropertySpec(
    "align", "enum", "left", "text", ("left", "center", "right"), designer_hint="align-horizontal"
)
TEXT = PropertySpec("text", default="", priority=10, binding_default=True)
SPACING = PropertySpec("spacing", "spacing", None, "layout")
MARGIN = PropertySpec("margin", "margin", None, "layout")
INDEX = PropertySpec(
    "index", "number", None, description="Position among the children; absent means at the end."
)

COLORS = (
    PropertySpec("background", "color", "", "appearance", designer_hint="background-color"),
    PropertySpec("foreground", "color", "", "appearance", designer_hint="foreground-color"),
    PropertySpec("border", group="appearance", default="", designer_hint="border"),
)
LAYOUT = (
    PropertySpec("width", default="default", group="layout", deprecated=True),
    PropertySpec("spacing_above", "enum", "small", "layout", SPACE_NAMES),
    PropertySpec("spacing_below", "enum", "small", "layout", SPACE_NAMES),
)
FONT = (
    PropertySpec("font_size", "number", None, "text"),
    PropertySpec("font", group="text", default=""),
    PropertySpec("bold", "boolean", False, "text", designer_hint="font-bold"),
    PropertySpec("italic", "boolean", False, "text", designer_hint="font-italic"),
    PropertySpec("underline", "boolean", False, "text", designer_hint="font-underline"),
)
ROW_SPACING = PropertySpec("row_spacing", "number", 10, "containers", priority=9, deprecated=True)
COMMON = (*COLORS, VISIBLE, ROLE, TOOLTIP, TAG)

SHOW = EventSpec("show", description="The component has appeared on the page.")
HIDE = EventSpec("hide", description="The component has left the page.")
CHANGE = EventSpec("change", default=True, description="The user changed the value.")
FOCUS = EventSpec("focus")
LOST_FOCUS = EventSpec("lost_focus")
