"""An app given as source text, run by a real engine, for the tests of engine and worker."""

from __future__ import annotations

import asyncio
import sys
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import psutil

from formwright.runtime.protocol.control import CallFinished, Output, ServerState, WorkerState
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.protocol.serialisation import dumps_call, loads
from formwright.runtime.server.engine import (
    Caller,
    CallFailure,
    CallRequest,
    CallResult,
    Engine,
    EngineEvent,
    LaunchSpec,
)
from formwright.runtime.server.standalone import standalone_engine
from formwright.runtime.spec.app import Module, Side

KINDS = ("forked", "spawned", "persistent")
PER_CALL = ("forked", "spawned")


def modules(sources: Mapping[str, str], side: Side) -> tuple[Module, ...]:
    """`{"Pkg/__init__": source}`: dotted names follow from the paths."""
    found = []
    for path, source in sources.items():
        package = path.endswith("__init__")
        name = path.removesuffix("/__init__").replace("/", ".")
        found.append(Module(name, f"{side}_code/{path}.py", textwrap.dedent(source), package, side))
    return tuple(found)


def launch_spec(
    server: Mapping[str, str],
    client: Mapping[str, str] | None = None,
    *,
    python: str = sys.executable,
    persistent: bool = False,
    timeout: float = 20.0,
    environment: Mapping[str, str] | None = None,
    folder: str = ".",
    memory: int = 0,
    workers: int = 0,
) -> LaunchSpec:
    ours = modules(server, "server")
    return LaunchSpec(
        python,
        "main_package",
        ours + modules(client or {}, "client"),
        tuple(module.name for module in ours),
        persistent,
        timeout,
        environment or {},
        folder,
        memory_limit=memory,
        workers=workers,
    )


@dataclass
class RunningApp:
    """An engine with what it has reported so far."""

    engine: Engine
    events: list[EngineEvent]
    changed: asyncio.Event

    async def outcome(
        self,
        function: str,
        *args: object,
        blobs: tuple[bytes, ...] = (),
        caller: Caller | None = None,
        body: str | None = None,
        call_id: str = "",
    ) -> CallResult | CallFailure:
        text, more = dumps_call(args, {})
        request = CallRequest(
            function, body or text, blobs or tuple(more), caller or Caller(ip="192.0.2.1"), call_id
        )
        return await self.engine.call(request)

    async def call(self, function: str, *args: object) -> Any:
        outcome = await self.outcome(function, *args)
        assert isinstance(outcome, CallResult), outcome
        return loads(outcome.body, outcome.blobs)

    async def error(self, function: str, *args: object) -> RemoteError:
        outcome = await self.outcome(function, *args)
        assert isinstance(outcome, CallFailure), outcome
        return outcome.error

    async def until(self, condition: Callable[[], bool]) -> None:
        """Returns when the events so far satisfy the condition; the test's time limit is the only limit."""
        while not condition():
            self.changed.clear()
            await self.changed.wait()

    def printed(self, stream: str = "stdout", call_id: str | None = None) -> str:
        return "".join(
            event.text
            for event in self.events
            if isinstance(event, Output)
            and event.stream == stream
            and (call_id is None or event.call_id == call_id)
        )

    def states(self) -> list[ServerState]:
        return [event for event in self.events if isinstance(event, ServerState)]

    def finished(self) -> list[CallFinished]:
        return [event for event in self.events if isinstance(event, CallFinished)]

    def ended_workers(self) -> dict[int, WorkerState]:
        return {
            event.pid: event
            for event in self.events
            if isinstance(event, WorkerState) and event.state == "ended"
        }

    async def ready(self) -> ServerState:
        await self.until(lambda: any(state.state != "starting" for state in self.states()))
        return self.states()[-1]


async def start_app(spec: LaunchSpec, kind: str = "forked", spares: int | None = None) -> RunningApp:
    events: list[EngineEvent] = []
    changed = asyncio.Event()

    def on_event(event: EngineEvent) -> None:
        events.append(event)
        changed.set()

    spec = replace(spec, persistent=kind == "persistent")
    engine = standalone_engine(spec, on_event, spawning=kind == "spawned", spares=spares)
    await engine.start()
    return RunningApp(engine, events, changed)


def process_exists(pid: int) -> bool:
    """False also for a zombie: it runs no more."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
