"""What a GoogleMap knows without a page: places, bounds, data; and what it tells the page."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.runtime.client.components import COMPONENTS
from formwright.runtime.client.components.google_map import GoogleMap
from formwright.runtime.client.components.youtube_video import video_id
from tests.client.conftest import Bench, form

PLAIN = "class {0}({0}Template):\n    def __init__(self, **p):\n        self.init_components(**p)\n"


@pytest.fixture
def world(bench: Bench) -> Any:
    opened = bench.start({"Form1": PLAIN.format("Form1")}, {"Form1": form()}, "Form1")
    made = GoogleMap()
    opened.add_component(made)
    return made


def test_bounds_grow_and_meet() -> None:
    bounds = GoogleMap.LatLngBounds()
    assert bounds.is_empty()
    bounds.extend(GoogleMap.LatLng(1, 2)).extend({"lat": 3, "lng": -4})
    assert bounds.to_json() == {"south": 1, "west": -4, "north": 3, "east": 2}
    assert bounds.get_center() == GoogleMap.LatLng(2, -1)
    assert bounds.to_url_value(1) == "1.0,-4.0,3.0,2.0"
    other = GoogleMap.LatLngBounds(GoogleMap.LatLng(2, 0), GoogleMap.LatLng(9, 9))
    assert bounds.intersects(other)
    assert bounds.union(other).contains(GoogleMap.LatLng(8, 8))
    assert not bounds.equals(other)


def test_lengths_and_areas_are_those_of_the_earth() -> None:
    degree = [GoogleMap.LatLng(0, 0), GoogleMap.LatLng(0, 1), GoogleMap.LatLng(1, 1), GoogleMap.LatLng(1, 0)]
    assert GoogleMap.compute_length(degree[:2]) == pytest.approx(111_319, rel=1e-4)
    assert GoogleMap.compute_area(degree) == pytest.approx(1.2391e10, rel=1e-3)
    assert GoogleMap.compute_area(degree[::-1]) == pytest.approx(GoogleMap.compute_area(degree))


def test_only_overlays_go_into_a_map(world: Any) -> None:
    with pytest.raises(TypeError, match="holds markers"):
        world.add_component(COMPONENTS["Label"]())
    marker = GoogleMap.Marker(position=GoogleMap.LatLng(1, 2), label=GoogleMap.MarkerLabel(text="A"))
    world.add_component(marker)
    assert world.get_components() == [marker]
    part, command, shape, options = marker._fw.node.part_calls[-1]
    assert (part, command, shape) == ("map", "add", "marker")
    assert options["position"] == {"lat": 1, "lng": 2}
    assert options["label"] == {"text": "A"}
    with pytest.raises(TypeError, match="has no 'colour'"):
        GoogleMap.MarkerLabel(colour="red")


def test_events_carry_places(bench: Bench, world: Any) -> None:
    got: list[Any] = []
    marker = GoogleMap.Marker()
    world.add_component(marker)
    world.set_event_handler("click", lambda lat_lng, pixel, **_: got.append((lat_lng, pixel)))
    marker.set_event_handler("position_changed", lambda sender, **_: got.append(sender.position))
    bench.fire(world, "map-click", lat=1, lng=2, x=3, y=4)
    bench.fire(marker, "map-moved", position={"lat": 5, "lng": 6})
    assert got == [(GoogleMap.LatLng(1, 2), GoogleMap.Point(3, 4)), GoogleMap.LatLng(5, 6)]


def test_the_data_layer_keeps_geojson(world: Any) -> None:
    got: list[str] = []
    for name in ("data_addfeature", "data_setproperty", "data_removefeature"):
        world.add_event_handler(name, lambda event_name, **_: got.append(event_name))
    (feature,) = world.map_data.add_geo_json(
        {"type": "Feature", "properties": {"k": "x"}, "geometry": {"type": "Point", "coordinates": [2, 1]}},
        "k",
    )
    assert world.map_data.get_feature_by_id("x") is feature
    feature.set_property("k", 2)
    area = GoogleMap.Data.Polygon([GoogleMap.LatLng(0, 0), GoogleMap.LatLng(0, 1), GoogleMap.LatLng(1, 1)])
    world.map_data.add(geometry=area)
    world.map_data.override_style(feature, fill_color="red")
    shapes = [each["geometry"]["coordinates"] for each in world.map_data.to_geo_json()["features"]]
    assert shapes == [[2, 1], [[[0, 0], [1, 0], [1, 1], [0, 0]]]]
    assert world._fw.node.part_calls[-1][2][0]["style"] == {"fill_color": "red"}
    world.map_data.remove(feature)
    assert got == ["data_addfeature", "data_setproperty", "data_addfeature", "data_removefeature"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("dQw4w9WgXcQ", "dQw4w9WgXcQ"),
        ("https://www.youtube.com/watch?list=1&v=dQw4w9WgXcQ&t=3", "dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?si=1", "dQw4w9WgXcQ"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "dQw4w9WgXcQ"),
        ("javascript:alert(1)", ""),
        (None, ""),
    ],
)
def test_a_video_is_named_by_id_or_address(given: Any, found: str) -> None:
    assert video_id(given) == found
