"""Calls become moments with nested calls beneath, and calls in a loop are noticed."""

from __future__ import annotations

from itertools import count

from formwright.designer.core.call_groups import moments
from formwright.designer.core.server_log import CallEntry

_numbers = count(1)


def call(
    function: str,
    started: float,
    milliseconds: float = 20.0,
    *,
    session: str = "s",
    parent: str = "",
    call_id: str = "",
    finished: bool = True,
) -> CallEntry:
    number = next(_numbers)
    return CallEntry(
        number, call_id or f"n{number}", function, "per-call", session, "browser", parent, 1, started,
        finished, True, milliseconds,
    )  # fmt: skip


def test_a_pause_and_another_session_begin_another_moment() -> None:
    found = moments([call("a", 0), call("b", 0.1), call("x", 0.1, session="t"), call("c", 2)])
    assert [[item.call.function for item in moment.calls] for moment in found] == [["a", "b"], ["x"], ["c"]]
    assert round(found[0].seconds(9), 6) == 0.12


def test_calls_that_server_code_makes_are_beneath_their_caller() -> None:
    found = moments(
        [
            call("a", 0, call_id="1"),
            call("b", 0.01, parent="1", call_id="c1"),
            call("c", 0.012, parent="c1"),
            call("d", 0.05),
            call("orphan", 0.06, parent="gone"),
        ]
    )
    assert [(item.call.function, item.depth) for item in found[0].calls] == [
        ("a", 0), ("b", 1), ("c", 2), ("d", 0), ("orphan", 0),
    ]  # fmt: skip
    assert found[0].outer == 3


def test_a_moment_lasts_while_a_call_runs() -> None:
    running = call("slow", 0, 0, finished=False)
    (moment,) = moments([running, call("b", 3)])
    assert moment.seconds(10) == 10


def test_five_calls_of_one_function_in_a_row_are_a_loop() -> None:
    assert moments([call("get", n * 0.03) for n in range(4)])[0].loops == ()
    (loop,) = moments([call("get", n * 0.03) for n in range(6)])[0].loops
    assert (loop.function, loop.times, loop.within) == ("get", 6, "")
    assert loop.message == "get was called 6 times in a row, 120 ms in all"
    assert "pass a list" in loop.remedy


def test_other_calls_between_or_long_pauses_are_no_loop() -> None:
    mixed = [call("get" if n % 2 else "put", n * 0.03) for n in range(12)]
    slow = [call("get", n * 0.4) for n in range(8)]  # somebody clicks quickly
    assert moments(mixed)[0].loops == ()
    assert moments(slow)[0].loops == ()


def test_a_loop_within_a_server_function_names_it() -> None:
    inner = [call("price", 0.01 + n * 0.02, parent="1") for n in range(5)]
    (loop,) = moments([call("total", 0, 200, call_id="1"), *inner])[0].loops
    assert loop.within == "total"
    assert "Call the Python function price() directly" in loop.remedy
