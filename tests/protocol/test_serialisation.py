"""Values survive the way to the other side; what cannot travel is refused with its path."""

from __future__ import annotations

import contextlib
import json
import math
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.runtime.protocol import serialisation
from formwright.runtime.protocol.errors import SerializationError
from formwright.runtime.protocol.media import BlobMedia, Media
from formwright.runtime.protocol.serialisation import dumps, dumps_call, loads, loads_call

offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec=None, categories=None))
    | st.dates()
    | st.datetimes(timezones=offsets)
)
keys = st.text(max_size=5) | st.just("$")
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=30)


def round_trip(value: object) -> Any:
    text, blobs = dumps(value)
    return loads(text.encode().decode(), blobs)  # as UTF-8, which the WebSocket demands


@given(values)
def test_values_survive(value: object) -> None:
    assert round_trip(value) == value


@given(st.lists(values, max_size=3), st.dictionaries(keys, values, max_size=3))
def test_arguments_survive(args: list[object], kwargs: dict[str, object]) -> None:
    text, blobs = dumps_call(args, kwargs)
    assert loads_call(text, blobs) == (args, kwargs)


@given(st.lists(st.integers() | st.text() | st.none() | st.booleans()))
def test_plain_values_are_plain_json(value: list[object]) -> None:
    assert json.loads(dumps(value)[0]) == value


def test_special_numbers() -> None:
    assert math.isnan(round_trip(math.nan))
    assert round_trip([math.inf, -math.inf, 2**60, 1e308]) == [math.inf, -math.inf, 2**60, 1e308]


def test_types_stay_what_they_are() -> None:
    assert [type(value) for value in round_trip([True, 1, 1.0, "1"])] == [bool, int, float, str]
    assert type(round_trip(date(2020, 1, 2))) is date
    assert round_trip((1, (2,))) == [1, [2]]


def test_a_naive_datetime_gains_the_local_offset() -> None:
    moment = datetime(2024, 7, 1, 12, 30, 0, 5)
    result = round_trip(moment)
    assert result == moment.astimezone()
    assert result.replace(tzinfo=None) == moment
    assert round_trip(datetime.min).replace(tzinfo=None) == datetime.min


def test_an_offset_is_kept() -> None:
    moment = datetime(2024, 7, 1, 12, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    assert round_trip(moment).utcoffset() == timedelta(hours=5, minutes=45)


def test_media_travels_beside_the_text() -> None:
    content = bytes(range(256)) * 100
    medium = BlobMedia("image/png", content, "picture.png")
    text, blobs = dumps({"first": medium, "again": [medium], "other": BlobMedia("text/plain", b"x")})
    assert blobs == [content, b"x"]
    result = loads(text, blobs)
    assert (result["first"].content_type, result["first"].name) == ("image/png", "picture.png")
    assert result["again"][0].get_bytes() == content
    assert (result["other"].name, result["other"].length) == (None, 1)


def test_own_media_classes_travel() -> None:
    class Report(Media):
        @property
        def content_type(self) -> str:
            return "text/csv"

        def get_bytes(self) -> bytes:
            return b"a;b"

    assert round_trip(Report()).get_bytes() == b"a;b"


@pytest.mark.parametrize(
    ("value", "path", "hint"),
    [
        ({"x": {1, 2}}, "args[0]['x']", "list"),
        ([1, [b"bytes"]], "args[0][1][0]", "Media"),
        ({"x": [object()]}, "args[0]['x'][0]", "object"),
        ({"x": {3: 1}}, "args[0]['x']", "keys must be strings"),
        (1j, "args[0]", "complex"),
        (print, "args[0]", "cannot be sent"),
        (math, "args[0]", "module"),
    ],
)
def test_refusals_name_the_path(value: object, path: str, hint: str) -> None:
    with pytest.raises(SerializationError) as caught:
        dumps_call([value], {})
    assert str(caught.value).startswith(path + " ")
    assert hint in str(caught.value)


def test_refusals_name_keyword_arguments_and_results() -> None:
    with pytest.raises(SerializationError, match=r"^kwargs\['when'\]\[0\] "):
        dumps_call([], {"when": [set()]})
    with pytest.raises(SerializationError, match=r"^result\['a'\] "):
        dumps({"a": set()})


def test_circular_data_is_refused_and_shared_data_is_not() -> None:
    circle: dict[str, object] = {}
    circle["list"] = [circle]
    with pytest.raises(SerializationError, match=r"result\['list'\]\[0\] contains itself"):
        dumps(circle)
    shared = [1]
    assert round_trip([shared, shared]) == [[1], [1]]


def test_depth_is_bounded_both_ways() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(SerializationError, match="levels deep"):
        dumps(deep)
    for text in ("[" * 100_000 + "]" * 100_000, '{"$":' * 900 + "1" + "}" * 900):
        with pytest.raises(SerializationError):
            loads(text)


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serialisation, "MAX_TEXT", 1000)
    with pytest.raises(SerializationError, match="Media"):
        dumps("x" * 1000)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "NaN",
        '{"$":"unknown"}',
        '{"$":"datetime"}',
        '{"$":"datetime","v":"yesterday"}',
        '{"$":"media","b":5,"t":"x","n":null}',
        '{"$":"media","b":-1,"t":"x","n":null}',
        '{"$":["list"]}',
    ],
)
def test_foreign_text_raises_nothing_else(text: str) -> None:
    with pytest.raises(SerializationError):
        loads(text, [b"one"])


@pytest.mark.parametrize("text", ["[]", "1", '{"a":1}', '{"a":[],"k":[]}', '{"k":5}'])
def test_a_call_must_have_its_form(text: str) -> None:
    with pytest.raises(SerializationError, match="a call must be"):
        loads_call(text)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(SerializationError):
        loads(text)
