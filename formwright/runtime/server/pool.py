"""What the engine needs of a pool of workers for one version of an app. The two modes are siblings."""

from __future__ import annotations

from typing import Protocol

from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult
from formwright.runtime.server.worker import Worker


class Pool(Protocol):
    def start(self) -> None:
        """Begins to start workers; says how it went through a ServerState event."""

    async def call(self, request: CallRequest) -> CallResult | CallFailure: ...

    def workers(self) -> list[Worker]: ...

    async def drain(self) -> None:
        """Takes no new workers, waits for running calls, then ends everything."""

    async def close(self) -> None:
        """Ends everything now."""
