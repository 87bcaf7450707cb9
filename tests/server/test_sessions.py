"""Sessions: resumed by their own browser only, forgotten when idle."""

from __future__ import annotations

from formwright.runtime.server.sessions import IDLE_SECONDS, Sessions, new_id


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_broken_connection_takes_up_its_session_again() -> None:
    sessions = Sessions(Clock())
    first = sessions.open(None, "browser")
    assert sessions.open(first.id, "browser") == first
    assert sessions.open(None, "browser") != first  # another tab


def test_an_id_alone_is_not_enough() -> None:
    sessions = Sessions(Clock())
    first = sessions.open(None, "browser")
    for other in ("", "another", "brówser"):
        assert sessions.open(first.id, other).id != first.id


def test_invented_ids_are_not_taken_over() -> None:
    assert Sessions(Clock()).open("chosen-by-the-page", "browser").id != "chosen-by-the-page"


def test_idle_sessions_are_forgotten_and_used_ones_kept() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    idle, used = sessions.open(None, "a"), sessions.open(None, "b")
    clock.now = IDLE_SECONDS - 1
    sessions.touch(used)
    clock.now = IDLE_SECONDS + 1
    assert sessions.open(idle.id, "a").id != idle.id
    assert sessions.open(used.id, "b").id == used.id
    assert len(sessions) == 2


def test_ids_cannot_be_guessed() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert min(map(len, ids)) >= 32
