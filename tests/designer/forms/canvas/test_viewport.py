"""Zoom, device widths and scrolling as arithmetic."""

from __future__ import annotations

from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given

from formwright.designer.core.forms.canvas import Rect
from formwright.designer.forms.canvas.viewport import MAX_ZOOM, MIN_ZOOM, Viewport

WIDE = Viewport(width=800, height=600, content_width=800, content_height=2000)


def test_the_page_fills_the_area_and_only_its_height_scrolls() -> None:
    assert (WIDE.view_width, WIDE.left, WIDE.max_x, WIDE.max_y) == (800, 0, 0, 1400)
    assert WIDE.scrolled(50, 5000).page_scroll == (0, 1400)


def test_a_phone_stands_in_the_middle() -> None:
    phone = replace(WIDE, device=390, content_width=390)
    assert (phone.left, phone.view_width, phone.max_x) == (205, 390, 0)
    assert phone.to_area(0, 0) == (205, 0)
    assert phone.to_content(205, 10) == (0, 10)


def test_zooming_keeps_the_layout_and_scrolls_sideways_by_moving_the_page() -> None:
    large = WIDE.zoomed(2, (0, 0))
    assert (large.page_width, large.view_width, large.max_x, large.max_y) == (800, 1600, 800, 3400)
    moved = large.scrolled(300, 100)
    assert (moved.left, moved.page_scroll) == (-300, (0, 50))
    assert moved.to_area(150, 50) == (0, 0)


def test_what_is_wider_than_the_page_is_scrolled_to_in_the_page() -> None:
    table = replace(WIDE, content_width=1000)
    assert table.max_x == 200
    assert table.scrolled(120, 0).page_scroll == (120, 0)
    both = table.zoomed(2, (0, 0)).scrolled(10_000, 0)
    assert (both.left, both.page_scroll) == (-800, (200, 0))
    assert both.to_area(1000, 0) == (800, 0)


def test_rounding_makes_no_scroll_bars() -> None:
    assert replace(WIDE, content_width=801, content_height=601).max_x == 0
    assert replace(WIDE, content_height=601).max_y == 0


@pytest.mark.parametrize("zoom", [0.01, 100])
def test_zoom_has_limits(zoom: float) -> None:
    assert MIN_ZOOM <= WIDE.zoomed(zoom, (0, 0)).zoom <= MAX_ZOOM


def test_showing_scrolls_no_more_than_is_needed() -> None:
    assert WIDE.showing(Rect(10, 100, 50, 50)) == WIDE
    below = WIDE.showing(Rect(10, 900, 50, 50))
    assert below.y == 900 + 50 + 24 - 600
    assert below.showing(Rect(10, 500, 50, 50)) == below
    assert below.showing(Rect(10, 0, 50, 50)).y == 0
    assert WIDE.showing(Rect(0, 300, 800, 1500)) == WIDE  # too tall, and half of it is seen
    assert WIDE.showing(Rect(0, 700, 800, 1300)).y == 700  # too tall: its beginning


ZOOMS = st.floats(MIN_ZOOM, MAX_ZOOM)
AREA = st.tuples(st.floats(0, 800), st.floats(0, 600))


@given(st.sampled_from([None, 390, 1200]), ZOOMS, ZOOMS, AREA, AREA)
def test_points_go_there_and_back(
    device: int | None, first: float, second: float, around: tuple[float, float], point: tuple[float, float]
) -> None:
    viewport = replace(WIDE, device=device, content_width=1500, content_height=5000)
    viewport = viewport.zoomed(first, around).zoomed(second, around)
    assert viewport.to_area(*viewport.to_content(*point)) == pytest.approx(point)
    assert 0 <= viewport.x <= viewport.max_x
    assert 0 <= viewport.y <= viewport.max_y


@given(ZOOMS, st.floats(1200, 1800), AREA)
def test_the_point_under_the_mouse_stays(zoom: float, y: float, around: tuple[float, float]) -> None:
    """Where there is room to scroll on every side."""
    start = replace(WIDE, zoom=1.0, content_width=4000, content_height=9000, x=1000, y=y).clamped()
    content = start.to_content(*around)
    zoomed = start.zoomed(max(1.0, zoom), around)
    assert zoomed.to_area(*content) == pytest.approx(around, abs=1)
