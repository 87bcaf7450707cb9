"""The engine: runs server functions of one app, per call or persistently, in the app's own Python.

The only door to worker processes. Runs in the host, on its event loop; never imports or runs app code.
"""

from __future__ import annotations

from collections.abc import Callable

from formwright.runtime.server.launch import (
    Caller,
    CallFailure,
    CallRequest,
    CallResult,
    EngineEvent,
    EngineStatus,
    LaunchSpec,
)

__all__ = [
    "CallFailure",
    "CallRequest",
    "CallResult",
    "Caller",
    "Engine",
    "EngineEvent",
    "EngineStatus",
    "LaunchSpec",
]


class Engine:
    def __init__(self, spec: LaunchSpec, on_event: Callable[[EngineEvent], None]) -> None:
        self._spec = spec
        self._on_event = on_event

    async def start(self) -> None:
        """Begins starting workers and returns; readiness is an event."""
        raise NotImplementedError

    async def call(self, request: CallRequest) -> CallResult | CallFailure:
        """Runs one function. Never raises for faults of the app."""
        raise NotImplementedError

    async def replace(self, spec: LaunchSpec) -> None:
        """New calls use the new code at once; running ones finish on the old."""
        raise NotImplementedError

    def status(self) -> EngineStatus:
        raise NotImplementedError

    async def close(self) -> None:
        raise NotImplementedError
