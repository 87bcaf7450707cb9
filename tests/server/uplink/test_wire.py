"""The translation between our serialisation and the uplink's, there and back, and what it refuses."""

from __future__ import annotations

import json
import math
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.runtime.protocol.errors import SerializationError
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.protocol.serialisation import dumps, dumps_call, loads, loads_call
from formwright.runtime.server.uplink.wire import Incoming, Outgoing

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.datetimes(min_value=datetime(1, 1, 2), timezones=ZONES)
)
KEYS = st.text(max_size=5) | st.just("$")
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=25
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=15,
)


@given(st.lists(VALUES, max_size=3), st.dictionaries(st.text(max_size=4), VALUES, max_size=2))
def test_what_goes_out_comes_back(args: list[Any], kwargs: dict[str, Any]) -> None:
    body, blobs = dumps_call(args, kwargs)
    message = json.loads(json.dumps(Outgoing(blobs).call(body)))
    assert loads_call(Incoming(message, {}).call()) == (args, kwargs)
    text, blobs = dumps([args, kwargs])
    message = json.loads(json.dumps(Outgoing(blobs).result(text)))
    assert loads(Incoming(message, {}).result()) == [args, kwargs]


def test_media_and_odd_floats() -> None:
    text, blobs = dumps({"a": [BlobMedia("text/x", b"abc", "n")], "inf": math.inf})
    outgoing = Outgoing(blobs)
    message = outgoing.result(text)
    assert message["response"] == {"a": [None], "inf": None}
    incoming = Incoming(message, outgoing.media)
    back = loads(incoming.result(), incoming.blobs)
    assert (back["a"][0].get_bytes(), back["a"][0].name, back["inf"]) == (b"abc", "n", math.inf)


def test_media_in_files_of_the_host_are_read() -> None:
    text = '{"a":[{"$":"stored","i":"ticket","t":"text/x","n":"n","l":3}],"k":{}}'
    outgoing = Outgoing([], lambda ticket: ticket.encode())
    message = outgoing.call(text)
    assert message["objects"][0]["name"] == "n"
    assert list(outgoing.media.values()) == [b"ticket"]
    with pytest.raises(SerializationError, match="stored"):
        Outgoing([]).call(text)


def test_the_notation_is_that_of_the_protocol() -> None:
    moment = datetime(2020, 1, 2, 3, 4, 5, 6, timezone(timedelta(minutes=-30)))
    message = Outgoing([]).result(dumps([2**40, date(2020, 1, 2), moment, {"x": math.nan}])[0])
    assert message == {
        "response": [None, None, None, {"x": None}],
        "objects": [
            {"path": ["response", 0], "type": ["Long"], "value": "1099511627776"},
            {"path": ["response", 1], "type": ["Date"], "value": "2020-01-02"},
            {"path": ["response", 2], "type": ["DateTime"], "value": "2020-01-02 03:04:05.000006-0030"},
            {"path": ["response", 3, "x"], "type": ["Float"], "value": "NaN"},
        ],
    }


def test_portable_objects_come_after_what_they_hold() -> None:
    text = (
        '{"$":"with","v":{"$":"object","c":"M.C","v":{"x":{"$":"date","v":"2020-01-02"}}},"s":{"k":{"n":1}}}'
    )
    message = Outgoing([]).result(text)
    assert [entry["type"] for entry in message["objects"]] == [["Date"], ["ValueType"]]
    assert message["vt_global"] == ["k", {"n": 1}]
    assert json.loads(Incoming(message, {}).result()) == json.loads(text)


@pytest.mark.parametrize(
    "objects",
    [
        [{"path": ["response", 0], "type": ["LiveObject"], "id": "x"}],
        [{"path": [], "type": ["Long"], "value": "1"}],
        [{"path": ["nowhere"], "type": ["Long"], "value": "1"}],
        [{"path": ["response", 9], "type": ["Long"], "value": "1"}],
        [{"path": ["response", 0], "type": ["Long"], "value": "one"}],
        [{"path": ["response", 0], "type": ["DataMedia"], "id": "unknown"}],
        [{"type": ["Long"]}],
        [{"path": ["response", 0], "type": ["Long"], "value": float("inf")}],
        [
            {"path": ["response", 0], "type": ["Date"], "value": "2020-01-02"},
            {"path": ["response", 0, "$"], "type": ["Primitive"], "value": "capability"},
        ],
        "objects",
        [None],
    ],
)
def test_what_makes_no_sense_is_refused(objects: Any) -> None:
    with pytest.raises(SerializationError):
        Incoming({"response": [None], "objects": objects}, {}).result()


@given(JSON, JSON)
def test_nothing_but_a_refusal_comes_of_nonsense(response: Any, objects: Any) -> None:
    message = {"response": response, "args": response, "objects": objects, "vt_global": objects}
    for read in (Incoming(message, {}).result, Incoming(message, {}).call):
        try:
            json.loads(read())
        except SerializationError:
            continue


def test_arguments_cannot_be_replaced_as_a_whole() -> None:
    objects = [{"path": ["args"], "type": ["Long"], "value": "1"}]
    with pytest.raises(SerializationError):
        Incoming({"args": [1], "kwargs": {}, "objects": objects}, {}).call()


def test_depth_is_bounded() -> None:
    deep: Any = 1
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(SerializationError, match="deep"):
        Incoming({"response": deep}, {}).result()
