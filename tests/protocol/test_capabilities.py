"""Capabilities: who holds one can narrow it; nobody but server code of the session can make or widen one."""

from __future__ import annotations

import json
import secrets
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formwright.runtime.client import capabilities as in_browser
from formwright.runtime.protocol.capabilities import Capability, Seal, unwrap_capability
from formwright.runtime.protocol.errors import SerializationError
from formwright.runtime.protocol.portable import Trust
from formwright.runtime.protocol.serialisation import dumps, dumps_call, loads, loads_call

KEY = secrets.token_bytes(32)


def text(value: object) -> str:
    return json.dumps(value, sort_keys=True)  # `==` takes 1 for True


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
parts = st.lists(plain, max_size=3)
scopes = parts.filter(lambda scope: bool(scope) and not str(scope[0]).startswith("_"))


def server(key: bytes | None = KEY) -> Trust:
    return Trust(True, False, Seal(key))


def browser() -> Trust:
    return Trust(False, True, in_browser.seal())


def given_to_browser(value: object, key: bytes = KEY) -> Any:
    return loads(dumps(value, trust=server(key))[0], trust=browser())


def shown_to_server(value: object, key: bytes | None = KEY) -> Any:
    return loads_call(dumps_call([value], {}, browser())[0], trust=server(key))[0][0]


@given(scopes, st.lists(parts, max_size=3), parts)
def test_a_capability_comes_back_and_can_be_narrowed_on_both_sides(
    scope: list[Any], narrowings: list[list[Any]], last: list[Any]
) -> None:
    held = given_to_browser(Capability(scope))
    whole = list(scope)
    for narrowing in narrowings:
        held = held.narrow(narrowing)
        whole += narrowing
    back = shown_to_server(held)
    assert held.is_valid and back.is_valid
    assert text(back.scope) == text(held.scope) == text(whole)
    again = shown_to_server(given_to_browser(back.narrow(last)))
    assert again.is_valid and text(again.scope) == text(whole + last)


@given(scopes, st.lists(parts, max_size=2), st.data())
def test_what_is_changed_on_the_way_is_not_valid(
    scope: list[Any], narrowings: list[list[Any]], data: st.DataObject
) -> None:
    held = given_to_browser(Capability(scope))
    for narrowing in narrowings:
        held = held.narrow(narrowing)
    sent = json.loads(dumps_call([held], {}, browser())[0])
    cap = sent["a"][0]
    what = data.draw(st.sampled_from(["s", "n", "m", "shift", "drop"]))
    before = text([cap["s"], cap.get("n", []), cap["m"]])
    if what == "s":
        cap["s"] = data.draw(scopes)
    elif what == "n":
        cap["n"] = data.draw(st.lists(parts, max_size=3))
    elif what == "m":
        cap["m"] = data.draw(st.binary(max_size=40)).hex()
    elif what == "shift":  # what narrows is said to be of the scope
        assume(cap.get("n"))
        cap["s"] = cap["s"] + cap["n"].pop(0)
    else:  # a link is left out: wider
        assume(cap.get("n"))
        cap["n"].pop(data.draw(st.integers(0, len(cap["n"]) - 1)))
    assume(text([cap["s"], cap.get("n", []), cap["m"]]) != before)
    back = loads_call(json.dumps(sent), trust=server())[0][0]
    assert not back.is_valid
    assert not back.narrow([1]).is_valid
    with pytest.raises(ValueError, match="not valid"):
        unwrap_capability(back, [Capability.ANY] * 20)
    assert not shown_to_server(given_to_browser(back)).is_valid


@given(scopes)
def test_one_of_another_session_or_made_by_a_browser_is_not_valid(scope: list[Any]) -> None:
    assert not shown_to_server(given_to_browser(Capability(scope)), secrets.token_bytes(32)).is_valid
    assert not shown_to_server(given_to_browser(Capability(scope)), None).is_valid
    made = in_browser.Capability(scope)
    assert not made.is_valid and not made.narrow([1]).is_valid
    assert not shown_to_server(made).is_valid and not shown_to_server(made.narrow([1])).is_valid


@given(scopes)
def test_the_key_does_not_travel(scope: list[Any]) -> None:
    assert KEY.hex() not in dumps(Capability(scope), trust=server())[0]


@pytest.mark.parametrize(
    ("scope", "pattern", "found"),
    [
        (["a"], ["a"], ["a"]),
        (["a", 1], ["a", Capability.ANY], ["a", 1]),
        (["a"], ["a", Capability.ANY], ["a", None]),
        (["a"], ["a", 7], ["a", 7]),
        (["a", {"k": [1]}], [Capability.ANY, {"k": [1]}], ["a", {"k": [1]}]),
        (["a", 1], ["a"], None),
        (["a", 1], ["a", True], None),
        (["a", 1], ["a", 2], None),
        (["a", 1], ["a", object()], None),
        (["a"], [], None),
    ],
)
def test_unwrapping(scope: list[Any], pattern: list[Any], found: list[Any] | None) -> None:
    for capability in (Capability(scope), shown_to_server(given_to_browser(Capability(scope)))):
        if found is None:
            with pytest.raises(ValueError, match="match"):
                unwrap_capability(capability, pattern)
        else:
            assert unwrap_capability(capability, pattern) == found


@pytest.mark.parametrize("other", [None, "a", ["a"], {"$": "capability"}, 1])
def test_what_is_no_capability_is_refused(other: object) -> None:
    with pytest.raises(ValueError, match="expected a capability"):
        unwrap_capability(other, ["a"])


@pytest.mark.parametrize("scope", [[], ["_a"], "a", [object()], [{1: 2}], [b""], [[[]] * 3, {"a": {1}}]])
def test_scopes_that_nobody_may_make(scope: Any) -> None:
    with pytest.raises(ValueError, match="scope"):
        Capability(scope)


def test_what_a_scope_held_when_it_was_signed_cannot_be_changed() -> None:
    items: list[Any] = ["a", [1]]
    capability = Capability(items)
    items[1].append(2)
    capability.scope[1].append(3)
    assert capability.scope == ["a", [1]]


@pytest.mark.parametrize(
    "data",
    [
        {"s": "a", "m": ""},
        {"s": ["a"]},
        {"m": ""},
        {"s": ["a"], "m": "xyz"},
        {"s": ["a"], "m": 5},
        {"s": ["a"], "n": "a", "m": ""},
        {"s": ["a"], "n": [5], "m": ""},
        {"s": [float("1e999")], "m": ""},
    ],
)
def test_unreadable_ones(data: dict[str, Any]) -> None:
    with pytest.raises(SerializationError):
        loads_call(json.dumps({"a": [{"$": "capability", **data}], "k": {}}), trust=server())


def test_a_very_deep_scope_is_refused() -> None:
    call = '{"a": [{"$": "capability", "m": "", "s": ' + "[" * 900 + "]" * 900 + "}]}"
    with pytest.raises(SerializationError):
        loads_call(call, trust=server())


def test_without_a_session_none_can_be_sent() -> None:
    with pytest.raises(SerializationError, match=r"result\[0\] is a capability"):
        dumps([Capability(["a"])])


def answered(call: tuple[str, list[bytes]], trust: Trust, answer: Any) -> Any:
    """The browser sends a call; `answer` is what the function does with its arguments."""
    here = server()
    args, _ = loads_call(call[0], trust=here)
    return loads(dumps(answer(*args), trust=here)[0], trust=trust), args


def test_updates_come_back_to_the_holder_with_the_answer() -> None:
    first, second = given_to_browser([Capability(["a"]), Capability(["b"])])
    seen: list[Any] = []
    first.set_update_handler(lambda update: seen.append(("first", update)))
    second.set_update_handler(lambda update: seen.append(("second", update)))

    def function(one: Capability, both: list[Capability]) -> int:
        assert both[0].scope == one.scope
        one.send_update({"n": 1})
        both[1].send_update(2)
        one.set_update_handler(None, lambda: "as it is at the end")
        both[1].set_update_handler(None, lambda: None)
        return 5

    trust = browser()
    result, args = answered(dumps_call([first, [first, second]], {}, trust), trust, function)
    assert result == 5
    assert seen == [("first", {"n": 1}), ("second", 2), ("first", "as it is at the end")]
    with pytest.raises(ValueError, match="over"):
        args[0].send_update(3)


def test_updates_for_a_capability_that_was_passed_on_are_passed_on() -> None:
    held = given_to_browser(Capability(["a"]))
    seen: list[Any] = []
    held.set_update_handler(seen.append)

    def outer(capability: Capability) -> Any:
        nested = Trust(seal=Seal(KEY))
        return answered(dumps_call([capability], {}, nested), nested, lambda it: it.send_update("deep"))[0]

    trust = browser()
    answered(dumps_call([held], {}, trust), trust, outer)
    assert seen == ["deep"]


@pytest.mark.parametrize("updates", ["5", "[5]", "[[]]", "[[0]]", "[[0, 1, 2]]", '[{"$": "x"}]', "{}"])
def test_updates_that_make_no_sense(updates: str) -> None:
    held = given_to_browser(Capability(["a"]))
    seen: list[Any] = []
    held.set_update_handler(seen.append)
    trust = browser()
    dumps_call([held], {}, trust)
    answer = f'{{"$": "with", "v": 1, "u": {updates}}}'
    if updates in ("5", "{}"):
        assert loads(answer, trust=trust) == 1
    else:
        with pytest.raises(SerializationError):
            loads(answer, trust=trust)
    for number in ("7", "-1", '"0"', "null"):  # of no capability that the call had
        loads(f'{{"$": "with", "v": 1, "u": [[{number}, "x"]]}}', trust=trust)
    assert seen == []


def test_nobody_is_told_of_updates_for_what_no_call_brought() -> None:
    for capability in (Capability(["a"]), given_to_browser(Capability(["a"]))):
        with pytest.raises(ValueError, match="no call has brought"):
            capability.send_update(1)
