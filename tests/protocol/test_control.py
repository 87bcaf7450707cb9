"""Control messages: every class there and back, on one line."""

from __future__ import annotations

import pytest

from formwright.runtime.protocol import control
from formwright.runtime.protocol.control import ControlError
from formwright.runtime.protocol.errors import RemoteError, TraceFrame
from formwright.runtime.spec.app import Problem

ERROR = RemoteError("ValueError", "é\n", (TraceFrame("server_code/S.py", 2, "f", "raise"),), "text")
COMMANDS: list[control.Command] = [
    control.Reload(("client_code/Form1.py",)),
    control.Restart(),
    control.SetMode(True),
    control.SetPython("/somewhere/python"),
    control.Shutdown(),
]
EVENTS: list[control.Event] = [
    control.Ready("http://127.0.0.1:1/", "token", 1),
    control.Output("stdout", "line\n", "c1", 5),
    control.CallStarted("c1", "add", None, "per-call"),
    control.CallFinished("c1", "add", False, 1.5, 5, "per-call", ERROR),
    control.ServerState("broken", "persistent", "CPython 3.12", 10.0, ERROR, "mend it"),
    control.WorkerState(5, "per-call", "ended", 1, 100.5, 2**33, "CPython 3.12", "served its call"),
    control.ClientLog("error", "text", ERROR.trace, "s"),
    control.Problems((Problem("a.py", 1, 2, "error", "code", "message", "remedy"),)),
    control.Failed("message", "remedy"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=repr)
def test_commands(command: control.Command) -> None:
    line = control.encode(command)
    assert "\n" not in line and line.isascii()
    assert control.decode_command(line) == command
    with pytest.raises(ControlError):
        control.decode_event(line)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_events(event: control.Event) -> None:
    line = control.encode(event)
    assert "\n" not in line and line.isascii()
    assert control.decode_event(line) == event


def test_a_newer_side_may_say_more() -> None:
    assert control.decode_command('{"t":"SetMode","persistent":true,"news":1}') == control.SetMode(True)


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"t":"Nothing"}', '{"t":"SetMode"}'])
def test_bad_lines(line: str) -> None:
    with pytest.raises(ControlError):
        control.decode_command(line)
