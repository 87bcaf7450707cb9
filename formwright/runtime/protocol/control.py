"""What the designer and its host say to each other: typed commands and events, one JSON object a line.

Commands arrive on the host's stdin, events leave on its stdout. The engine reports with the same event
classes. Does no input or output. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from formwright.runtime.protocol.errors import RemoteError, TraceFrame
from formwright.runtime.spec.app import Problem

if TYPE_CHECKING:
    from typing import TypeAlias


PROTOCOL = 1


class ControlError(Exception):
    """The line is not one of these messages. The message says what is wrong with it."""


@dataclass(frozen=True)
class Reload:
    """Files of the app changed: read them again. Paths are relative to the app folder; () means all."""

    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Restart:
    """Start server code anew although nothing changed (persistent mode forgets its globals)."""


@dataclass(frozen=True)
class SetMode:
    persistent: bool


@dataclass(frozen=True)
class SetPython:
    path: str


@dataclass(frozen=True)
class SetLimits:
    """What server code may use: `spec.limits.WorkerLimits`."""

    call_seconds: float
    memory: int
    workers: int


@dataclass(frozen=True)
class KillTask:
    """Ends a background task."""

    task: str


@dataclass(frozen=True)
class RunTask:
    """Starts the background task of that name, without arguments."""

    name: str


@dataclass(frozen=True)
class ReplStart:
    """Starts the developer's Python if there is none."""


@dataclass(frozen=True)
class ReplInput:
    """What was typed: one statement, or as much of it as there is; several are run one after the other."""

    number: int
    source: str


@dataclass(frozen=True)
class ReplInterrupt:
    pass


@dataclass(frozen=True)
class ReplRestart:
    pass


@dataclass(frozen=True)
class ReplComplete:
    number: int
    text: str  # of the line up to the cursor


@dataclass(frozen=True)
class Shutdown:
    pass


@dataclass(frozen=True)
class Ready:
    """The host serves. `token` opens what only the designer may do."""

    url: str
    token: str
    port: int
    protocol: int = PROTOCOL


@dataclass(frozen=True)
class Output:
    """Printed by server code. `text` is as printed: whole lines where possible, line ends included."""

    stream: str  # "stdout" or "stderr"
    text: str
    call_id: str | None = None  # None: not printed by one particular call
    worker: int | None = None  # process id


@dataclass(frozen=True)
class CallStarted:
    call_id: str
    function: str
    worker: int | None
    mode: str  # "per-call" or "persistent"
    session: str = ""  # the beginning of its id: tells sessions apart, opens none
    client: str = ""  # who calls: "browser", "server_module", ...
    parent: str = ""  # the call that waits for this one, when server code makes it
    bytes_in: int = 0  # its arguments, media included
    started: float = 0.0  # seconds since the epoch


@dataclass(frozen=True)
class CallFinished:
    call_id: str
    function: str
    ok: bool
    milliseconds: float
    worker: int | None
    mode: str
    error: RemoteError | None = None
    session: str = ""  # the beginning of its id: tells sessions apart, opens none
    client: str = ""
    parent: str = ""
    bytes_in: int = 0
    bytes_out: int = 0  # its result, media included; 0 for an error
    waited: float = 0.0  # milliseconds of `milliseconds` before a worker had it
    started: float = 0.0  # seconds since the epoch


@dataclass(frozen=True)
class TaskChanged:
    """A background task began or ended, or is known from before the host was started."""

    task: str  # its identity, which is the `call_id` of its output
    name: str
    status: str  # "running", "completed", "failed", "killed" or "missing"
    started: float  # seconds since the epoch
    ended: float = 0.0
    launched_by: str = "call"  # "call", "schedule" or "designer"
    error: RemoteError | None = None


@dataclass(frozen=True)
class UplinksChanged:
    """Programs elsewhere that are connected, each as its kind and address, and the functions they have."""

    connected: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class ServerState:
    """Server code as a whole. `failed`: no worker can run; `broken`: the app's code fails to import."""

    state: str  # "starting", "ready", "broken", "failed"
    mode: str
    python: str = ""  # what is running, e.g. "CPython 3.12.1 (/usr/bin/python3)"
    milliseconds: float = 0.0
    error: RemoteError | None = None
    remedy: str = ""


@dataclass(frozen=True)
class WorkerState:
    """One process that runs server code. `started` is seconds since the epoch: the age follows from it."""

    pid: int
    mode: str
    state: str  # "starting", "idle", "busy", "draining", "ended"
    calls: int
    started: float
    memory_bytes: int
    python: str
    reason: str = ""  # why it ended, in words


@dataclass(frozen=True)
class ReplState:
    """The developer's Python. `error`: why it failed, or (when ready) why the app could not be imported."""

    state: str  # "starting", "ready", "ended", "failed"
    python: str = ""
    error: RemoteError | None = None
    reason: str = ""  # why it starts or ended, in words
    milliseconds: float = 0.0


@dataclass(frozen=True)
class ReplOutput:
    stream: str  # "stdout" or "stderr"
    text: str
    number: int  # of the input


@dataclass(frozen=True)
class ReplDone:
    """`more`: the input is not complete, so nothing was run."""

    number: int
    more: bool = False
    error: RemoteError | None = None
    milliseconds: float = 0.0


@dataclass(frozen=True)
class ReplCompletions:
    number: int
    names: tuple[str, ...] = ()  # each replaces the last name of the text, dots included


@dataclass(frozen=True)
class ClientLog:
    """From a page: the browser's output and errors, for pages outside the designer."""

    level: str
    text: str
    trace: tuple[TraceFrame, ...] = ()
    session: str = ""


@dataclass(frozen=True)
class Problems:
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Failed:
    """The host cannot do what it was started or asked for."""

    message: str
    remedy: str = ""


ReplCommand: TypeAlias = "ReplStart | ReplInput | ReplInterrupt | ReplRestart | ReplComplete"
ReplEvent: TypeAlias = "ReplState | ReplOutput | ReplDone | ReplCompletions"
Command: TypeAlias = (
    "Reload | Restart | SetMode | SetPython | SetLimits | KillTask | RunTask | ReplCommand | Shutdown"
)
Event: TypeAlias = (
    "Ready | Output | CallStarted | CallFinished | TaskChanged | UplinksChanged | ServerState | "
    "WorkerState | ReplEvent | ClientLog | Problems | Failed"
)
_COMMANDS: Mapping[str, type[Command]] = {
    kind.__name__: kind
    for kind in (
        Reload,
        Restart,
        SetMode,
        SetPython,
        SetLimits,
        KillTask,
        RunTask,
        ReplStart,
        ReplInput,
        ReplInterrupt,
        ReplRestart,
        ReplComplete,
        Shutdown,
    )
}
_EVENTS: Mapping[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        Ready,
        Output,
        CallStarted,
        CallFinished,
        TaskChanged,
        UplinksChanged,
        ServerState,
        WorkerState,
        ReplState,
        ReplOutput,
        ReplDone,
        ReplCompletions,
        ClientLog,
        Problems,
        Failed,
    )
}


def encode(message: Command | Event) -> str:
    """One line, without the line end; ASCII, so that no encoding of a pipe can spoil it."""
    data: dict[str, Any] = {"t": type(message).__name__}
    for entry in fields(message):
        data[entry.name] = _plain(getattr(message, entry.name))
    return json.dumps(data, separators=(",", ":"))


def decode_command(line: str) -> Command:
    kind, data = _open(line)
    command: Command = _make(_COMMANDS, kind, data)
    return command


def decode_event(line: str) -> Event:
    kind, data = _open(line)
    event: Event = _make(_EVENTS, kind, data)
    return event


def _plain(value: Any) -> Any:
    if isinstance(value, (RemoteError, TraceFrame)):
        return value.to_json()
    if isinstance(value, Problem):
        return {entry.name: getattr(value, entry.name) for entry in fields(value)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _open(line: str) -> tuple[str, dict[str, Any]]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ControlError(f"not JSON: {error}: {line[:200]!r}") from None
    if not isinstance(data, dict):
        raise ControlError(f"not a JSON object: {line[:200]!r}")
    kind = data.pop("t", "")
    return (kind if isinstance(kind, str) else repr(kind)[:100]), data


def _make(kinds: Mapping[str, Any], kind: str, data: dict[str, Any]) -> Any:
    if kind not in kinds:
        raise ControlError(f"unknown message {kind!r}; known are {', '.join(kinds)}")
    known = {entry.name for entry in fields(kinds[kind])}
    try:
        # Unknown keys are left out: an older side may talk to a newer one.
        return kinds[kind](**{key: _rich(key, value) for key, value in data.items() if key in known})
    except (TypeError, ValueError) as error:
        raise ControlError(f"unreadable {kind}: {error}") from None


def _rich(key: str, value: Any) -> Any:
    if key == "error" and value is not None:
        return RemoteError.from_json(value)
    if key == "trace":
        return tuple(TraceFrame.from_json(frame) for frame in value)
    if key == "problems":
        return tuple(Problem(**problem) for problem in value)
    return tuple(value) if isinstance(value, list) else value
