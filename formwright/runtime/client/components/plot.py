"""Plot: a figure drawn by Plotly.js (`page/parts/plot.mjs`), which loads when the first one appears.

What is set is kept here and drawn once, after the code that set it has run.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

from formwright.runtime.client import css
from formwright.runtime.client.component import Component, DomTypes
from formwright.runtime.client.components.shared import (
    HEIGHT,
    HIDE,
    LAYOUT,
    MARGIN,
    SHOW,
    TAG,
    TOOLTIP,
    VISIBLE,
)
from formwright.runtime.client.media import URLMedia
from formwright.runtime.client.plotly.figure import Figure, Layout, make_trace
from formwright.runtime.client.plotly.node import Node
from formwright.runtime.client.plotly.plain import plain
from formwright.runtime.client.plotly.templates import Templates, templates
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

SPEC = ComponentSpec(
    "Plot",
    "A chart made with plotly.",
    (
        PropertySpec("data", "object", None, description="One trace, or a list of traces."),
        PropertySpec("layout", "object", None),
        PropertySpec("config", "dict", None, description="Options of Plotly.js, such as displayModeBar."),
        PropertySpec("figure", "dict", None, description="Data and layout together."),
        PropertySpec("interactive", "boolean", True),
        HEIGHT.but(default=450),
        VISIBLE.but(group="visibility"),
        TOOLTIP,
        TAG,
        *LAYOUT,
        MARGIN,
    ),
    (
        SHOW,
        HIDE,
        EventSpec("click", ("points",), default=True),
        EventSpec("double_click"),
        EventSpec("afterplot"),
        EventSpec("select", ("points",)),
        EventSpec("hover", ("points",)),
        EventSpec("unhover", ("points",)),
    ),
    group="More components",
    icon="fa:bar-chart",
)


class Plot(Component, spec=SPEC):
    templates: ClassVar[Templates] = templates
    _fw_dom_types: ClassVar[DomTypes] = {
        "click": ("plot-click",),
        "double_click": ("plot-doubleclick",),
        "afterplot": ("plot-afterplot",),
        "select": ("plot-selected",),
        "hover": ("plot-hover",),
        "unhover": ("plot-unhover",),
    }

    def _fw_create(self, dom: Any) -> Any:
        self._fw.values.update({"-waiting": False, "-drawn": ""})
        return dom.make("div", "fw-c fw-plot")

    @property
    def layout(self) -> Any:
        """Always something to write to: `plot.layout.title = "x"`."""
        self._fw_plan()  # it may be about to change
        values = self._fw.values
        if values.get("figure") is not None:
            return values["figure"].layout
        if values.get("layout") is None:
            values["layout"] = Layout()
        return values["layout"]

    @layout.setter
    def layout(self, value: Any) -> None:
        values = self._fw.values
        values["data"], values["figure"] = self.data, None
        values["layout"] = Layout(value) if value is None or isinstance(value, dict) else value
        self._fw_plan()

    @property
    def data(self) -> Any:
        figure = self._fw.values.get("figure")
        if figure is None:
            return self._fw.values.get("data")
        self._fw_plan()
        return figure.data

    @data.setter
    def data(self, value: Any) -> None:
        values = self._fw.values
        if values.get("figure") is not None:
            values["layout"], values["figure"] = values["figure"].layout, None
        values["data"] = value
        self._fw_plan()

    @property
    def figure(self) -> Any:
        values = self._fw.values
        if values.get("figure") is None and values.get("data") is not None:
            values["figure"] = Figure(self._fw_traces(), values.get("layout"))
        self._fw_plan()
        return values.get("figure")

    @figure.setter
    def figure(self, value: Any) -> None:
        values = self._fw.values
        values["figure"] = Figure(value) if isinstance(value, dict) else value
        values["data"] = values["layout"] = None
        self._fw_plan()

    def _fw_apply_config(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_plan()

    _fw_apply_interactive = _fw_apply_config

    def _fw_apply_height(self, value: Any) -> None:
        self._fw.page.dom.style(self._fw.node, "height", css.length(value) or "450px")

    # --- drawing -----------------------------------------------------------------------------------------

    def _fw_plan(self) -> None:
        if not self._fw.values["-waiting"]:
            self._fw.values["-waiting"] = True
            self._fw.page.loop.later(0, self._fw_draw)

    def _fw_mounted(self) -> None:
        self._fw_plan()

    def _fw_unmounted(self) -> None:
        self._fw.page.dom.part("plot", self._fw.node, "release")
        self._fw.values["-drawn"] = ""

    def _fw_traces(self) -> list[Any]:
        figure = self._fw.values.get("figure")
        data = self._fw.values.get("data") if figure is None else figure.data
        if data is None:
            return []
        several = isinstance(data, (list, tuple)) or (
            hasattr(data, "__iter__")
            and not isinstance(data, (dict, Node))
            and not hasattr(data, "to_plotly_json")
        )
        return [make_trace(plain(each)) for each in (data if several else [data])]

    def _fw_figure(self) -> dict[str, Any]:
        values = self._fw.values
        figure = values.get("figure")
        layout = Layout(plain(values.get("layout") if figure is None else figure.layout)).to_plotly_json()
        layout["template"] = plain(self.templates.resolve(layout.get("template")))
        config = dict(values.get("config") or {})
        if not values.get("interactive", True):
            config["staticPlot"] = True
        return {
            "data": [trace.to_plotly_json() for trace in self._fw_traces()],
            "layout": layout,
            "config": plain(config),
            "frames": plain(list(getattr(figure, "frames", None) or ())),
        }

    def _fw_draw(self, again: bool = False) -> None:
        self._fw.values["-waiting"] = False
        if not self._fw.mounted:
            return
        figure = self._fw_figure()
        text = json.dumps(figure)
        if again or text != self._fw.values["-drawn"]:
            self._fw.values["-drawn"] = text
            self._fw.page.dom.part("plot", self._fw.node, "draw", figure)

    def redraw(self) -> None:
        """Draws it again, for data that were changed in place."""
        self._fw_draw(again=True)

    def _fw_change(self, command: str, *values: Any) -> None:
        """A change that Plotly.js makes itself, to what it has drawn."""
        self._fw_draw()
        self._fw.page.dom.part("plot", self._fw.node, command, *(plain(value) for value in values))

    def extend_traces(self, data: Any, traces: Any = None) -> None:
        """Adds points at the end of traces (all, or those with these numbers)."""
        self._fw_change("extend", data, _indices(traces))

    def prepend_traces(self, data: Any, traces: Any = None) -> None:
        """Adds points at the beginning of traces."""
        self._fw_change("prepend", data, _indices(traces))

    def restyle(self, update: Any, traces: Any = None) -> None:
        """Changes attributes of traces without drawing all of it again."""
        self._fw_change("restyle", update, _indices(traces))

    def relayout(self, update: Any = None, **values: Any) -> None:
        """Changes attributes of the layout without drawing all of it again."""
        self._fw_change("relayout", {**plain(update or {}), **plain(values)})

    def to_image(self, options: Any = None, **values: Any) -> Any:
        """A picture of the plot; options are format ("png", "svg", "jpeg", "webp"), width and height."""
        self._fw_draw()
        wanted = {**plain(options or {}), **plain(values)}
        return URLMedia(self._fw.page.dom.ask_part("plot", self._fw.node, "image", self._fw_figure(), wanted))


def _indices(traces: Any) -> Any:
    return [traces] if isinstance(traces, int) else traces
