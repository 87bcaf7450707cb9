"""How figures look when they do not say: templates by the names that plotly gives them.

"formwright" takes colours and font from the page, in light and dark; it is made where the page is
(`page/parts/plot.mjs`), so here it is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

_PLOTLY = [
    "#636efa",
    "#EF553B",
    "#00cc96",
    "#ab63fa",
    "#FFA15A",
    "#19d3f3",
    "#FF6692",
    "#B6E880",
    "#FF97FF",
    "#FECB52",
]
_GGPLOT = ["#F8766D", "#A3A500", "#00BF7D", "#00B0F6", "#E76BF3"]
_SEABORN = [
    "#4c72b0",
    "#dd8452",
    "#55a868",
    "#c44e52",
    "#8172b3",
    "#937860",
    "#da8bc3",
    "#8c8c8c",
    "#ccb974",
    "#64b5cd",
]
_SIMPLE = [
    "#1F77B4",
    "#FF7F0E",
    "#2CA02C",
    "#D62728",
    "#9467BD",
    "#8C564B",
    "#E377C2",
    "#7F7F7F",
    "#BCBD22",
    "#17BECF",
]


def _template(
    colors: list[str], paper: str, plot: str, text: str, grid: str, line: str = "", **axis: Any
) -> dict[str, Any]:
    axes = {"gridcolor": grid, "linecolor": line or grid, "zerolinecolor": grid, "automargin": True, **axis}
    scene = {"backgroundcolor": plot, "gridcolor": grid, "linecolor": line or grid, "zerolinecolor": grid}
    return {
        "layout": {
            "colorway": colors,
            "paper_bgcolor": paper,
            "plot_bgcolor": plot,
            "font": {"color": text},
            "xaxis": axes,
            "yaxis": axes,
            "hovermode": "closest",
            "scene": {"xaxis": scene, "yaxis": scene, "zaxis": scene},
            "polar": {"bgcolor": plot, "angularaxis": {"gridcolor": grid}, "radialaxis": {"gridcolor": grid}},
        }
    }


def _known() -> dict[str, dict[str, Any]]:
    white = _template(_PLOTLY, "white", "white", "#2a3f5f", "#EBF0F8")
    presentation = _template(_PLOTLY, "white", "white", "#2a3f5f", "#EBF0F8")
    presentation["layout"]["font"]["size"] = 18
    return {
        "formwright": {},
        "plotly": _template(_PLOTLY, "white", "#E5ECF6", "#2a3f5f", "white"),
        "plotly_white": white,
        "plotly_dark": _template(_PLOTLY, "rgb(17,17,17)", "rgb(17,17,17)", "#f2f5fa", "#283442"),
        "ggplot2": _template(_GGPLOT, "white", "rgb(237,237,237)", "rgb(51,51,51)", "white"),
        "seaborn": _template(_SEABORN, "white", "rgb(234,234,242)", "rgb(36,36,36)", "white"),
        "simple_white": _template(
            _SIMPLE, "white", "white", "rgb(36,36,36)", "rgb(232,232,232)", "rgb(36,36,36)",
            showgrid=False, showline=True, ticks="outside", zeroline=False,
        ),
        "presentation": presentation,
        "none": {"layout": {}},
    }  # fmt: skip


class Templates(MutableMapping[str, Any]):
    """Names to templates; `default` is the name that new figures get. Apps may add their own."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = _known()
        self.default: str | None = "formwright"

    def __getitem__(self, name: str) -> Any:
        return self._known[name]

    def __setitem__(self, name: str, template: Any) -> None:
        self._known[name] = template

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def resolve(self, wanted: Any) -> Any:
        """The template for what a layout says: a name, names joined by "+", a template, or nothing."""
        if wanted is None:
            wanted = self.default or "none"
        if not isinstance(wanted, str):
            return wanted
        found: dict[str, Any] = {}
        for name in wanted.split("+"):
            if name not in self._known:
                raise ValueError(f"There is no template {name!r}. There are: {', '.join(self._known)}.")
            found = {**found, **self._known[name]}
        return found or None


#: one per interpreter, as in plotly: an app sets the default once for all of its plots
templates = Templates()
