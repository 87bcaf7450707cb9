"""The run session: what the host and the page say becomes states, lines and workers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from formwright.designer.core.run import HostState, PageState, RunSession
from formwright.runtime.protocol import control
from formwright.runtime.protocol.errors import RemoteError, TraceFrame


class Link:
    """A host that says what the test wants."""

    def __init__(self) -> None:
        self.sent: list[control.Command] = []
        self.started = 0

    def listen(self, on_event: Callable[[control.Event], None], on_exit: Callable[[str], None]) -> None:
        self.say, self.die = on_event, on_exit

    def start(self) -> None:
        self.started += 1

    def send(self, command: control.Command) -> None:
        self.sent.append(command)

    def close(self) -> None:
        pass


@pytest.fixture
def link() -> Link:
    return Link()


@pytest.fixture
def session(link: Link) -> RunSession:
    return RunSession(link)


def test_running_starts_the_host_once_and_asks_the_preview(link: Link, session: RunSession) -> None:
    wanted: list[str] = []
    session.page_wanted.connect(wanted.append)
    session.run()
    session.run()
    assert link.started == 1
    assert session.host is HostState.STARTING
    link.say(control.Ready("http://127.0.0.1:1/", "secret", 1))
    assert (session.host, session.url, session.token) == (HostState.READY, "http://127.0.0.1:1/", "secret")
    session.page_event({"kind": "state", "state": "running", "milliseconds": 3})
    assert session.page is PageState.RUNNING
    session.stop()
    assert (session.page, wanted) == (PageState.STOPPED, ["run", "run", "stop"])


def test_saving_tells_the_host_then_the_preview(link: Link, session: RunSession) -> None:
    session.saved(["a.py"])
    assert link.sent == []  # there is no host yet: it will read the files when it starts
    session.start_host()
    session.saved(["a.py"])
    assert link.sent == [control.Reload(("a.py",))]


def test_a_page_waits_until_the_host_has_read_what_was_saved(link: Link, session: RunSession) -> None:
    """Or it would start with the code of before, which may be the endless loop that was just mended."""
    wanted: list[str] = []
    session.page_wanted.connect(wanted.append)
    session.start_host()
    link.say(control.Ready("http://127.0.0.1:1/", "secret", 1))
    session.saved(["a.py"])
    session.saved(["b.py"])
    session.run()
    assert (session.page, wanted) == (PageState.STARTING, [])
    link.say(control.Problems())
    assert wanted == []
    link.say(control.Problems())
    assert wanted == ["run"]
    session.saved(["a.py"])
    session.restart()
    link.die("")  # the host that comes next reads everything
    assert wanted == ["run", "restart"]
    link.say(control.Ready("http://127.0.0.1:1/", "secret", 1))
    session.saved(["a.py"])
    session.run()
    session.stop()
    link.say(control.Problems())
    assert wanted == ["run", "restart", "stop"]


def test_a_page_that_is_about_to_go_has_no_say(link: Link, session: RunSession) -> None:
    """It takes the saved code, too, and would pass for the page that is to come."""
    asked: list[bool] = []
    session.run_asked.connect(lambda: asked.append(True))
    session.start_host()
    link.say(control.Ready("http://127.0.0.1:1/", "secret", 1))
    session.saved(["a.py"])
    session.run()
    session.page_event({"kind": "state", "state": "running", "milliseconds": 3})
    assert (session.page, asked) == (PageState.STARTING, [True])
    link.say(control.Problems())
    session.page_event({"kind": "state", "state": "running", "milliseconds": 3})
    assert session.page is PageState.RUNNING
    session.restart()
    assert asked == [True, True]


def test_an_error_of_a_call_is_a_line_with_places(link: Link, session: RunSession) -> None:
    session.start_host()
    error = RemoteError("ValueError", "no", (TraceFrame("server_code/S.py", 4, "add", "raise"),), "Traceback")
    link.say(control.CallFinished("1", "add", False, 2.5, 77, "per-call", error))
    (line,) = session.server_console.lines
    assert (line.stream, line.text, line.detail) == ("error", "ValueError: no", "Traceback")
    assert line.trace[0].location.path == "server_code/S.py"
    assert session.calls[0].error == "ValueError: no"


def test_workers_come_and_go(link: Link, session: RunSession) -> None:
    session.start_host()
    state = control.WorkerState(5, "persistent", "idle", 3, 0.0, 10, "CPython 3.12")
    link.say(state)
    assert session.workers == {5: state}
    link.say(control.WorkerState(5, "persistent", "ended", 3, 0.0, 0, "CPython 3.12", "new code"))
    assert session.workers == {}


def test_a_host_that_keeps_failing_fails_the_page_too(link: Link, session: RunSession) -> None:
    session.run()
    states: list[HostState] = []
    session.host_changed.connect(lambda: states.append(session.host))
    link.die("")
    link.die("It ended four times.")
    assert states == [HostState.STARTING, HostState.FAILED]
    assert (session.page, session.message) == (PageState.FAILED, "It ended four times.")
    assert session.server_console.lines[-1].text == "It ended four times."


def test_a_page_may_say_nonsense(session: RunSession) -> None:
    for event in ({}, {"kind": "error", "trace": [{"line": "x"}, 3]}, {"kind": "state", "state": "odd"}):
        session.page_event(event)
    assert session.page is PageState.STOPPED
    assert session.client_console.lines[0].trace == ()
