"""Image: a picture from an address or from media."""

from __future__ import annotations

from typing import Any, ClassVar

from formwright.runtime.client import css
from formwright.runtime.client.component import Component, DomTypes
from formwright.runtime.client.components.shared import COMMON, HEIGHT, HIDE, LAYOUT, MARGIN, SHOW
from formwright.runtime.client.media import URLMedia, to_source
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

MODES = {
    "shrink_to_fit": "contain",
    "zoom_to_fill": "cover",
    "fill_width": "fill_width",
    "original_size": "none",
}

SPEC = ComponentSpec(
    "Image",
    "Shows a picture.",
    (
        PropertySpec("source", "uri", "", priority=1, designer_hint="asset-upload", binding_default=True),
        PropertySpec("alt_text", default=""),
        PropertySpec("display_mode", "enum", "shrink_to_fit", options=tuple(MODES), priority=2),
        HEIGHT.but(default="200"),
        PropertySpec(
            "horizontal_align", "enum", "center", "Image Display", ("left", "center", "right"), priority=3
        ),
        PropertySpec("vertical_align", "enum", "center", "Image Display", ("top", "center", "bottom")),
        PropertySpec("align", default="center", deprecated=True),
        PropertySpec("border_radius", default="", group="Appearance"),
        *COMMON,
        *LAYOUT,
        MARGIN,
    ),
    (
        SHOW,
        HIDE,
        EventSpec("mouse_enter", ("x", "y")),
        EventSpec("mouse_leave", ("x", "y")),
        EventSpec("mouse_move", ("x", "y")),
        EventSpec("mouse_down", ("x", "y", "button", "keys")),
        EventSpec("mouse_up", ("x", "y", "button", "keys")),
    ),
    icon="fa:picture-o",
)


class Image(Component, spec=SPEC):
    _fw_mouldable = True
    _fw_dom_types: ClassVar[DomTypes] = {
        "mouse_enter": ("mouseenter",),
        "mouse_leave": ("mouseleave",),
        "mouse_move": ("mousemove",),
        "mouse_down": ("mousedown",),
        "mouse_up": ("mouseup",),
    }

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-image")
        picture = self._fw.values["-picture"] = dom.make("img")
        dom.attribute(picture, "alt", "")
        dom.toggle_class(picture, "fw-hidden", True)
        dom.insert(node, picture)
        return node

    @property
    def source(self) -> Any:
        value = self._fw.values.get("source")
        if not value:
            return None
        return URLMedia(value) if isinstance(value, str) else value

    @source.setter
    def source(self, value: Any) -> None:
        self._fw.values["source"] = value
        dom, picture = self._fw.page.dom, self._fw.values["-picture"]
        dom.toggle_class(picture, "fw-hidden", not value)
        dom.attribute(picture, "src", to_source(value) if value else None)

    def _fw_apply_alt_text(self, value: Any) -> None:
        self._fw.page.dom.attribute(self._fw.values["-picture"], "alt", str(value or ""))

    def _fw_apply_display_mode(self, value: Any) -> None:
        dom = self._fw.page.dom
        fill = value == "fill_width"
        dom.style(self._fw.values["-picture"], "object-fit", "" if fill else MODES.get(str(value), ""))
        dom.toggle_class(self._fw.node, "fw-image-fill-width", fill)

    def _fw_apply_horizontal_align(self, value: Any) -> None:
        self._fw_position(str(value or "center"), str(self._fw.values.get("vertical_align") or "center"))

    _fw_apply_align = _fw_apply_horizontal_align

    def _fw_apply_vertical_align(self, value: Any) -> None:
        self._fw_position(str(self._fw.values.get("horizontal_align") or "center"), str(value or "center"))

    def _fw_position(self, horizontal: str, vertical: str) -> None:
        self._fw.page.dom.style(self._fw.values["-picture"], "object-position", f"{horizontal} {vertical}")

    def _fw_apply_border_radius(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.values["-picture"], "border-radius", css.length(value))
