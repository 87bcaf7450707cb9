"""The old name of `plotly.graph_objects`."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.plotly import graph_objects


def __getattr__(name: str) -> Any:
    return getattr(graph_objects, name)
