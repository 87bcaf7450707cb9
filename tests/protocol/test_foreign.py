"""Values of numpy, pandas and plotly become plain ones on their way.

The libraries are no dependencies of the tests. `numpy` and `Moment` are stand-ins with the few attributes
that are relied upon; where the real libraries are installed, the last test takes them.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from formwright.runtime.client.plotly import graph_objects
from formwright.runtime.protocol.errors import SerializationError
from formwright.runtime.protocol.serialisation import dumps, loads


def sent(value: object) -> Any:
    return loads(*dumps(value))


class Kind:
    kind = "f"


class Scalar:
    dtype = Kind()

    def __init__(self, value: object) -> None:
        self._value = value

    def tolist(self) -> object:
        return self._value


class Array(Scalar):
    pass


@pytest.fixture
def numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("numpy")
    module.__dict__.update(ndarray=Array, generic=Scalar, longdouble=object())
    monkeypatch.setitem(sys.modules, "numpy", module)


@pytest.mark.usefixtures("numpy")
def test_numbers_and_arrays_are_unpacked_also_inside_others() -> None:
    assert sent({"a": [Scalar(3)], "b": Array([[1.5, 2], [Scalar(4), float("inf")]])}) == {
        "a": [3],
        "b": [[1.5, 2], [4, float("inf")]],
    }


@pytest.mark.usefixtures("numpy")
def test_what_an_array_holds_is_refused_by_its_place() -> None:
    with pytest.raises(SerializationError, match=r"result\['x'\]\[1\] is of type complex"):
        dumps({"x": Array([1, 1j])})


def test_figures_are_their_data_and_layout() -> None:
    figure = graph_objects.Figure(graph_objects.Scatter(x=[1, 2], y=[3, 4]), layout={"title": {"text": "t"}})
    assert sent(figure) == figure.to_plotly_json()
    assert sent([graph_objects.Bar(y=[1])]) == [{"type": "bar", "y": [1]}]


class Moment(datetime):
    """As `pandas.Timestamp`, which is a datetime with more digits than ISO 8601 readers take."""

    def to_pydatetime(self, warn: bool = True) -> datetime:
        assert not warn
        return datetime(self.year, self.month, self.day, tzinfo=self.tzinfo)

    def isoformat(self, *_: Any, **__: Any) -> str:
        return "2020-01-02T00:00:00.000000001"


class NotATime(Moment):
    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    __hash__ = datetime.__hash__


def test_times_with_nanoseconds_and_no_time_at_all() -> None:
    utc = UTC
    assert sent(Moment(2020, 1, 2, tzinfo=utc)) == datetime(2020, 1, 2, tzinfo=utc)
    assert sent([NotATime(2020, 1, 2)]) == [None]


def test_tables_say_how_they_can_be_sent() -> None:
    frame = type("DataFrame", (), {"__module__": "pandas"})()
    with pytest.raises(SerializationError, match=r"pandas\.DataFrame.*\.to_dict\('records'\)"):
        dumps(frame)


def test_the_real_libraries() -> None:
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    long = numpy.longdouble(2)
    assert sent([numpy.int64(3), numpy.bool_(True), numpy.arange(3), long]) == [3, True, [0, 1, 2], 2.0]
    moment = numpy.datetime64("2020-01-01T10:00", "ns")
    assert sent([pandas.NaT, moment])[1].replace(tzinfo=None) == datetime(2020, 1, 1, 10)
