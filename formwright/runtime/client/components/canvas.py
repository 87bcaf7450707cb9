"""Canvas: a drawing made by code, in pixels of the page. Drawing belongs in the handler of `reset`."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from formwright.runtime.client.component import Component, DomTypes
from formwright.runtime.client.components.shared import COMMON, HEIGHT, HIDE, LAYOUT, MARGIN, SHOW
from formwright.runtime.client.media import Media, URLMedia, url_for
from formwright.runtime.spec.components import ComponentSpec, EventSpec

SPEC = ComponentSpec(
    "Canvas",
    "A surface that code draws on.",
    (HEIGHT, *COMMON, *LAYOUT, MARGIN),
    (
        SHOW,
        HIDE,
        EventSpec("mouse_enter", ("x", "y")),
        EventSpec("mouse_leave", ("x", "y")),
        EventSpec("mouse_move", ("x", "y")),
        EventSpec("mouse_down", ("x", "y", "button", "keys")),
        EventSpec("mouse_up", ("x", "y", "button", "keys")),
        EventSpec("reset", default=True, description="Shown or resized: draw now."),
    ),
    group="More components",
    icon="fa:paint-brush",
)


class Gradient:
    """Colours that change along a line or between circles."""

    def __init__(self) -> None:
        raise RuntimeError(
            "Make gradients with canvas.create_linear_gradient() or canvas.create_radial_gradient()."
        )

    _canvas: Canvas
    _raw: Any

    @classmethod
    def _of(cls, canvas: Canvas, raw: Any) -> Any:
        made = object.__new__(cls)
        made._canvas, made._raw = canvas, raw
        return made

    def add_color_stop(self, offset: float, color: str) -> None:
        self._canvas._fw.page.dom.call(
            self._raw, "addColorStop", float(offset), self._canvas._fw_color(color)
        )


class Attribute:
    """An attribute of the drawing context: `line_width` is `lineWidth`."""

    def __init__(self, name: str, default: Any, color: bool = False) -> None:
        self._name = name
        self._default = default
        self._color = color

    def __get__(self, owner: Canvas | None, kind: type) -> Any:
        if owner is None:
            return self
        value = owner._fw.page.dom.get(owner._fw_context, self._name)
        if isinstance(value, (str, int, float)) and value != "":
            return value
        return owner._fw.values.get(f"-{self._name}", self._default)  # a gradient, or no browser

    def __set__(self, owner: Canvas, value: Any) -> None:
        owner._fw.values[f"-{self._name}"] = value
        if isinstance(value, Gradient):
            value = value._raw
        elif self._color:
            value = owner._fw_color(value)
        owner._fw.page.dom.set(owner._fw_context, self._name, value)


class Canvas(Component, spec=SPEC):
    Gradient = Gradient
    stroke_style = Attribute("strokeStyle", "#000000", color=True)
    fill_style = Attribute("fillStyle", "#000000", color=True)
    shadow_color = Attribute("shadowColor", "rgba(0, 0, 0, 0)", color=True)
    shadow_offset_x = Attribute("shadowOffsetX", 0)
    shadow_offset_y = Attribute("shadowOffsetY", 0)
    shadow_blur = Attribute("shadowBlur", 0)
    global_alpha = Attribute("globalAlpha", 1.0)
    global_composite_operation = Attribute("globalCompositeOperation", "source-over")
    line_width = Attribute("lineWidth", 1)
    line_cap = Attribute("lineCap", "butt")
    line_join = Attribute("lineJoin", "miter")
    miter_limit = Attribute("miterLimit", 10)
    font = Attribute("font", "10px sans-serif")
    text_align = Attribute("textAlign", "start")
    text_baseline = Attribute("textBaseline", "alphabetic")

    _fw_dom_types: ClassVar[DomTypes] = {
        "mouse_enter": ("mouseenter",),
        "mouse_leave": ("mouseleave",),
        "mouse_move": ("mousemove",),
        "mouse_down": ("mousedown",),
        "mouse_up": ("mouseup",),
    }

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("canvas", "fw-c fw-canvas")
        self._fw.listening.add("canvas-resized")
        dom.attribute(node, "data-fw", self._fw.identity)
        dom.attribute(node, "data-fw-on", "canvas-resized")
        return node

    @property
    def _fw_context(self) -> Any:
        return self._fw.page.dom.context(self._fw.node)

    def _fw_color(self, value: Any) -> Any:
        """The context of a drawing knows no variables of CSS, so colours of the app go in by value."""
        text = str(value or "")
        app = self._fw.page.app
        if text.startswith("theme:") and app is not None:
            return app.colors.get(text[len("theme:") :], "#000000")
        return text

    def _fw_mounted(self) -> None:
        self._fw.page.dom.part("canvas", self._fw.node, "watch")
        self._fw.page.loop.later(0, self._fw_appeared)

    def _fw_unmounted(self) -> None:
        self._fw.page.dom.part("canvas", self._fw.node, "release")

    def _fw_appeared(self) -> None:
        if self._fw.mounted:
            self.reset_context()

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        if dom_type == "canvas-resized":
            self._fw_appeared()
        elif dom_type == "mousemove":
            self.raise_event("mouse_move", x=detail.get("x"), y=detail.get("y"), button=-1)
        else:
            super()._fw_dom_event(dom_type, detail)

    def _fw_do(self, method: str, *values: Any) -> Any:
        return self._fw.page.dom.call(self._fw_context, method, *values)

    # --- size --------------------------------------------------------------------------------------------

    def get_width(self) -> float:
        """Width in pixels."""
        return float(self._fw.page.dom.get(self._fw.node, "clientWidth") or 0)

    def get_height(self) -> float:
        """Height in pixels."""
        return float(self._fw.page.dom.get(self._fw.node, "clientHeight") or 0)

    def reset_context(self) -> None:
        """Takes the size of the element again, which clears the drawing, and raises `reset`."""
        self._fw.page.dom.context(self._fw.node, fit=True)
        self.raise_event("reset")

    # --- state -------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Remembers colours, font and transformation."""
        self._fw_do("save")

    def restore(self) -> None:
        """Takes back what `save` remembered."""
        self._fw_do("restore")

    def translate(self, x: float, y: float) -> None:
        """Moves what is drawn from now on."""
        self._fw_do("translate", x, y)

    def rotate(self, angle: float) -> None:
        """Turns what is drawn from now on; in radians."""
        self._fw_do("rotate", angle)

    def scale(self, x: float, y: float) -> None:
        """Stretches what is drawn from now on."""
        self._fw_do("scale", x, y)

    def transform(self, a: float, b: float, c: float, d: float, e: float, f: float) -> None:
        """Transforms what is drawn from now on, on top of what holds already."""
        self._fw_do("transform", a, b, c, d, e, f)

    def set_transform(self, a: float, b: float, c: float, d: float, e: float, f: float) -> None:
        """In pixels of the page, whatever the pixels of the screen are."""
        self.reset_transform()
        self.transform(a, b, c, d, e, f)

    def reset_transform(self) -> None:
        """Ends all transformations."""
        ratio = self._fw.page.dom.get(self._fw.node, "fwRatio")
        ratio = ratio if isinstance(ratio, (int, float)) else 1
        self._fw_do("setTransform", ratio, 0, 0, ratio, 0, 0)

    # --- shapes ------------------------------------------------------------------------------------------

    def fill_text(self, text: Any, x: float, y: float) -> None:
        """Draws text."""
        self._fw_do("fillText", str(text), x, y)

    def stroke_text(self, text: Any, x: float, y: float) -> None:
        """Draws the outline of text."""
        self._fw_do("strokeText", str(text), x, y)

    def measure_text(self, text: Any) -> float:
        """Width of a text in the font of now."""
        return float(self._fw.page.dom.get(self._fw_do("measureText", str(text)), "width"))

    def clear_rect(self, x: float, y: float, width: float, height: float) -> None:
        """Makes a rectangle empty."""
        self._fw_do("clearRect", x, y, width, height)

    def fill_rect(self, x: float, y: float, width: float, height: float) -> None:
        """Draws a filled rectangle."""
        self._fw_do("fillRect", x, y, width, height)

    def stroke_rect(self, x: float, y: float, width: float, height: float) -> None:
        """Draws the outline of a rectangle."""
        self._fw_do("strokeRect", x, y, width, height)

    def begin_path(self) -> None:
        """Begins a new path."""
        self._fw_do("beginPath")

    def close_path(self) -> None:
        """Draws a line back to where the path began."""
        self._fw_do("closePath")

    def fill(self) -> None:
        """Fills the path."""
        self._fw_do("fill")

    def stroke(self) -> None:
        """Draws the path."""
        self._fw_do("stroke")

    def clip(self) -> None:
        """What is drawn from now on is seen inside the path only."""
        self._fw_do("clip")

    def move_to(self, x: float, y: float) -> None:
        """The path goes on from here."""
        self._fw_do("moveTo", x, y)

    def line_to(self, x: float, y: float) -> None:
        """A line to here."""
        self._fw_do("lineTo", x, y)

    def quadratic_curve_to(self, cpx: float, cpy: float, x: float, y: float) -> None:
        """A curve to (x, y) with one control point."""
        self._fw_do("quadraticCurveTo", cpx, cpy, x, y)

    def bezier_curve_to(
        self, cp1x: float, cp1y: float, cp2x: float, cp2y: float, x: float, y: float
    ) -> None:  # fmt: skip
        """A curve to (x, y) with two control points."""
        self._fw_do("bezierCurveTo", cp1x, cp1y, cp2x, cp2y, x, y)

    def arc(
        self, x: float, y: float, radius: float, start_angle: float = 0, end_angle: float = 2 * math.pi,
        anticlockwise: bool = False,
    ) -> None:  # fmt: skip
        """Part of a circle; angles in radians."""
        self._fw_do("arc", x, y, radius, start_angle, end_angle, bool(anticlockwise))

    # --- pictures ----------------------------------------------------------------------------------------

    def draw_image(
        self, media: Any, x: float | None = None, y: float | None = None, width: float | None = None,
        height: float | None = None,
    ) -> None:  # fmt: skip
        """Waits until the picture has been read."""
        place = [0 if x is None else x, 0 if y is None else y]
        if width is not None and height is not None:
            place += [width, height]
        self._fw_do("drawImage", self._fw_picture(media), *place)

    def draw_image_part(
        self, media: Any, sx: float, sy: float, s_width: float, s_height: float, dx: float, dy: float,
        d_width: float | None = None, d_height: float | None = None,
    ) -> None:  # fmt: skip
        """Draws a part of a picture."""
        size = (s_width if d_width is None else d_width, s_height if d_height is None else d_height)
        self._fw_do("drawImage", self._fw_picture(media), sx, sy, s_width, s_height, dx, dy, *size)

    def _fw_picture(self, media: Any) -> Any:
        if not isinstance(media, Media):
            raise TypeError(f"a Canvas draws pictures from Media, not from {type(media).__name__}")
        return self._fw.page.dom.picture(url_for(media))

    def get_image(self) -> URLMedia:
        """What was drawn, as a picture."""
        return URLMedia(str(self._fw.page.dom.call(self._fw.node, "toDataURL") or "data:image/png;base64,"))

    def create_linear_gradient(self, x0: float, y0: float, x1: float, y1: float) -> Any:
        """Colours along a line, for `fill_style` and `stroke_style`."""
        return Gradient._of(self, self._fw_do("createLinearGradient", x0, y0, x1, y1))

    def create_radial_gradient(
        self, x0: float, y0: float, r0: float, x1: float, y1: float, r1: float
    ) -> Any:  # fmt: skip
        """Colours between two circles, for `fill_style` and `stroke_style`."""
        return Gradient._of(self, self._fw_do("createRadialGradient", x0, y0, r0, x1, y1, r1))
