"""Values of figures as JSON can carry them: arrays, dates, numbers of other libraries become plain ones."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

_SIMPLE = frozenset((int, str, bool, type(None)))


def plain(value: Any) -> Any:
    kind = type(value)
    if kind in _SIMPLE:
        return value
    if kind is float:
        return value if math.isfinite(value) else None
    if hasattr(value, "to_plotly_json"):
        return plain(value.to_plotly_json())
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if kind in (list, tuple):
        return [each if type(each) in _SIMPLE else plain(each) for each in value]
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    return _foreign(value)


def _foreign(value: Any) -> Any:
    """numpy arrays and numbers, pandas columns, decimals, generators, proxies of JavaScript."""
    for method in ("tolist", "to_list", "to_py"):
        if hasattr(value, method):
            return plain(getattr(value, method)())
    if isinstance(value, Iterable):
        return [plain(each) for each in value]
    if hasattr(value, "__float__"):
        return plain(float(value))
    return str(value)
