"""Where the page is on the screen: device width, zoom, scrolling. Pure; lengths are pixels of the screen.

Zoom never changes the layout of the form: the page keeps its width in CSS pixels. What does not fit is
scrolled to: sideways first by moving the page's widget, then in the page; up and down in the page alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from formwright.designer.core.forms.canvas import Rect

MIN_ZOOM, MAX_ZOOM = 0.25, 4.0
_ROUNDING = 1.5
"""Pixels by which content may seem larger than its page and still fits."""


@dataclass(frozen=True)
class Viewport:
    width: float = 0  # of the area on the screen
    height: float = 0
    device: int | None = None  # CSS pixels; None: as wide as the area at zoom 1
    zoom: float = 1.0
    content_width: float = 0  # CSS pixels
    content_height: float = 0
    x: float = 0  # scrolled by
    y: float = 0

    # --- the page

    @property
    def page_width(self) -> float:
        """CSS pixels."""
        return float(self.device or max(1.0, self.width))

    @property
    def view_width(self) -> int:
        return max(1, round(self.page_width * self.zoom))

    @property
    def left(self) -> float:
        """Of the page's widget within the area."""
        if self.view_width <= self.width:
            return math.floor((self.width - self.view_width) / 2)
        return -min(self.x, self.view_width - self.width)

    @property
    def page_scroll(self) -> tuple[float, float]:
        """CSS pixels."""
        beyond = self.x - max(0.0, self.view_width - self.width)
        return max(0.0, beyond) / self.zoom, self.y / self.zoom

    # --- scrolling

    @property
    def max_x(self) -> float:
        overflow = (self.content_width - self.page_width) * self.zoom
        beyond = overflow if overflow > _ROUNDING * max(1.0, self.zoom) else 0.0
        return max(0.0, self.view_width - self.width) + beyond

    @property
    def max_y(self) -> float:
        overflow = self.content_height * self.zoom - self.height
        return overflow if overflow > _ROUNDING * max(1.0, self.zoom) else 0.0

    def clamped(self) -> Viewport:
        return replace(self, x=min(max(0.0, self.x), self.max_x), y=min(max(0.0, self.y), self.max_y))

    def scrolled(self, dx: float, dy: float) -> Viewport:
        return replace(self, x=self.x + dx, y=self.y + dy).clamped()

    def zoomed(self, zoom: float, around: tuple[float, float]) -> Viewport:
        """The point of the area stays where it is, as far as there is room to scroll."""
        zoom = min(max(zoom, MIN_ZOOM), MAX_ZOOM)
        x, y = self.to_content(*around)
        new = replace(self, zoom=zoom, x=0.0, y=0.0)
        now_x, now_y = new.to_area(x, y)
        return replace(new, x=now_x - around[0], y=now_y - around[1]).clamped()

    def showing(self, rect: Rect, margin: float = 24) -> Viewport:
        """Scrolled as little as needed for a rectangle of the content to be seen."""
        left, top = self.to_area(rect.x, rect.y)
        right, bottom = self.to_area(rect.right, rect.bottom)
        return self.scrolled(
            _needed(left, right, self.width, margin), _needed(top, bottom, self.height, margin)
        )

    # --- points

    def to_area(self, x: float, y: float) -> tuple[float, float]:
        return x * self.zoom + self._origin, y * self.zoom - self.y

    def to_content(self, x: float, y: float) -> tuple[float, float]:
        return (x - self._origin) / self.zoom, (y + self.y) / self.zoom

    @property
    def _origin(self) -> float:
        return self.left - self.page_scroll[0] * self.zoom


def _needed(start: float, end: float, room: float, margin: float) -> float:
    if end - start > room:  # what cannot be seen as a whole need not move while a good part is seen
        seen = min(end, room) - max(start, 0.0)
        return 0.0 if seen > room / 4 else start
    margin = min(margin, (room - (end - start)) / 2)
    if start < margin:
        return start - margin
    return max(0.0, end - (room - margin))
