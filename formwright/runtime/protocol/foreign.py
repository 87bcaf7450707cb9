"""Values of well-known libraries as plain ones: numbers and arrays of numpy, times of pandas, figures.

Responsible for what crosses between browser and server besides Python's own types, one way only: what arrives
is plain. Imports none of the libraries: a value of one is there only when somebody else has. Standard library
only.
"""

from __future__ import annotations

import base64
import struct
import sys
from datetime import datetime
from typing import Any

NOT_FOREIGN = object()


def plain(value: Any) -> Any:
    """The value as lists, dicts and numbers (which may hold more of its kind), or NOT_FOREIGN."""
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, (numpy.ndarray, numpy.generic)):
        return _of_numpy(value, numpy)
    if callable(getattr(type(value), "to_plotly_json", None)):
        return _without_packed_arrays(value.to_plotly_json())
    return NOT_FOREIGN


# https://plotly.com/javascript/reference: `{"dtype", "bdata", "shape"}` stands for an array of numbers.
_PACKED = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d"}


def _without_packed_arrays(value: Any) -> Any:
    """plotly packs arrays for plotly.js; code that reads `figure["data"][0]["y"]` wants the numbers."""
    if isinstance(value, dict):
        code = _PACKED.get(value.get("dtype", "")) if "bdata" in value else None
        if code is None:
            return {key: _without_packed_arrays(item) for key, item in value.items()}
        packed = base64.b64decode(value["bdata"])
        numbers = list(struct.unpack(f"<{len(packed) // struct.calcsize(code)}{code}", packed))
        shape = [int(size) for size in str(value.get("shape", len(numbers))).split(",")]
        return _folded(numbers, shape)
    if isinstance(value, (list, tuple)):
        return [_without_packed_arrays(item) for item in value]
    return value


def _folded(numbers: list[Any], shape: list[int]) -> list[Any]:
    for size in shape[:0:-1]:
        numbers = [numbers[start : start + size] for start in range(0, len(numbers), size or 1)]
    return numbers


def _of_numpy(value: Any, numpy: Any) -> Any:
    if value.dtype == numpy.longdouble:  # these would unpack to themselves
        value = value.astype(float)
    elif value.dtype.kind == "M":  # nanoseconds would come out as whole numbers
        value = value.astype("datetime64[us]")
    unpacked = value.tolist()
    return NOT_FOREIGN if isinstance(unpacked, numpy.generic) else unpacked


def moment(value: datetime) -> datetime | None:
    """A point in time of pandas as Python's own; None for its "not a time"."""
    if value != value:
        return None
    convert = getattr(value, "to_pydatetime", None)
    return value if convert is None else convert(warn=False)


def advice(value: object) -> str:
    """How to send what cannot be sent as it is; empty where there is nothing to say."""
    if type(value).__module__.partition(".")[0] != "pandas":
        return ""
    by = {"DataFrame": "to_dict('records')", "Series": "tolist()", "Index": "tolist()"}.get(
        type(value).__name__
    )
    return f"; send plain data instead, such as .{by}" if by else "; send plain data instead"
