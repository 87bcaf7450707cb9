"""GoogleMap in a real browser, with tiles made here: nothing leaves the machine."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Shared
from tests.browser.laboratory import blank, run

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TILES = "https://tile.openstreetmap.org/**"
PLACES = "https://nominatim.openstreetmap.org/**"
FOUND = '[{"lat": "52.2", "lon": "0.1", "display_name": "Cambridge", "boundingbox": ["52", "53", "0", "1"]}]'


@pytest.fixture
def page(shared: Shared) -> Iterator[Page]:
    page = blank(shared)
    page.route(TILES, lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    page.route(
        PLACES,
        lambda route: route.fulfill(
            body=FOUND, content_type="application/json", headers={"Access-Control-Allow-Origin": "*"}
        ),
    )
    run(
        page,
        """
        form.map = GoogleMap(height=300, center=GoogleMap.LatLng(52.2, 0.1), zoom=10)
        form.log = Label()
        form.add_component(form.map)
        form.add_component(form.log)
        None
        """,
    )
    expect(page.locator(".fw-map .leaflet-tile-loaded").first).to_be_attached()
    yield page
    run(page, "form.clear()")
    page.unroute(TILES)
    page.unroute(PLACES)


def log(page: Page, text: str) -> None:
    expect(page.locator(".fw-label .fw-text").last).to_have_text(text)


def test_a_map_shows_a_place_and_moves(page: Page) -> None:
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("OpenStreetMap")
    run(
        page,
        """
        def moved(**event_args):
            form.log.text = f"{form.map.zoom} {form.map.center.lat():.0f}"
        form.map.set_event_handler("zoom_changed", moved)
        None
        """,
    )
    page.get_by_role("button", name="Zoom in").click()
    log(page, "11 52")
    run(page, "form.map.center = GoogleMap.LatLng(10, 20); form.map.zoom = 5")
    assert page.wait_for_function("() => document.querySelector('.fw-map').fwLat?.toFixed() === '10'")
    assert run(page, "form.map.get_bounds().contains(GoogleMap.LatLng(10, 20))") is True
    run(page, "form.map.fit_bounds(GoogleMap.LatLngBounds(GoogleMap.LatLng(0, 0), GoogleMap.LatLng(40, 40)))")
    assert page.wait_for_function("() => document.querySelector('.fw-map').fwNorth > 40")


def test_markers_are_clicked_dragged_and_removed(page: Page) -> None:
    run(
        page,
        """
        form.pin = GoogleMap.Marker(position=GoogleMap.LatLng(52.2, 0.1), draggable=True, title="Here")
        def clicked(sender, lat_lng, **event_args):
            form.log.text = f"clicked {lat_lng.lat():.1f}"
        def dragged(sender, **event_args):
            form.log.text = f"east {sender.position.lng() > 0.11}"
        form.pin.set_event_handler("click", clicked)
        form.pin.set_event_handler("dragend", dragged)
        form.map.add_component(form.pin)
        None
        """,
    )
    pin = page.locator(".fw-map-icon")
    pin.click()
    log(page, "clicked 52.2")
    box = pin.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 13, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 15, steps=4)
    page.mouse.up()
    log(page, "east True")
    run(page, "form.pin.visible = False")
    expect(pin).to_have_count(0)
    run(page, "form.pin.visible = True")
    expect(pin).to_have_count(1)
    run(page, "form.map.clear()")
    expect(pin).to_have_count(0)


def test_lines_areas_and_data_are_drawn(page: Page) -> None:
    run(
        page,
        """
        corners = [GoogleMap.LatLng(52.1, 0), GoogleMap.LatLng(52.3, 0), GoogleMap.LatLng(52.3, 0.2)]
        square = GoogleMap.LatLngBounds(corners[0], corners[2])
        form.map.add_component(GoogleMap.Polyline(path=corners))
        form.map.add_component(GoogleMap.Polygon(path=corners, fill_color="rgb(1, 2, 3)"))
        form.map.add_component(GoogleMap.Rectangle(bounds=square))
        form.map.add_component(GoogleMap.Circle(center=corners[1], radius=900))
        form.map.map_data.add_geo_json({"type": "LineString", "coordinates": [[0, 52], [0.2, 52.4]]})
        None
        """,
    )
    shapes = page.locator(".fw-map path.leaflet-interactive")
    expect(shapes).to_have_count(5)
    expect(page.locator('.fw-map path[fill="rgb(1, 2, 3)"]')).to_have_count(1)
    run(page, "form.map.get_components()[1].fill_color = 'rgb(4, 5, 6)'")
    expect(page.locator('.fw-map path[fill="rgb(4, 5, 6)"]')).to_have_count(1)


def test_a_window_opens_over_its_marker_and_closes(page: Page) -> None:
    run(
        page,
        """
        pin = GoogleMap.Marker(position=GoogleMap.LatLng(52.2, 0.1))
        form.map.add_component(pin)
        button = Button(text="inside")
        button.set_event_handler("click", lambda **e: setattr(form.log, "text", "pressed"))
        form.window = GoogleMap.InfoWindow(content=button)
        form.window.open(form.map, pin)
        None
        """,
    )
    page.locator(".leaflet-popup").get_by_role("button", name="inside").click()
    log(page, "pressed")
    page.get_by_role("button", name="Close popup").click()
    expect(page.get_by_role("button", name="inside")).to_have_count(0)
    assert run(page, "form.window.parent is None") is True
    run(page, "form.window.content = '<b>text</b>'; form.window.open(form.map)")
    expect(page.locator(".leaflet-popup-content")).to_have_text("<b>text</b>")


def test_places_are_found_by_address(page: Page) -> None:
    found = run(
        page,
        """
        first = GoogleMap.geocode(address="Cambridge")[0]
        f"{first.formatted_address} {first.geometry.location.lat()}"
        """,
    )
    assert found == "Cambridge 52.2"
