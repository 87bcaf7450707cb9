"""`plotly.graph_objects`: Figure, Layout, and a class for every type of trace and every part of a layout."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.plotly.figure import Figure, Frame, Layout, Trace, trace_type
from formwright.runtime.client.plotly.node import Node

FigureWidget = Figure
#: classes of graph_objects that are parts of a layout or of a trace, not traces
_PARTS = frozenset((
    *("Annotation", "AngularAxis", "ColorBar", "Contours", "ErrorX", "ErrorY", "ErrorZ", "Font", "Legend"),
    *("Line", "Margin", "Marker", "RadialAxis", "Scene", "Stream", "XAxis", "XBins", "YAxis", "YBins"),
    "ZAxis",
))  # fmt: skip
_made: dict[str, type[Any]] = {}

__all__ = ["Figure", "FigureWidget", "Frame", "Layout", "Trace"]


def __getattr__(name: str) -> Any:
    if not name[:1].isupper():
        raise AttributeError(f"module 'plotly.graph_objects' has no attribute {name!r}")
    if name not in _made:
        _made[name] = type(name, (Node,), {}) if name in _PARTS else trace_type(name)
    return _made[name]


class _Parts:
    """`go.layout.XAxis(...)`, `go.scatter.Marker(...)`."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return type(name, (Node,), {}) if name[:1].isupper() else self


layout = scatter = bar = pie = heatmap = box = histogram = scatter3d = surface = indicator = sankey = (
    table
) = _Parts()
