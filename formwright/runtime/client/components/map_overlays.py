"""What stands on a GoogleMap: markers, lines, areas, windows. They live in a map and nowhere else.

One file for six components, because they differ in their properties only. Each has a hidden element in the
map; `page/parts/map.mjs` finds the map by it.
"""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import HIDE, SHOW, TAG
from formwright.runtime.client.container import Container
from formwright.runtime.client.lifecycle import visibility_changed
from formwright.runtime.client.maps.values import LatLng, place, travel
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

_MOUSE = (
    "dblclick", "drag", "dragend", "dragstart", "mousedown", "mouseout", "mouseover", "mouseup", "rightclick",
)  # fmt: skip
EVENTS = (
    SHOW,
    HIDE,
    EventSpec("click", ("lat_lng",), default=True),
    *(EventSpec(name, ("lat_lng",)) for name in _MOUSE),
)
OVERLAY = tuple(
    PropertySpec(name, kind, default, "mapOverlays")
    for name, kind, default in (
        ("clickable", "boolean", True),
        ("draggable", "boolean", False),
        ("visible", "boolean", True),
        ("z_index", "number", None),
    )
)
LINE = tuple(
    PropertySpec(name, kind, default, "mapPolyOverlays")
    for name, kind, default in (
        ("editable", "boolean", False),
        ("stroke_color", "string", None),
        ("stroke_opacity", "number", None),
        ("stroke_weight", "number", None),
    )
)
AREA = tuple(
    PropertySpec(name, kind, None, "mapAreaOverlays")
    for name, kind in (("stroke_position", "object"), ("fill_color", "string"), ("fill_opacity", "number"))
)
PATH = PropertySpec("path", "object", None)
GEODESIC = PropertySpec("geodesic", "boolean", False)


def _objects(*names: str) -> tuple[PropertySpec, ...]:
    return tuple(PropertySpec(name, "object", None) for name in names)


def _changed(*names: str) -> tuple[EventSpec, ...]:
    return tuple(EventSpec(f"{name}_changed") for name in names)


def _spec(name: str, what: str, icon: str, *properties: Any, events: Any = EVENTS) -> ComponentSpec:
    return ComponentSpec(f"GoogleMap.{name}", what, (*properties, TAG_OF_MAP), events, group="Map", icon=icon)


TAG_OF_MAP = TAG.but(important=True)


class Overlay(Component):
    """The base: every property goes to the page as it is set."""

    _fw_shape = ""

    def __init_subclass__(cls, spec: ComponentSpec | None = None, **rest: Any) -> None:
        super().__init_subclass__(spec=spec, **rest)
        if spec is not None:
            names = [event.name for event in spec.events if event.name not in ("show", "hide")]
            cls._fw_dom_types = {name: (f"map-{name}",) for name in names if not name.endswith("_changed")}

    def _fw_create(self, dom: Any) -> Any:
        return dom.make("div", "fw-hidden")

    def _fw_set(self, name: str, value: Any) -> None:
        old = self._fw.values.get(name)
        self._fw.values[name] = value
        if name == "visible":
            visibility_changed(self, bool(value))
            self._fw.page.dom.toggle_class(self._fw.node, "fw-hidden", True)
        self._fw_send("set", {name: travel(value)})
        if self._fw.mounted and old is not value and f"{name}_changed" in self._fw_known_events:
            self.raise_event(f"{name}_changed")

    def _fw_send(self, command: str, *values: Any) -> None:
        if self._fw.parent is not None:
            self._fw.page.dom.part("map", self._fw.node, command, *values)

    def _fw_placed(self) -> None:
        """Now in a map. It listens always: what the user drags must be known here."""
        dom, node = self._fw.page.dom, self._fw.node
        self._fw.listening.add("map-moved")
        dom.attribute(node, "data-fw", self._fw.identity)
        dom.attribute(node, "data-fw-on", " ".join(sorted(self._fw.listening)))
        options = {p.name: travel(getattr(self, p.name)) for p in self._fw_spec.properties if p.name != "tag"}
        self._fw_send("add", self._fw_shape, options)

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        if dom_type == "map-moved":  # dragged or edited: these values, without telling the page again
            for name, value in detail.items():
                if self._fw_spec.property(name) is None:
                    continue
                self._fw.values[name] = _place_or_path(value)
                if f"{name}_changed" in self._fw_known_events:
                    self.raise_event(f"{name}_changed")
            return
        at = LatLng(detail["lat"], detail["lng"]) if "lat" in detail else None
        self.raise_event(dom_type.removeprefix("map-"), lat_lng=at)


def _place_or_path(value: Any) -> Any:
    if isinstance(value, list):
        return [place(each) for each in value]
    if isinstance(value, dict) and "south" in value:
        from formwright.runtime.client.maps.values import bounds

        return bounds(value)
    return place(value) if isinstance(value, dict) else value


class Marker(
    Overlay,
    spec=_spec(
        "Marker", "A pin at a place of a map.", "fa:map-marker", *OVERLAY,
        *_objects("animation", "position", "icon", "label"),
        PropertySpec("title"), PropertySpec("cursor"), PropertySpec("opacity", "number"),
        events=(
            *EVENTS,
            *_changed("animation", "clickable", "cursor", "draggable", "icon", "position", "shape", "title"),
            *_changed("visible", "z_index"),
        ),
    ),
):  # fmt: skip
    _fw_shape = "marker"


class Polyline(
    Overlay,
    spec=_spec(
        "Polyline", "A line on a map.", "fa:share-alt", *OVERLAY, *LINE, *_objects("icons"), PATH, GEODESIC
    ),
):
    _fw_shape = "polyline"


class Polygon(
    Overlay,
    spec=_spec("Polygon", "An area of a map.", "fa:map-o", *OVERLAY, *LINE, *AREA, PATH, GEODESIC),
):
    _fw_shape = "polygon"


class Rectangle(
    Overlay,
    spec=_spec(
        "Rectangle", "An area of a map between four sides.", "fa:square-o", *OVERLAY, *LINE, *AREA,
        *_objects("bounds"), events=(*EVENTS, *_changed("bounds")),
    ),
):  # fmt: skip
    _fw_shape = "rectangle"


class Circle(
    Overlay,
    spec=_spec(
        "Circle", "A circle on a map, in metres.", "fa:circle-o", *OVERLAY, *LINE, *AREA,
        *_objects("center"), PropertySpec("radius", "number"),
        events=(*EVENTS, *_changed("center", "radius")),
    ),
):  # fmt: skip
    _fw_shape = "circle"


class InfoWindow(
    Container,
    spec=_spec(
        "InfoWindow", "A small window over a map, with text or a component.", "fa:comment-o",
        *_objects("content"), PropertySpec("disable_auto_pan", "boolean", False),
        PropertySpec("max_width", "number"), *_objects("pixel_offset", "position"),
        PropertySpec("z_index", "number"), events=(SHOW, HIDE),
    ),
):  # fmt: skip
    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-hidden")
        body = self._fw.values["-body"] = dom.make("div", "fw-map-window")
        dom.insert(node, body)
        self._fw.listening.add("map-closed")
        dom.attribute(node, "data-fw", self._fw.identity)
        dom.attribute(node, "data-fw-on", "map-closed")
        return node

    def _fw_slot(self) -> Any:
        return self._fw.values["-body"]

    def _fw_apply_content(self, value: Any) -> None:
        self.clear()
        if isinstance(value, Component):
            self._fw_add(value)
        else:
            self._fw.page.dom.text(self._fw_slot(), "" if value is None else str(value))

    def _fw_apply_position(self, value: Any) -> None:
        if self._fw.parent is not None:
            self._fw.page.dom.part("map", self._fw.node, "move", travel(value))

    def _fw_placed(self) -> None:
        """Opened by `open`, which knows where."""

    def open(self, map: Any, anchor: Any = None) -> None:
        """Shows it on the map, at its place or above a marker."""
        if self._fw.parent is not None:
            self.close()
        map._fw_add(self)
        names = ("disable_auto_pan", "max_width", "pixel_offset", "position", "z_index")
        options = {name: travel(getattr(self, name)) for name in names}
        options["anchor"] = None if anchor is None else anchor._fw.identity
        self._fw.page.dom.part("map", self._fw.node, "open", options)

    def close(self) -> None:
        """Takes it from the map."""
        self.remove_from_parent()

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        if dom_type == "map-closed":
            self.close()
        else:
            super()._fw_dom_event(dom_type, detail)


OVERLAYS: tuple[type[Any], ...] = (Marker, Polyline, Polygon, Rectangle, Circle, InfoWindow)
