"""GoogleMap: a map with markers, lines and areas, drawn by Leaflet with OpenStreetMap's tiles, without a key.

The page part is `page/parts/map.mjs`. Tiles come from the network, and only when an app shows a map.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, ClassVar

from formwright.runtime.client import css
from formwright.runtime.client.component import Component, DomTypes
from formwright.runtime.client.components import map_overlays
from formwright.runtime.client.components.shared import HEIGHT, HIDE, LAYOUT, MARGIN, SHOW, TAG, VISIBLE
from formwright.runtime.client.container import Container
from formwright.runtime.client.maps import data as layer
from formwright.runtime.client.maps import values as maps
from formwright.runtime.client.page import current_page
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

_FLAGS = (
    "clickable_icons", "draggable", "fullscreen_control", "keyboard_shortcuts", "map_type_control",
    "rotate_control", "scale_control", "scroll_wheel", "street_view_control", "zoom_control",
)  # fmt: skip
_CONTROLS = ("fullscreen", "map_type", "rotate", "scale", "street_view", "zoom")
_PLACED = ("click", "dbl_click", "mousemove", "mouseout", "mouseover", "rightclick")
_PLAIN = (
    "bounds_changed", "center_changed", "drag", "dragend", "dragstart", "heading_changed", "idle",
    "maptypeid_changed",
    "projection_changed", "tilesloaded", "tilt_changed", "zoom_changed",
)  # fmt: skip
_DATA_MOUSE = ("click", "dbl_click", "mousedown", "mouseout", "mouseover", "mouseup", "rightclick")

SPEC = ComponentSpec(
    "GoogleMap",
    "A map that can be moved and zoomed.",
    (
        PropertySpec("center", "object", None),
        PropertySpec("zoom", "number", 2),
        PropertySpec("map_data", "object", None),
        PropertySpec("map_type_id", "object", None),
        PropertySpec("background_color", default=""),
        PropertySpec("disable_default_ui", "boolean", False),
        PropertySpec("disable_double_click_zoom", "boolean", False),
        *(PropertySpec(name, "boolean", True) for name in _FLAGS),
        *(PropertySpec(f"{name}_control_options", "object", None) for name in _CONTROLS),
        PropertySpec("draggable_cursor", default="auto"),
        PropertySpec("dragging_cursor", default="auto"),
        PropertySpec("gesture_handling", default="auto"),
        PropertySpec("heading", "number", 0),
        PropertySpec("max_zoom", "number", 18),
        PropertySpec("min_zoom", "number", 0),
        HEIGHT,
        VISIBLE.but(group="visibility"),
        TAG,
        *LAYOUT,
        MARGIN,
    ),
    (
        SHOW,
        HIDE,
        *(EventSpec(name, ("lat_lng", "pixel"), default=name == "click") for name in _PLACED),
        *(EventSpec(name) for name in _PLAIN),
        *(EventSpec(f"data_{name}", ("feature", "lat_lng")) for name in _DATA_MOUSE),
        EventSpec("data_addfeature", ("feature",)),
        EventSpec("data_removefeature", ("feature",)),
        EventSpec("data_removeproperty", ("feature", "name", "old_value")),
        EventSpec("data_setgeometry", ("feature", "new_geometry", "old_geometry")),
        EventSpec("data_setproperty", ("feature", "name", "new_value", "old_value")),
    ),
    container=True,
    group="More components",
    icon="fa:map",
)
_OF_THE_ELEMENT = frozenset(
    ("height", "visible", "tag", "width", "spacing_above", "spacing_below", "margin", "map_data")
)


class GoogleMap(Container, spec=SPEC):
    Marker = map_overlays.Marker
    Polyline = map_overlays.Polyline
    Polygon = map_overlays.Polygon
    Rectangle = map_overlays.Rectangle
    Circle = map_overlays.Circle
    InfoWindow = map_overlays.InfoWindow
    LatLng = maps.LatLng
    LatLngBounds = maps.LatLngBounds
    Point = maps.Point
    Size = maps.Size
    Data = layer.Data
    SymbolPath: ClassVar[SimpleNamespace] = maps.ENUMS["SymbolPath"]
    Animation: ClassVar[SimpleNamespace] = maps.ENUMS["Animation"]
    MapTypeId: ClassVar[SimpleNamespace] = maps.ENUMS["MapTypeId"]
    StrokePosition: ClassVar[SimpleNamespace] = maps.ENUMS["StrokePosition"]
    MapTypeControlStyle: ClassVar[SimpleNamespace] = maps.ENUMS["MapTypeControlStyle"]
    ControlPosition: ClassVar[SimpleNamespace] = maps.ENUMS["ControlPosition"]
    GeocoderLocationType: ClassVar[SimpleNamespace] = maps.ENUMS["GeocoderLocationType"]

    LatLngLiteral: ClassVar[type[maps.Options]] = maps.OPTIONS["LatLngLiteral"]
    LatLngBoundsLiteral: ClassVar[type[maps.Options]] = maps.OPTIONS["LatLngBoundsLiteral"]
    Icon: ClassVar[type[maps.Options]] = maps.OPTIONS["Icon"]
    Symbol: ClassVar[type[maps.Options]] = maps.OPTIONS["Symbol"]
    IconSequence: ClassVar[type[maps.Options]] = maps.OPTIONS["IconSequence"]
    FullscreenControlOptions: ClassVar[type[maps.Options]] = maps.OPTIONS["FullscreenControlOptions"]
    MapTypeControlOptions: ClassVar[type[maps.Options]] = maps.OPTIONS["MapTypeControlOptions"]
    MotionTrackingControlOptions: ClassVar[type[maps.Options]] = maps.OPTIONS["MotionTrackingControlOptions"]
    RotateControlOptions: ClassVar[type[maps.Options]] = maps.OPTIONS["RotateControlOptions"]
    ScaleControlOptions: ClassVar[type[maps.Options]] = maps.OPTIONS["ScaleControlOptions"]
    StreetViewControlOptions: ClassVar[type[maps.Options]] = maps.OPTIONS["StreetViewControlOptions"]
    ZoomControlOptions: ClassVar[type[maps.Options]] = maps.OPTIONS["ZoomControlOptions"]
    MarkerLabel: ClassVar[type[maps.Options]] = maps.OPTIONS["MarkerLabel"]
    GeocoderResult: ClassVar[type[maps.Options]] = maps.OPTIONS["GeocoderResult"]
    GeocoderAddressComponent: ClassVar[type[maps.Options]] = maps.OPTIONS["GeocoderAddressComponent"]
    GeocoderGeometry: ClassVar[type[maps.Options]] = maps.OPTIONS["GeocoderGeometry"]

    _fw_dom_types: ClassVar[DomTypes] = {
        event.name: (f"map-{event.name}",) for event in SPEC.events if event.name not in ("show", "hide")
    }

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-map")
        holder = self._fw.values["-overlays"] = dom.make("div", "fw-hidden")
        dom.insert(node, holder)
        return node

    def _fw_slot(self) -> Any:
        return self._fw.values["-overlays"]

    # --- properties --------------------------------------------------------------------------------------

    def _fw_set(self, name: str, value: Any) -> None:
        if name in _OF_THE_ELEMENT:
            super()._fw_set(name, value)
            return
        old = getattr(self, name)
        self._fw.values[name] = value
        self._fw.page.dom.part("map", self._fw.node, "options", {name: maps.travel(value)})
        changed = {"map_type_id": "maptypeid_changed", "heading": "heading_changed"}.get(name)
        if changed and old != value:
            self.raise_event(changed)

    def _fw_live(self, name: str) -> Any:
        value = self._fw.page.dom.get(self._fw.node, name)
        return value if isinstance(value, (int, float)) else None

    @property
    def center(self) -> Any:
        lat, lng = self._fw_live("fwLat"), self._fw_live("fwLng")
        if lat is None or lng is None:
            return self._fw.values.get("center")
        return maps.LatLng(lat, lng)

    @center.setter
    def center(self, value: Any) -> None:
        self._fw.page.dom.set(self._fw.node, "fwLat", None)  # until the map has moved there
        self._fw_set("center", None if value is None else maps.place(value))

    @property
    def zoom(self) -> Any:
        live = self._fw_live("fwZoom")
        return self._fw.values.get("zoom", 2) if live is None else live

    @zoom.setter
    def zoom(self, value: Any) -> None:
        self._fw.values["zoom"] = value
        self._fw.page.dom.set(self._fw.node, "fwZoom", value)
        self._fw.page.dom.part("map", self._fw.node, "options", {"zoom": value})

    @property
    def map_data(self) -> layer.Data:
        found: layer.Data | None = self._fw.values.get("map_data")
        if found is None:
            found = self._fw.values["map_data"] = layer.Data(self._fw_data_changed, self._fw_read)
        return found

    @map_data.setter
    def map_data(self, value: Any) -> None:
        self._fw.values["map_data"] = value
        if value is not None:
            value._notify, value._load = self._fw_data_changed, self._fw_read
        self._fw_data_changed("")

    def _fw_read(self, url: str) -> bytes:
        return self._fw.page.platform.javascript.read_bytes(url)

    def _fw_data_changed(self, event: str, **values: Any) -> None:
        self._fw.page.dom.part("map", self._fw.node, "data", maps.travel(self.map_data._drawn()))
        if event:
            self.raise_event(event, **values)

    def _fw_apply_height(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.node, "height", css.length(value))

    # --- overlays ----------------------------------------------------------------------------------------

    def add_component(self, component: Component, *_: Any, **layout: Any) -> None:
        if not isinstance(component, map_overlays.OVERLAYS):
            raise TypeError(
                f"A GoogleMap holds markers, lines, areas and windows, not {type(component).__name__}."
            )
        self._fw_add(component, None, **layout)

    def _fw_place(self, component: Component, position: int) -> None:
        super()._fw_place(component, position)
        component._fw_placed()

    def _fw_unplace(self, component: Component) -> None:
        self._fw.page.dom.part("map", component._fw.node, "remove")
        super()._fw_unplace(component)

    # --- what happens ------------------------------------------------------------------------------------

    def _fw_mounted(self) -> None:
        self._fw.page.dom.part("map", self._fw.node, "show")

    def _fw_unmounted(self) -> None:
        self._fw.page.dom.part("map", self._fw.node, "release")

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        name = dom_type.removeprefix("map-")
        values: dict[str, Any] = {}
        if "lat" in detail:
            values["lat_lng"] = maps.LatLng(detail["lat"], detail["lng"])
        if "x" in detail and not name.startswith("data_"):
            values["pixel"] = maps.Point(detail["x"], detail["y"])
        if "feature" in detail:
            values["feature"] = list(self.map_data)[detail["feature"]]
        self.raise_event(name, **values)

    # --- methods -----------------------------------------------------------------------------------------

    def fit_bounds(self, lat_lng_bounds: Any, padding: Any = None) -> None:
        """Moves and zooms so that these bounds can be seen."""
        where = maps.bounds(lat_lng_bounds).to_json()
        self._fw.page.dom.part("map", self._fw.node, "fit", where, padding)

    pan_to_bounds = fit_bounds

    def get_bounds(self) -> maps.LatLngBounds:
        """The bounds of what is seen."""
        sides = [self._fw_live(name) for name in ("fwSouth", "fwWest", "fwNorth", "fwEast")]
        if None in sides:
            return maps.LatLngBounds()
        south, west, north, east = sides
        return maps.LatLngBounds(
            maps.LatLng(south, west, no_wrap=True), maps.LatLng(north, east, no_wrap=True)
        )

    def pan_by(self, dx: float, dy: float) -> None:
        """Moves the map by pixels."""
        self._fw.page.dom.part("map", self._fw.node, "pan", dx, dy)

    def pan_to(self, position: Any) -> None:
        """Moves the map to a place."""
        self._fw.values["center"] = maps.place(position)
        self._fw.page.dom.part("map", self._fw.node, "options", {"center": maps.travel(maps.place(position))})

    @staticmethod
    def compute_area(path: Any) -> float:
        """Area inside a path, in square metres."""
        return maps.area(path)

    @staticmethod
    def compute_length(path: Any) -> float:
        """Length of a path in metres."""
        return maps.length(path)

    @staticmethod
    def geocode(location: Any = None, address: str | None = None) -> list[Any]:
        """Asks OpenStreetMap's Nominatim; waits for the answer."""
        if (location is None) == (address is None):
            raise ValueError("geocode() needs a location or an address, and not both.")
        dom = current_page().dom
        where = None if location is None else maps.travel(maps.place(location))
        found = dom.ask_part("map", dom.body(), "geocode", where, address)
        return [_result(each) for each in found or ()]


def _result(found: dict[str, Any]) -> Any:
    at = maps.LatLng(float(found["lat"]), float(found["lon"]))
    south, north, west, east = (float(side) for side in found["boundingbox"])
    view = maps.LatLngBounds(maps.LatLng(south, west), maps.LatLng(north, east))
    geometry = maps.OPTIONS["GeocoderGeometry"](
        location=at, bounds=view, viewport=view, location_type=maps.ENUMS["GeocoderLocationType"].APPROXIMATE
    )
    parts = [
        maps.OPTIONS["GeocoderAddressComponent"](long_name=text, short_name=text, types=[kind])
        for kind, text in (found.get("address") or {}).items()
    ]
    return maps.OPTIONS["GeocoderResult"](
        address_components=parts,
        formatted_address=found.get("display_name"),
        geometry=geometry,
        partial_match=False,
        place_id=str(found.get("place_id", "")),
        types=[found.get("type", "")],
    )
