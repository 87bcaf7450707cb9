"""`anvil.util` and `anvil.history.Location` mean the same on both sides and travel between them."""

from __future__ import annotations

from typing import Any

import pytest

from formwright.runtime.client.history import Location as ClientLocation
from formwright.runtime.protocol.location import LOCATION_NAME
from formwright.runtime.protocol.portable import PortableClasses
from formwright.runtime.protocol.serialisation import dumps, loads
from formwright.runtime.protocol.wrapped import WrappedList, WrappedObject
from formwright.runtime.worker.places import Location as WorkerLocation


def classes(location: type) -> PortableClasses:
    return PortableClasses(lambda _: False, {LOCATION_NAME: location})


def sent(value: object, location: type = WorkerLocation) -> Any:
    text, blobs = dumps(value)
    return loads(text, blobs, classes(location))


def test_keys_are_attributes_also_further_in() -> None:
    it = WrappedObject({"a": {"b": [{"c": 1}, 2]}}, d=4)
    assert it.a.b[0].c == 1 and it.d == 4
    it.e = {"f": [1]}
    it["e"].f.append({"g": 2})
    assert it.e.f[1].g == 2 and it == {"a": {"b": [{"c": 1}, 2]}, "d": 4, "e": {"f": [1, {"g": 2}]}}
    del it.d
    with pytest.raises(AttributeError):
        _ = it.d
    with pytest.raises(AttributeError):
        del it.d
    listed = WrappedList([{"a": 1}])
    listed.insert(0, {"b": 2})
    listed.extend([{"c": 3}])
    listed[1:2] = [{"d": 4}]
    assert (listed[0].b, listed[1].d, listed[2].c) == (2, 4, 3)


def test_wrapped_objects_arrive_as_such() -> None:
    classes(WorkerLocation)
    back = sent([WrappedObject(a=[{"$": 1}]), WrappedList([{"x": None}]), {"a": 1}])
    assert type(back[0]) is WrappedObject and back[0].a[0]["$"] == 1
    assert type(back[1]) is WrappedList and back[1][0].x is None
    assert type(back[2]) is dict


def test_a_portable_dict_that_does_not_write_itself_travels_as_a_dict() -> None:
    class Mine(dict[str, int]):
        pass

    known = classes(WorkerLocation)
    known.add(Mine)
    text, _ = dumps(Mine(a=1))
    assert loads(text, (), known) == {"a": 1}


def test_a_location_arrives_as_the_other_sides() -> None:
    classes(ClientLocation), classes(WorkerLocation)
    here = ClientLocation("/a", "b=1&c", "d", {"n": 1}, "key")
    there = sent(here, WorkerLocation)
    assert type(there) is WorkerLocation
    assert (there.path, there.search, there.hash, there.state, there.key) == (
        "/a",
        "?b=1&c",
        "#d",
        {"n": 1},
        "key",
    )
    assert there.search_params == {"b": "1", "c": ""} and there.get_url() == "/a?b=1&c#d"
    assert type(sent(there, ClientLocation)) is ClientLocation
