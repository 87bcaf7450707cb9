"""Figures: traces and a layout, and the methods with which both are made."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from formwright.runtime.client.plotly.node import Node, as_mapping

Selector = Mapping[str, Any] | Callable[[Any], bool] | str | int | None


class Layout(Node):
    """Everything of a figure but its data."""


class Frame(Node):
    """One step of an animation."""


class Trace(Node):
    """One set of data and how it is drawn."""

    _type = ""

    def __init__(self, arg: Any = None, **values: Any) -> None:
        super().__init__(arg, **values)
        if self._type:
            self._values["type"] = self._type


def trace_type(name: str) -> type[Trace]:
    """`Scatter`, `Bar`, `Heatmap`, …: every type that Plotly.js knows."""
    return type(name, (Trace,), {"_type": name.lower(), "__module__": "plotly.graph_objects"})


def make_trace(value: Any) -> Trace:
    if isinstance(value, Trace):
        return value
    return Trace(as_mapping(value))


def matches(trace: Any, selector: Selector) -> bool:
    if selector is None:
        return True
    if callable(selector):
        return bool(selector(trace))
    if isinstance(selector, str):
        return bool(trace.type == selector)
    assert not isinstance(selector, int)
    return all(trace[name] == value for name, value in selector.items())


class Figure:
    """Data and layout together, for `Plot.figure`."""

    def __init__(
        self, data: Any = None, layout: Any = None, frames: Any = None, **layout_values: Any
    ) -> None:
        layout_values.pop("skip_invalid", None)
        if isinstance(data, Figure) or (isinstance(data, Mapping) and ("data" in data or "layout" in data)):
            whole = data.to_dict() if isinstance(data, Figure) else data
            data, layout = whole.get("data"), layout or whole.get("layout")
            frames = frames or whole.get("frames")
        self._data: list[Trace] = []
        self._layout = Layout(layout)
        self._frames: list[Frame] = [Frame(each) for each in frames or ()]
        self._grid: dict[tuple[int, int, bool], tuple[str, str]] = {}  # of make_subplots
        if data is not None:
            self.add_traces(list(data) if isinstance(data, (list, tuple)) else [data])
        self._layout.update(**layout_values)

    @property
    def data(self) -> tuple[Trace, ...]:
        return tuple(self._data)

    @data.setter
    def data(self, value: Any) -> None:
        self._data = [make_trace(each) for each in value or ()]

    @property
    def layout(self) -> Layout:
        return self._layout

    @layout.setter
    def layout(self, value: Any) -> None:
        self._layout = value if isinstance(value, Layout) else Layout(value)

    @property
    def frames(self) -> tuple[Frame, ...]:
        return tuple(self._frames)

    @frames.setter
    def frames(self, value: Any) -> None:
        self._frames = [Frame(each) for each in value or ()]

    # --- data --------------------------------------------------------------------------------------------

    def add_trace(
        self,
        trace: Any,
        row: int | None = None,
        col: int | None = None,
        secondary_y: bool | None = None,
        **_: Any,
    ) -> Figure:
        made = copy.copy(make_trace(trace))
        if row is not None and col is not None:
            axes = self._axes(row, col, bool(secondary_y))
            made.update(xaxis=axes[0], yaxis=axes[1])
        elif secondary_y is not None:
            made.update(yaxis=self._axes(1, 1, secondary_y)[1])
        self._data.append(made)
        return self

    def add_traces(self, data: Any, rows: Any = None, cols: Any = None, **_: Any) -> Figure:
        traces = list(data) if isinstance(data, (list, tuple)) else [data]
        for at, trace in enumerate(traces):
            row = rows[at] if isinstance(rows, (list, tuple)) else rows
            col = cols[at] if isinstance(cols, (list, tuple)) else cols
            self.add_trace(trace, row, col)
        return self

    def _axes(self, row: int, col: int, secondary: bool) -> tuple[str, str]:
        try:
            return self._grid[row, col, secondary]
        except KeyError:
            raise ValueError(
                f"This figure has no cell in row {row}, column {col}"
                f"{' with a second y axis' if secondary else ''}: "
                "make it with plotly.subplots.make_subplots(rows=…, cols=…)."
            ) from None

    def select_traces(self, selector: Selector = None, **where: Any) -> Iterator[Trace]:
        if isinstance(selector, int):
            return iter([self._data[selector]])
        inside = self._inside(where.get("row"), where.get("col"))
        return (t for t in self._data if matches(t, selector) and inside(t))

    def _inside(self, row: int | None, col: int | None) -> Callable[[Trace], bool]:
        if row is None and col is None:
            return lambda _trace: True
        axes = {
            pair
            for (r, c, _), pair in self._grid.items()
            if (row is None or r == row) and (col is None or c == col)
        }
        return lambda trace: (trace.get("xaxis") or "x", trace.get("yaxis") or "y") in axes

    def for_each_trace(
        self, fn: Callable[[Trace], object], selector: Selector = None, **where: Any
    ) -> Figure:
        for trace in self.select_traces(selector, **where):
            fn(trace)
        return self

    def update_traces(
        self, patch: Any = None, selector: Selector = None, row: int | None = None, col: int | None = None,
        overwrite: bool = False, **values: Any,
    ) -> Figure:  # fmt: skip
        for trace in self.select_traces(selector, row=row, col=col):
            trace.update(patch, overwrite, **values)
        return self

    # --- layout ------------------------------------------------------------------------------------------

    def update_layout(self, dict1: Any = None, overwrite: bool = False, **values: Any) -> Figure:
        self._layout.update(dict1, overwrite, **values)
        return self

    def update(self, dict1: Any = None, overwrite: bool = False, **values: Any) -> Figure:
        given = {**as_mapping(dict1), **values}
        if "layout" in given:
            self._layout.update(given["layout"], overwrite)
        patches = given.get("data", ())
        found = patches.items() if isinstance(patches, Mapping) else enumerate(patches)
        for at, patch in found:
            if at < len(self._data):
                self._data[at].update(patch, overwrite)
            else:
                self.add_trace(patch)
        return self

    def update_xaxes(self, patch: Any = None, selector: Selector = None, **values: Any) -> Figure:
        return self._update_axes("x", patch, selector, values)

    def update_yaxes(self, patch: Any = None, selector: Selector = None, **values: Any) -> Figure:
        return self._update_axes("y", patch, selector, values)

    def _update_axes(self, letter: str, patch: Any, selector: Selector, values: dict[str, Any]) -> Figure:
        row, col, secondary = (values.pop(name, None) for name in ("row", "col", "secondary_y"))
        names = {f"{letter}axis", *(n for n in self._layout if n.startswith(f"{letter}axis"))}
        if row is not None or col is not None or secondary is not None:
            names = {
                f"{letter}axis{pair[letter == 'y'][1:]}"
                for (r, c, s), pair in self._grid.items()
                if (row is None or r == row)
                and (col is None or c == col)
                and (secondary is None or s == secondary)
            }
        for name in sorted(names):
            axis = self._layout[name]
            if matches(axis, selector):
                axis.update(patch, **values)
        return self

    def _append(self, name: str, arg: Any, values: dict[str, Any]) -> Figure:
        row, col, secondary = (values.pop(key, None) for key in ("row", "col", "secondary_y"))
        if row is not None and col is not None:
            x, y = self._axes(row, col, bool(secondary))
            values.setdefault("xref", x)
            values.setdefault("yref", y)
        self._layout[name] = [*(self._layout[name] or ()), Node(arg, **values)]
        return self

    def add_annotation(self, arg: Any = None, **values: Any) -> Figure:
        return self._append("annotations", arg, values)

    def add_shape(self, arg: Any = None, **values: Any) -> Figure:
        return self._append("shapes", arg, values)

    def add_layout_image(self, arg: Any = None, **values: Any) -> Figure:
        return self._append("images", arg, values)

    def add_hline(self, y: Any, **values: Any) -> Figure:
        return self._span(
            "line", {"y0": y, "y1": y, "x0": 0, "x1": 1, "xref": "x domain", "yref": "y"}, values
        )

    def add_vline(self, x: Any, **values: Any) -> Figure:
        return self._span(
            "line", {"x0": x, "x1": x, "y0": 0, "y1": 1, "xref": "x", "yref": "y domain"}, values
        )

    def add_hrect(self, y0: Any, y1: Any, **values: Any) -> Figure:
        return self._span(
            "rect", {"y0": y0, "y1": y1, "x0": 0, "x1": 1, "xref": "x domain", "yref": "y"}, values
        )

    def add_vrect(self, x0: Any, x1: Any, **values: Any) -> Figure:
        return self._span(
            "rect", {"x0": x0, "x1": x1, "y0": 0, "y1": 1, "xref": "x", "yref": "y domain"}, values
        )

    def _span(self, kind: str, place: dict[str, Any], values: dict[str, Any]) -> Figure:
        text = values.pop("annotation_text", None)
        values.pop("exclude_empty_subplots", None)
        note = {name[11:]: values.pop(name) for name in list(values) if name.startswith("annotation_")}
        position = str(note.pop("position", "top right"))
        row, col = values.pop("row", None), values.pop("col", None)
        if isinstance(row, int) and isinstance(col, int):
            x, y = self._axes(row, col, secondary=False)
            place = {
                **place,
                "xref": place["xref"].replace("x", x, 1),
                "yref": place["yref"].replace("y", y, 1),
            }
        self._append("shapes", {"type": kind, **place}, values)
        if text is not None:
            self._append("annotations", _beside(place, text, position), note)
        return self

    # --- as data -----------------------------------------------------------------------------------------

    def to_dict(self) -> dict[str, Any]:
        made: dict[str, Any] = {
            "data": [trace.to_plotly_json() for trace in self._data],
            "layout": self._layout.to_plotly_json(),
        }
        if self._frames:
            made["frames"] = [frame.to_plotly_json() for frame in self._frames]
        return made

    to_plotly_json = to_dict

    def to_json(self, **_: Any) -> str:
        return json.dumps(self.to_dict())

    def show(self, *_: Any, **__: Any) -> None:
        raise RuntimeError("A figure is shown by a Plot component: self.plot_1.figure = figure")

    def __getitem__(self, name: str) -> Any:
        if name not in ("data", "layout", "frames"):
            raise KeyError(name)
        return getattr(self, name)

    def __setitem__(self, name: str, value: Any) -> None:
        setattr(self, name, value)

    def __contains__(self, name: str) -> bool:
        return name in ("data", "layout", "frames")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figure) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]  # changeable values have none

    def __getattr__(self, name: str) -> Any:
        """`add_scatter(...)`, `add_bar(...)` and all the others."""
        if not name.startswith("add_"):
            raise AttributeError(f"'Figure' object has no attribute {name!r}")

        def add(arg: Any = None, **values: Any) -> Figure:
            where = {key: values.pop(key) for key in ("row", "col", "secondary_y") if key in values}
            return self.add_trace(trace_type(name[4:].capitalize())(arg, **values), **where)

        return add


def _beside(place: dict[str, Any], text: Any, position: str) -> dict[str, Any]:
    """An annotation at a corner of a line or rectangle."""
    right, top = "left" not in position, "bottom" not in position
    x = place["x1"] if right else place["x0"]
    y = place["y1"] if top else place["y0"]
    note = {"x": x, "y": y, "xref": place["xref"], "yref": place["yref"], "text": text, "showarrow": False}
    horizontal = place["xref"].endswith("domain")
    note["xanchor"] = ("right" if right else "left") if horizontal else ("left" if right else "right")
    note["yanchor"] = ("bottom" if top else "top") if horizontal else ("top" if top else "bottom")
    return note
