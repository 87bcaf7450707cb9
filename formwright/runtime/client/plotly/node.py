"""A part of a figure: a dict whose keys are attributes, whose dicts are parts again.

`marker_color="red"` means `marker={"color": "red"}`, as in plotly. May not check names or values:
Plotly.js does.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from formwright.runtime.client.plotly.plain import plain

#: names that have an underscore of their own
WHOLE = (
    "error_x",
    "error_y",
    "error_z",
    "paper_bgcolor",
    "plot_bgcolor",
    "copy_xstyle",
    "copy_ystyle",
    "copy_zstyle",
)
#: names that hold parts, so that reading one that is not set gives an empty part to write to
PARTS = re.compile(
    r"(?:[xyz]|real|imaginary|angular|radial|[abc])axis\d*|(?:scene|polar|geo|map|mapbox|ternary|smith|coloraxis|legend)\d*"
    r"|\w*font|title|marker|line|margin|colorbar|hoverlabel|error_[xyz]|domain|contours|gauge|header|cells|template"
    r"|grid|newshape|modebar|transition|rangeslider|rangeselector|selected|unselected|connector|increasing|decreasing"
    r"|totals|node|link|delta|number|threshold|bar|box|meanline|pad|projection|camera|eye|center|up|aspectratio|bounds"
    r"|lighting|lightposition|surface|caps|slices|spaceframe|stream|starts|uniformtext|activeshape|activeselection"
)
#: names that hold lists of parts
LISTS = frozenset((
    *("annotations", "shapes", "images", "updatemenus", "sliders", "buttons", "steps", "frames"),
    *("selections", "dimensions", "layers", "tickformatstops", "rangebreaks"),
))  # fmt: skip
_TITLES = {"titlefont": "font", "titleside": "side", "titleposition": "position", "titleoffset": "offset"}


def split(name: str) -> list[str]:
    """`marker_line_color`, `marker.line.color` and `error_x_color` as paths."""
    if "." in name:
        return [piece for part in name.split(".") for piece in split(part)]
    pieces: list[str] = []
    rest = name
    while rest:
        whole = next((w for w in WHOLE if rest == w or rest.startswith(w + "_")), None)
        piece = whole or rest.partition("_")[0] or rest
        pieces.append(piece)
        rest = rest[len(piece) + 1 :]
    return pieces


class Node:
    """One part. Attributes of ours begin with an underscore."""

    _values: dict[str, Any]

    def __init__(self, arg: Any = None, **values: Any) -> None:
        object.__setattr__(self, "_values", {})
        for name in ("skip_invalid", "_validate"):
            values.pop(name, None)
        if arg is not None:
            self.update(arg)
        self.update(**values)

    # --- one value ---------------------------------------------------------------------------------------

    def __getitem__(self, name: Any) -> Any:
        path = list(name) if isinstance(name, tuple) else split(name)
        value: Any = self
        for piece in path:
            value = value._get(piece) if isinstance(value, Node) else value[piece]
        return value

    def _get(self, name: str) -> Any:
        if name not in self._values and PARTS.fullmatch(name):
            self._values[name] = Node()
        return self._values.get(name)

    def __setitem__(self, name: Any, value: Any) -> None:
        *path, last = list(name) if isinstance(name, tuple) else split(name)
        target: Any = self
        for piece in path:
            held = target._values.get(piece)
            if not isinstance(held, Node):
                held = target._values[piece] = Node(text=held) if piece == "title" and held else Node()
            target = held
        target._put(last, value)

    def _put(self, name: str, value: Any) -> None:
        if name in _TITLES:
            self[("title", _TITLES[name])] = value
        elif name == "title" and isinstance(value, str):
            self[("title", "text")] = value
        elif name in LISTS and isinstance(value, (list, tuple)):
            self._values[name] = [_part(each) for each in value]
        else:
            self._values[name] = _part(value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    # --- all values --------------------------------------------------------------------------------------

    def update(self, arg: Any = None, overwrite: bool = False, **values: Any) -> Any:
        """Merges parts into parts; `overwrite` replaces them."""
        given = as_mapping(arg)
        for name, value in [*given.items(), *values.items()]:
            path = split(name) if isinstance(name, str) else list(name)
            held = self._peek(path)
            if isinstance(held, Node) and isinstance(value, (Mapping, Node)) and not overwrite:
                held.update(value)
            else:
                self[tuple(path)] = value
        return self

    def _peek(self, path: list[str]) -> Any:
        value: Any = self
        for piece in path:
            value = value._values.get(piece) if isinstance(value, Node) else None
        return value

    def pop(self, name: str, *default: Any) -> Any:
        return self._values.pop(name, *default)

    def get(self, name: str, default: Any = None) -> Any:
        return self._values.get(name, default)

    def keys(self) -> list[str]:
        return list(self._values)

    def items(self) -> list[tuple[str, Any]]:
        return list(self._values.items())

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __bool__(self) -> bool:
        return True

    def __contains__(self, name: Any) -> bool:
        return self._peek(list(name) if isinstance(name, tuple) else split(name)) is not None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (Node, Mapping)) and self.to_plotly_json() == plain(other)

    __hash__ = None  # type: ignore[assignment]  # changeable values have none

    def __copy__(self) -> Any:
        made = type(self)()
        object.__setattr__(made, "_values", dict(self._values))
        return made

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        made = type(self)()
        object.__setattr__(made, "_values", copy.deepcopy(self._values, memo))
        return made

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self._values.items())
        return f"{type(self).__name__}({inside})"

    def to_plotly_json(self) -> dict[str, Any]:
        """Parts that were only read are left out."""
        made = {name: plain(value) for name, value in self._values.items()}
        return {name: value for name, value in made.items() if value != {} and value is not None}


def as_mapping(value: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    if isinstance(value, Node):
        return value._values
    if hasattr(value, "to_plotly_json"):
        value = value.to_plotly_json()
    if not isinstance(value, Mapping):
        raise TypeError(f"a part of a figure is made of a dict, not {type(value).__name__}")
    return value


def _part(value: Any) -> Any:
    return Node(value) if isinstance(value, Mapping) else value
