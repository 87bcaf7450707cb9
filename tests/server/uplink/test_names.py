"""Which uplink has which function; patterns that would take for ever are given up."""

from __future__ import annotations

import time

import pytest

from formwright.runtime.server.uplink.names import Names


def test_names_are_found_shared_and_missed() -> None:
    names: Names[str] = Names()
    names.add("add", "one")
    names.add("add", "two")
    names.add("get_.*", "one")
    assert {names.find("add") for _ in range(100)} == {"one", "two"}
    assert (names.find("get_x"), names.find("xget_x"), names.of("one")) == ("one", None, ["add", "get_.*"])
    names.forget("one")
    assert (names.find("add"), names.find("get_x")) == ("two", None)
    assert not names.is_gone("add") and names.is_gone("get_.*")
    names.forget("two")
    assert names.is_gone("add")
    names.add("add", "three")
    assert not names.is_gone("add")


def test_a_pattern_that_takes_for_ever_is_given_up() -> None:
    names: Names[str] = Names()
    names.add("(a+)+b", "one")
    begun = time.process_time()
    assert names.find("a" * 60) is None
    assert time.process_time() - begun < 5  # it would be hours
    assert names.find("aab") == "one"


@pytest.mark.parametrize("name", ["a(b", "x" * 2000])
def test_what_cannot_be_a_name(name: str) -> None:
    with pytest.raises(ValueError, match=r"name|expression"):
        Names[str]().add(name, "one")
