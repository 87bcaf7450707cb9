"""`plotly.io`: templates, and figures from and to JSON."""

from __future__ import annotations

import json
from typing import Any

from formwright.runtime.client.plotly.figure import Figure
from formwright.runtime.client.plotly.plain import plain
from formwright.runtime.client.plotly.templates import templates

__all__ = ["from_json", "templates", "to_json"]


def to_json(figure: Any, **_: Any) -> str:
    return json.dumps(plain(figure))


def from_json(text: str, **_: Any) -> Figure:
    return Figure(json.loads(text))
