"""Places, sizes, options and names of the map's API, and how they travel to the page."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

EARTH = 6378137.0  # metres


class LatLng:
    """A place on the earth, in degrees."""

    def __init__(self, lat: float = 0, lng: float = 0, no_wrap: bool = False) -> None:
        self._lat = float(lat)
        self._lng = float(lng) if no_wrap or -180 <= float(lng) <= 180 else (float(lng) + 180) % 360 - 180

    def lat(self) -> float:
        return self._lat

    def lng(self) -> float:
        return self._lng

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LatLng) and (self._lat, self._lng) == (other._lat, other._lng)

    def __hash__(self) -> int:
        return hash((self._lat, self._lng))

    def __repr__(self) -> str:
        return f"LatLng({self._lat:g}, {self._lng:g})"


class LatLngBounds:
    """A rectangle; without corners it is empty until a point extends it."""

    def __init__(self, south_west: Any = None, north_east: Any = None) -> None:
        self._sw = None if south_west is None else place(south_west)
        self._ne = self._sw if north_east is None else place(north_east)

    def _corners(self) -> tuple[LatLng, LatLng]:
        if self._sw is None or self._ne is None:
            raise ValueError("These bounds are empty: extend() them with a point first.")
        return self._sw, self._ne

    def is_empty(self) -> bool:
        return self._sw is None or self._ne is None or self._sw.lat() > self._ne.lat()

    def get_south_west(self) -> LatLng:
        return self._corners()[0]

    def get_north_east(self) -> LatLng:
        return self._corners()[1]

    def get_center(self) -> LatLng:
        sw, ne = self._corners()
        return LatLng((sw.lat() + ne.lat()) / 2, (sw.lng() + ne.lng()) / 2)

    def contains(self, point: Any) -> bool:
        at = place(point)
        if self.is_empty():
            return False
        sw, ne = self._corners()
        return sw.lat() <= at.lat() <= ne.lat() and sw.lng() <= at.lng() <= ne.lng()

    def extend(self, point: Any) -> LatLngBounds:
        at = place(point)
        if self.is_empty():
            self._sw = self._ne = at
        else:
            sw, ne = self._corners()
            self._sw = LatLng(min(sw.lat(), at.lat()), min(sw.lng(), at.lng()))
            self._ne = LatLng(max(ne.lat(), at.lat()), max(ne.lng(), at.lng()))
        return self

    def union(self, other: LatLngBounds) -> LatLngBounds:
        return self.extend(other.get_south_west()).extend(other.get_north_east())

    def intersects(self, other: LatLngBounds) -> bool:
        (sw, ne), (sw2, ne2) = self._corners(), other._corners()
        apart = sw.lat() > ne2.lat() or sw2.lat() > ne.lat() or sw.lng() > ne2.lng() or sw2.lng() > ne.lng()
        return not apart

    def equals(self, other: object) -> bool:
        return isinstance(other, LatLngBounds) and (self._sw, self._ne) == (other._sw, other._ne)

    __eq__ = equals
    __hash__ = None  # type: ignore[assignment]  # bounds change

    def to_span(self) -> LatLng:
        sw, ne = self._corners()
        return LatLng(ne.lat() - sw.lat(), ne.lng() - sw.lng(), no_wrap=True)

    def to_json(self) -> dict[str, float]:
        sw, ne = self._corners()
        return {"south": sw.lat(), "west": sw.lng(), "north": ne.lat(), "east": ne.lng()}

    def to_url_value(self, precision: int = 6) -> str:
        sides = self.to_json()
        return ",".join(f"{sides[name]:.{precision}f}" for name in ("south", "west", "north", "east"))

    def __repr__(self) -> str:
        return f"LatLngBounds({self._sw!r}, {self._ne!r})"


class Point:
    def __init__(self, x: float = 0, y: float = 0) -> None:
        self.x = x
        self.y = y

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    __hash__ = None  # type: ignore[assignment]  # points change

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.x:g}, {self.y:g})"


class Size(Point):
    @property
    def width(self) -> float:
        return self.x

    @property
    def height(self) -> float:
        return self.y


class Options:
    """Named values; each kind knows its names."""

    _names: tuple[str, ...] = ()

    def __init__(self, **values: Any) -> None:
        unknown = [name for name in values if name not in self._names]
        if unknown:
            raise TypeError(
                f"{type(self).__name__}() has no {unknown[0]!r}. It has: {', '.join(self._names)}."
            )
        for name in self._names:
            setattr(self, name, values.get(name))

    def __repr__(self) -> str:
        given = ", ".join(f"{n}={getattr(self, n)!r}" for n in self._names if getattr(self, n) is not None)
        return f"{type(self).__name__}({given})"


def _options(**kinds: str) -> dict[str, type[Options]]:
    return {name: type(name, (Options,), {"_names": tuple(names.split())}) for name, names in kinds.items()}


def _names(words: str) -> SimpleNamespace:
    return SimpleNamespace(**{word: word for word in words.split()})


OPTIONS = _options(
    LatLngLiteral="lat lng",
    LatLngBoundsLiteral="north east south west",
    Icon="anchor label_origin origin scaled_size size url",
    Symbol="anchor fill_color fill_opacity label_origin path rotation scale "
    "strokeColor strokeOpacity strokeWeight",
    IconSequence="icon fixed_rotation offset repeat",
    FullscreenControlOptions="position",
    MapTypeControlOptions="position style map_type_ids",
    MotionTrackingControlOptions="position",
    RotateControlOptions="position",
    ScaleControlOptions="position",
    StreetViewControlOptions="position",
    ZoomControlOptions="position",
    MarkerLabel="color font_family font_size font_weight text",
    GeocoderResult="address_components formatted_address geometry partial_match "
    "place_id postcode_localities types",
    GeocoderAddressComponent="long_name short_name types",
    GeocoderGeometry="bounds location location_type viewport",
)
ENUMS = {
    "SymbolPath": _names(
        "BACKWARD_CLOSED_ARROW BACKWARD_OPEN_ARROW CIRCLE FORWARD_CLOSED_ARROW FORWARD_OPEN_ARROW"
    ),
    "Animation": _names("BOUNCE DROP"),
    "MapTypeId": _names("HYBRID ROADMAP SATELLITE TERRAIN"),
    "StrokePosition": _names("CENTER INSIDE OUTSIDE"),
    "MapTypeControlStyle": _names("DEFAULT DROPDOWN_MENU HORIZONTAL_BAR"),
    "ControlPosition": _names(
        "BOTTOM_CENTER BOTTOM_LEFT BOTTOM_RIGHT LEFT_BOTTOM LEFT_CENTER LEFT_TOP RIGHT_BOTTOM RIGHT_CENTER "
        "RIGHT_TOP TOP_CENTER TOP_LEFT TOP_RIGHT"
    ),
    "GeocoderLocationType": _names("APPROXIMATE GEOMETRIC_CENTER RANGE_INTERPOLATED ROOFTOP"),
}


def place(value: Any) -> LatLng:
    """From a LatLng, a literal, or a dict with lat and lng."""
    if isinstance(value, LatLng):
        return value
    if isinstance(value, dict):
        return LatLng(value["lat"], value["lng"])
    if hasattr(value, "lat") and hasattr(value, "lng"):
        return LatLng(value.lat, value.lng)
    raise TypeError(f"a place is a GoogleMap.LatLng, not {type(value).__name__}")


def bounds(value: Any) -> LatLngBounds:
    if isinstance(value, LatLngBounds):
        return value
    sides = value if isinstance(value, dict) else vars(value)
    return LatLngBounds(LatLng(sides["south"], sides["west"]), LatLng(sides["north"], sides["east"]))


def travel(value: Any) -> Any:
    """As JSON for the page."""
    if isinstance(value, LatLng):
        return {"lat": value.lat(), "lng": value.lng()}
    if isinstance(value, LatLngBounds):
        return None if value.is_empty() else value.to_json()
    if isinstance(value, Point):
        return {"x": value.x, "y": value.y}
    if isinstance(value, Options):
        return {n: travel(getattr(value, n)) for n in value._names if getattr(value, n) is not None}
    if isinstance(value, dict):
        return {str(name): travel(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [travel(each) for each in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def length(path: Sequence[Any]) -> float:
    """Metres along great circles."""
    points = [place(each) for each in path]
    return sum(_distance(a, b) for a, b in itertools.pairwise(points))


def _distance(a: LatLng, b: LatLng) -> float:
    lat1, lat2 = math.radians(a.lat()), math.radians(b.lat())
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b.lng() - a.lng()) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def area(path: Sequence[Any]) -> float:
    """Square metres inside a closed path on the sphere."""
    points = [place(each) for each in path]
    total = 0.0
    for a, b in zip(points, [*points[1:], *points[:1]], strict=True):
        heights = 2 + math.sin(math.radians(a.lat())) + math.sin(math.radians(b.lat()))
        total += math.radians(b.lng() - a.lng()) * heights
    return abs(total) * EARTH * EARTH / 2
