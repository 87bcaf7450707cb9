"""What the engine is told and what it answers: plain data, no behaviour.

The interface of `engine.Engine`; nothing here may say where or how a worker runs. Any process.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from formwright.runtime.protocol.control import (
    CallFinished,
    CallStarted,
    Output,
    ServerState,
    TaskChanged,
    WorkerState,
)
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.spec.app import Module

EngineEvent = ServerState | WorkerState | CallStarted | CallFinished | TaskChanged | Output


@dataclass(frozen=True)
class LaunchSpec:
    """All a worker needs to know of one version of an app.

    `environment` is added to the host's own (without its PYTHON* variables). `server_modules` are imported
    before a call, in this order (`Package:Module` is a dependency's); `modules` holds those and every module
    they may import.
    """

    python: str
    package: str
    modules: tuple[Module, ...]
    server_modules: tuple[str, ...]
    persistent: bool = False
    call_timeout: float = 30.0
    environment: Mapping[str, str] = field(default_factory=dict)
    working_folder: str = "."
    about: Mapping[str, Any] = field(default_factory=dict)  # name and settings, for `anvil.app`
    memory_limit: int = 0  # bytes that one worker may use; 0: no limit
    workers: int = 0  # processes that may serve calls at once; 0: as many as suit the machine

    @property
    def mode(self) -> str:
        return "persistent" if self.persistent else "per-call"


@dataclass(frozen=True)
class Caller:
    """Who calls, as the host knows it; never what a browser says of itself."""

    type: str = "browser"  # "browser", "server_module", "command_line"
    trusted: bool = False
    session: str | None = None
    ip: str | None = None
    browser: str = ""  # names the browser, for cookies of this app
    any_browser: str = ""  # the same for cookies that apps share
    origin: str = ""  # by which the browser reaches this server; checked by the gate


@dataclass(frozen=True)
class CallRequest:
    """`body` is `serialisation.dumps_call(...)` text, passed through unparsed.

    `extra` is what else the worker is to know of this call: plain JSON, made by the host. `timeout` is in
    seconds: None means the app's limit, `math.inf` none.
    """

    function: str
    body: str
    blobs: tuple[bytes, ...] = ()
    caller: Caller = Caller()
    call_id: str = ""
    depth: int = 0  # how many server functions are waiting for this call
    client: Caller | None = None  # the outermost caller, where that is not `caller`
    extra: Mapping[str, Any] = field(default_factory=dict)
    timeout: float | None = None
    parent: str = ""  # the id of the call that waits for this one

    @property
    def size(self) -> int:
        return len(self.body) + sum(map(len, self.blobs))

    def limit(self, usual: float) -> float | None:
        """Seconds that it may take, None for ever; `usual` is the app's limit."""
        seconds = usual if self.timeout is None else self.timeout
        return None if math.isinf(seconds) else seconds


@dataclass(frozen=True)
class CallResult:
    body: str
    blobs: tuple[bytes, ...]
    milliseconds: float
    worker: int | None

    @property
    def size(self) -> int:
        return len(self.body) + sum(map(len, self.blobs))


@dataclass(frozen=True)
class CallFailure:
    error: RemoteError
    worker: int | None
    milliseconds: float = 0.0


@dataclass(frozen=True)
class EngineStatus:
    server: ServerState
    workers: tuple[WorkerState, ...]
    running_calls: int
