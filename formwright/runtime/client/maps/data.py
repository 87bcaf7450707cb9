"""The data layer of a map: features of GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from formwright.runtime.client.maps.values import LatLng, place

Notify = Callable[..., None]


def _pair(value: Any) -> list[float]:
    at = place(value)
    return [at.lng(), at.lat()]  # GeoJSON puts the longitude first


def _nested(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_nested(each) for each in value]
    return _pair(value)


class Geometry:
    """Points, lines or areas; `kind` is GeoJSON's name."""

    kind = ""
    coordinates: Any

    def __init__(self, value: Any) -> None:
        self.coordinates = _nested(value.coordinates if isinstance(value, Geometry) else value)

    def get_type(self) -> str:
        return self.kind

    def to_json(self) -> dict[str, Any]:
        return {"type": self.kind, "coordinates": self.coordinates}


def _geometry(kind: str, geo: str = "") -> type[Geometry]:
    return type(kind, (Geometry,), {"kind": geo or kind})


class Polygon(Geometry):
    kind = "Polygon"

    def __init__(self, value: Any) -> None:
        rings = value if value and isinstance(value[0], (list, tuple)) else [value]
        super().__init__([[*ring, ring[0]] for ring in rings])


class GeometryCollection(Geometry):
    kind = "GeometryCollection"

    def __init__(self, value: Any) -> None:
        self.geometries = list(value)

    def to_json(self) -> dict[str, Any]:
        return {"type": self.kind, "geometries": [each.to_json() for each in self.geometries]}


class _Raw(Geometry):
    """A geometry that came as GeoJSON."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        self._value = dict(value)
        self.kind = str(value.get("type", ""))
        self.coordinates = value.get("coordinates")

    def to_json(self) -> dict[str, Any]:
        return self._value


class Feature:
    """One thing on the map with its properties."""

    def __init__(self, geometry: Any = None, id: Any = None, properties: Any = None) -> None:
        self._id = id
        self._geometry = geometry
        self._properties = dict(properties or {})
        self._notify: Notify | None = None

    def get_id(self) -> Any:
        return self._id

    id = property(get_id)

    def get_geometry(self) -> Any:
        return self._geometry

    def set_geometry(self, geometry: Any) -> None:
        old, self._geometry = self._geometry, geometry
        self._tell("data_setgeometry", new_geometry=geometry, old_geometry=old)

    geometry = property(get_geometry, set_geometry)

    def get_property(self, name: str) -> Any:
        return self._properties.get(name)

    def set_property(self, name: str, value: Any) -> None:
        old = self._properties.get(name)
        self._properties[name] = value
        self._tell("data_setproperty", name=name, new_value=value, old_value=old)

    def remove_property(self, name: str) -> None:
        old = self._properties.pop(name, None)
        self._tell("data_removeproperty", name=name, old_value=old)

    @property
    def properties(self) -> dict[str, Any]:
        return dict(self._properties)

    def to_geo_json(self) -> dict[str, Any]:
        shape = self._geometry
        if isinstance(shape, LatLng):
            shape = Data.Point(shape)
        made: dict[str, Any] = {"type": "Feature", "properties": dict(self._properties)}
        made["geometry"] = None if shape is None else shape.to_json()
        return made if self._id is None else {**made, "id": self._id}

    def _tell(self, event: str, **values: Any) -> None:
        if self._notify is not None:
            self._notify(event, feature=self, **values)


OneFeature = Feature  # the class below has a member called Feature


class Data:
    """The features of one map, and how they look."""

    Feature = Feature
    Point = _geometry("Point")
    MultiPoint = _geometry("MultiPoint")
    LineString = _geometry("LineString")
    MultiLineString = _geometry("MultiLineString")
    LinearRing = _geometry("LinearRing", "LineString")
    Polygon = Polygon
    MultiPolygon = _geometry("MultiPolygon")
    GeometryCollection = GeometryCollection

    def __init__(self, notify: Notify | None = None, load: Callable[[str], bytes] | None = None) -> None:
        self._notify = notify
        self._load = load
        self._features: list[OneFeature] = []
        self._style: dict[str, Any] = {}
        self._styles: dict[int, dict[str, Any]] = {}

    def __iter__(self) -> Any:
        return iter(list(self._features))

    def add(
        self, feature: Any = None, geometry: Any = None, id: Any = None, properties: Any = None
    ) -> OneFeature:
        made = feature if isinstance(feature, Feature) else Feature(geometry, id, properties)
        made._notify = self._tell
        if made not in self._features:
            self._features.append(made)
            self._tell("data_addfeature", feature=made)
        return made

    def add_geo_json(self, geo_json: Any, id_property_name: str | None = None) -> list[OneFeature]:
        found = json.loads(geo_json) if isinstance(geo_json, (str, bytes)) else geo_json
        parts = found.get("features") if found.get("type") == "FeatureCollection" else [found]
        added = []
        for part in parts or ():
            whole = part if part.get("type") == "Feature" else {"geometry": part}
            values = whole.get("properties") or {}
            name = values.get(id_property_name) if id_property_name else whole.get("id")
            shape = whole.get("geometry")
            added.append(self.add(geometry=_Raw(shape) if shape else None, id=name, properties=values))
        return added

    def load_geo_json(self, url: str, id_property_name: str | None = None) -> list[OneFeature]:
        if self._load is None:
            raise RuntimeError("load_geo_json() needs a GoogleMap that is on a page")
        return self.add_geo_json(self._load(url), id_property_name)

    def contains(self, feature: OneFeature) -> bool:
        return feature in self._features

    def get_feature_by_id(self, id: Any) -> OneFeature | None:
        return next((each for each in self._features if each._id == id), None)

    def remove(self, feature: OneFeature) -> None:
        if feature in self._features:
            self._features.remove(feature)
            self._styles.pop(id(feature), None)
            self._tell("data_removefeature", feature=feature)

    @property
    def style(self) -> dict[str, Any]:
        return self._style

    @style.setter
    def style(self, value: Any) -> None:
        self._style = dict(value if isinstance(value, Mapping) else vars(value))
        self._tell("")

    def override_style(self, feature: OneFeature, *options: Any, **style: Any) -> None:
        given = dict(options[0] if options and isinstance(options[0], Mapping) else {}, **style)
        self._styles.setdefault(id(feature), {}).update(given)
        self._tell("")

    def revert_style(self, feature: OneFeature | None = None) -> None:
        if feature is None:
            self._styles.clear()
        else:
            self._styles.pop(id(feature), None)
        self._tell("")

    def to_geo_json(self) -> dict[str, Any]:
        return {"type": "FeatureCollection", "features": [each.to_geo_json() for each in self._features]}

    def _tell(self, event: str, **values: Any) -> None:
        if self._notify is not None:
            self._notify(event, **values)

    def _drawn(self) -> list[dict[str, Any]]:
        """For the page: GeoJSON, the look, and the position by which events name a feature."""
        return [
            {"feature": each.to_geo_json(), "style": {**self._style, **self._styles.get(id(each), {})}}
            for each in self._features
        ]
