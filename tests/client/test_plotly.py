"""`plotly` as the client has it: figures as data, without a browser."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from formwright.runtime.client.components import COMPONENTS
from formwright.runtime.client.imports import StandInFinder
from tests.client.conftest import Bench, form

PLAIN = "class {0}({0}Template):\n    def __init__(self, **p):\n        self.init_components(**p)\n"


def _plotly_modules() -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] in ("plotly", "_plotly_utils")]


@pytest.fixture(autouse=True)
def ours(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`plotly` as it is in a browser: other tests use the real one, which is installed beside it."""
    for name in _plotly_modules():
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [StandInFinder(), *sys.meta_path])
    yield
    for name in _plotly_modules():
        del sys.modules[name]


@pytest.fixture
def opened(bench: Bench) -> Any:
    return bench.start({"Form1": PLAIN.format("Form1")}, {"Form1": form()}, "Form1")


@pytest.fixture
def go(opened: Any) -> Any:
    del opened  # `plotly` can be imported once a page is there
    import plotly.graph_objects  # type: ignore[import-untyped]  # ours, found by the page's finder

    return plotly.graph_objects


def drawn(bench: Bench, plot: Any) -> dict[str, Any]:
    bench.run()
    figures = [values[0] for _, command, *values in plot._fw.node.part_calls if command == "draw"]
    found: dict[str, Any] = figures[-1]
    return found


def test_underscores_are_paths_and_titles_are_texts(go: Any) -> None:
    trace = go.Scatter(x=[1], marker_line_color="red", error_x_array=[1], mode="lines")
    assert trace.to_plotly_json() == {
        "x": [1],
        "marker": {"line": {"color": "red"}},
        "error_x": {"array": [1]},
        "mode": "lines",
        "type": "scatter",
    }
    figure = go.Figure(trace, layout={"title": "T", "xaxis": {"title": "x", "titlefont": {"size": 9}}})
    figure.update_layout(paper_bgcolor="white", title_font_size=20, legend={"orientation": "h"})
    figure.layout.yaxis.title.text = "y"
    assert figure.to_dict()["layout"] == {
        "title": {"text": "T", "font": {"size": 20}},
        "xaxis": {"title": {"text": "x", "font": {"size": 9}}},
        "yaxis": {"title": {"text": "y"}},
        "paper_bgcolor": "white",
        "legend": {"orientation": "h"},
    }


def test_reading_an_unset_part_does_not_set_it(go: Any) -> None:
    figure = go.Figure()
    assert figure.layout.xaxis.title.text is None
    assert figure.layout.height is None
    assert figure.to_dict() == {"data": [], "layout": {}}


def test_traces_are_added_selected_and_updated(go: Any) -> None:
    figure = go.Figure().add_bar(y=[1], name="a").add_trace(go.Pie(values=[1], name="b"))
    figure.update_traces(marker_color="red", selector={"type": "bar"})
    figure.for_each_trace(lambda trace: trace.update(opacity=0.5), lambda trace: trace.name == "b")
    bar, pie = figure.data
    assert (bar.type, bar.marker.color, bar.opacity) == ("bar", "red", None)
    assert (pie.type, pie.opacity, pie["marker.color"]) == ("pie", 0.5, None)
    assert go.Figure(figure) == figure
    assert go.Figure(figure.to_dict()).data[1].name == "b"
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        figure.nonsense()


def test_adding_a_trace_to_a_figure_leaves_the_trace_alone(go: Any) -> None:
    trace = go.Scatter(y=[1])
    figure = go.Figure().add_trace(trace)
    figure.update_traces(name="other")
    assert trace.name is None


def test_lines_rectangles_and_their_notes(go: Any) -> None:
    figure = go.Figure().add_hline(y=3, line_dash="dot", annotation_text="limit").add_vrect(x0=1, x1=2)
    line, rectangle = figure.layout.shapes
    assert (line.y0, line.y1, line.xref, line.line.dash) == (3, 3, "x domain", "dot")
    assert (rectangle.type, rectangle.x0, rectangle.yref) == ("rect", 1, "y domain")
    assert figure.layout.annotations[0].text == "limit"


def test_subplots_share_the_sheet(go: Any) -> None:
    del go
    from plotly.subplots import make_subplots  # type: ignore[import-untyped]  # ours

    figure = make_subplots(
        rows=2,
        cols=1,
        subplot_titles=("up", "down"),
        shared_xaxes=True,
        specs=[[{"secondary_y": True}], [{}]],
    )
    figure.add_scatter(y=[1], row=1, col=1, secondary_y=True).add_scatter(y=[2], row=2, col=1)
    figure.update_yaxes(title_text="low", row=2, col=1).update_xaxes(showgrid=False)
    first, second = figure.data
    assert ((first.xaxis, first.yaxis), (second.xaxis, second.yaxis)) == (("x", "y2"), ("x3", "y3"))
    layout = figure.layout
    assert layout.yaxis2.overlaying == "y"
    assert layout.yaxis.domain[0] > layout.yaxis3.domain[1]
    assert (layout.xaxis.matches, layout.xaxis3.matches) == ("x3", None)
    assert (layout.yaxis3.title.text, layout.yaxis.title.text) == ("low", None)
    assert [note.text for note in layout.annotations] == ["up", "down"]
    assert layout.xaxis3.showgrid is False
    with pytest.raises(ValueError, match="no cell in row 3"):
        figure.add_scatter(y=[1], row=3, col=1)


def test_values_of_all_kinds_become_plain(go: Any) -> None:
    class Array:
        def tolist(self) -> list[float]:
            return [1.0, float("nan")]

    trace = go.Scatter(
        x=[dt.date(2024, 2, 29), dt.datetime(2024, 1, 1, 5)], y=Array(), text=range(2), ids=("a", "b")
    )
    assert trace.to_plotly_json() == {
        "type": "scatter",
        "x": ["2024-02-29", "2024-01-01T05:00:00"],
        "y": [1.0, None],
        "text": [0, 1],
        "ids": ["a", "b"],
    }


def test_C23_a_plot_draws_once_what_was_set(bench: Bench, opened: Any, go: Any) -> None:
    plot = COMPONENTS["Plot"]()
    opened.add_component(plot)
    bench.run()
    plot._fw.node.part_calls.clear()
    plot.data = go.Scatter(x=[1, 2], y=[3, 4])
    plot.layout.title = "Hello"
    plot.layout.xaxis.title = "x"
    plot.interactive = False
    figure = drawn(bench, plot)
    assert len(plot._fw.node.part_calls) == 1
    assert figure["data"] == [{"type": "scatter", "x": [1, 2], "y": [3, 4]}]
    assert figure["layout"]["title"] == {"text": "Hello"}
    assert figure["config"] == {"staticPlot": True}
    assert plot.layout.title.text == "Hello"
    bench.run()
    assert len(plot._fw.node.part_calls) == 1  # reading it changed nothing
    plot.redraw()
    assert len(plot._fw.node.part_calls) == 2


def test_a_plot_takes_figures_dicts_and_lists(bench: Bench, opened: Any, go: Any) -> None:
    plot = COMPONENTS["Plot"](figure={"data": [{"y": [1]}], "layout": {"title": "dict"}})
    opened.add_component(plot)
    assert drawn(bench, plot)["layout"]["title"] == {"text": "dict"}
    assert plot.figure.data[0].y == [1]
    plot.figure = go.Figure(go.Bar(y=[2]))
    assert drawn(bench, plot)["data"] == [{"type": "bar", "y": [2]}]
    plot.figure.add_bar(y=[3])
    assert len(drawn(bench, plot)["data"]) == 2
    plot.data = [{"type": "pie", "values": [1]}, go.Scatter(y=[5])]
    assert [trace["type"] for trace in drawn(bench, plot)["data"]] == ["pie", "scatter"]


def test_templates_have_a_default_and_names(bench: Bench, opened: Any) -> None:
    from formwright.runtime.client.anvil import plotly_templates

    plot = COMPONENTS["Plot"](data={"y": [1]})
    opened.add_component(plot)
    assert drawn(bench, plot)["layout"]["template"] is None  # the page's own look
    try:
        plotly_templates.set_default("plotly_dark")
        plot.redraw()
        assert drawn(bench, plot)["layout"]["template"]["layout"]["paper_bgcolor"] == "rgb(17,17,17)"
    finally:
        plotly_templates.set_default("formwright")
    with pytest.raises(ValueError, match="There is no template 'glitter'"):
        plotly_templates.set_default("glitter")


def test_plot_events_carry_their_points(bench: Bench, opened: Any) -> None:
    got: list[Any] = []
    plot = COMPONENTS["Plot"](data={"y": [1]})
    opened.add_component(plot)
    plot.set_event_handler("click", lambda points, **_: got.append(points))
    bench.fire(plot, "plot-click", points=[{"x": 1}])
    assert got == [[{"x": 1}]]
