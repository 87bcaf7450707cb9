"""Values of numpy, pandas and plotly become plain ones on their way: with the real libraries."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime
from typing import Any

import numpy
import pandas
import pytest

from formwright.runtime.client.plotly import graph_objects
from formwright.runtime.protocol.errors import SerializationError
from formwright.runtime.protocol.serialisation import dumps, loads

plotly = importlib.import_module("plotly.graph_objects")  # has no types


def sent(value: object) -> Any:
    return loads(*dumps(value))


def exactly(value: object) -> Any:
    """What arrived, with the types: True is not 1 here, nor is 2.0 the same as 2."""
    return repr(sent(value))


def test_numbers_and_arrays_are_unpacked_also_inside_others() -> None:
    inner = numpy.array([[1.5, 2], [numpy.float64(4), float("inf")]])
    assert exactly({"a": [numpy.int64(3)], "b": inner}) == "{'a': [3], 'b': [[1.5, 2.0], [4.0, inf]]}"


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (numpy.bool_(True), "True"),
        (numpy.uint8(255), "255"),
        (numpy.float16(0.5), "0.5"),
        (numpy.longdouble(2), "2.0"),
        (numpy.str_("ä"), "'ä'"),
        (numpy.float64("nan"), "nan"),
        (numpy.arange(3), "[0, 1, 2]"),
        (numpy.array(7), "7"),
        (numpy.zeros((2, 0)), "[[], []]"),
        (numpy.array(["a", None], dtype=object), "['a', None]"),
        (numpy.array([1, 2], dtype=numpy.longdouble), "[1.0, 2.0]"),
        (numpy.ma.masked_array([1, 2], mask=[False, True]), "[1, None]"),
        (numpy.array([(1, 2.5)], dtype=[("a", int), ("b", float)]), "[[1, 2.5]]"),
    ],
)
def test_kinds_of_numpy_values(value: object, arrives: str) -> None:
    assert exactly(value) == arrives


def test_what_an_array_holds_is_refused_by_its_place() -> None:
    with pytest.raises(SerializationError, match=r"result\['x'\]\[1\] is of type complex"):
        dumps({"x": numpy.array([1, 1j], dtype=object)})


def test_figures_are_their_data_and_layout() -> None:
    figure = graph_objects.Figure(graph_objects.Scatter(x=[1, 2], y=[3, 4]), layout={"title": {"text": "t"}})
    assert sent(figure) == figure.to_plotly_json()
    assert sent([graph_objects.Bar(y=[1])]) == [{"type": "bar", "y": [1]}]


def test_figures_of_plotly_itself() -> None:
    times = pandas.to_datetime(["2020-01-01", "2020-01-02"])
    figure = plotly.Figure(
        [
            plotly.Scatter(x=times, y=numpy.array([1.5, 2.5])),
            plotly.Heatmap(z=numpy.eye(2), x=pandas.Series(["a", "b"])),
        ],
        layout={"title": "t"},
    )
    arrived = sent({"figure": figure})["figure"]
    scatter, heatmap = arrived["data"]
    assert (scatter["type"], scatter["y"], heatmap["z"]) == ("scatter", [1.5, 2.5], [[1.0, 0.0], [0.0, 1.0]])
    assert heatmap["x"] == ["a", "b"]
    assert [moment.replace(tzinfo=None) for moment in scatter["x"]] == [
        datetime(2020, 1, 1),
        datetime(2020, 1, 2),
    ]
    assert arrived["layout"]["title"]["text"] == "t"


@pytest.mark.parametrize("kind", ["i1", "u1", "i2", "u2", "i4", "u4", "f4", "f8"])
@pytest.mark.parametrize("shape", [(6,), (2, 3), (3, 1, 2), (0,)])
def test_arrays_that_plotly_packs_are_lists_again(kind: str, shape: tuple[int, ...]) -> None:
    values = numpy.resize(numpy.array([0, 1, 2, 3, 4, 100], dtype=kind), shape)
    figure = plotly.Figure(plotly.Scatter(customdata=values))
    assert sent(figure)["data"][0]["customdata"] == values.tolist()


def test_times_with_nanoseconds_and_no_time_at_all() -> None:
    moment = pandas.Timestamp("2020-01-02T00:00:00.000000001", tz="UTC")
    assert moment.nanosecond == 1
    assert sent(moment) == datetime(2020, 1, 2, tzinfo=UTC)
    assert sent([pandas.NaT, numpy.datetime64("NaT", "ns")]) == [None, None]
    arrived = sent(numpy.array(["2020-01-01T10:00"], dtype="datetime64[ns]"))[0]
    assert arrived.replace(tzinfo=None) == datetime(2020, 1, 1, 10)


def test_tables_say_how_they_can_be_sent() -> None:
    frame = pandas.DataFrame({"a": [1, 2], "b": ["x", None]})
    with pytest.raises(SerializationError, match=r"pandas\.DataFrame.*\.to_dict\('records'\)"):
        dumps(frame)
    with pytest.raises(SerializationError, match=r"\.tolist\(\)"):
        dumps(frame["a"])
    assert exactly(frame.to_dict("records")) == "[{'a': 1, 'b': 'x'}, {'a': 2, 'b': nan}]"
    assert sent(frame["a"].tolist()) == [1, 2]
