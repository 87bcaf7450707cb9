"""One function in a process of its own: how background tasks run, and scripts of persistent apps.

Responsible for that process from its start to its end. It belongs to no pool, so that it holds no place of a
call and outlives the replacement of code. May not: know what tasks are kept. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from formwright.runtime.protocol.errors import BackgroundTaskKilled, RemoteError, wire_name
from formwright.runtime.server.interpreter import StartFailure
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult, LaunchSpec
from formwright.runtime.server.spawned import spawn
from formwright.runtime.server.worker import Surroundings, Worker

_STATE_PATIENCE = 2.0
_LAST_PATIENCE = 5.0
_RETIRE_WAIT = 1.0


class Alone:
    """`outcome` is done when the function has ended, however it did."""

    def __init__(self, spec: LaunchSpec, surroundings: Surroundings, request: CallRequest) -> None:
        self._spec = spec
        self._around = surroundings
        self._request = request
        self.worker: Worker | None = None
        self._state = "{}"
        self._killed = False
        self.outcome: asyncio.Task[CallResult | CallFailure] = asyncio.get_running_loop().create_task(
            self._run()
        )

    async def state(self, patience: float = _STATE_PATIENCE) -> dict[str, Any]:
        """What the function has put into `task_state`; what was known last if it does not say."""
        if self.worker is not None:
            self._state = await self.worker.ask_state(patience)
        found = json.loads(self._state)
        return found if isinstance(found, dict) else {}

    async def kill(self, reason: str) -> None:
        """Ends the process, after a last look at its state; `outcome` is then BackgroundTaskKilled."""
        if self.worker is not None:
            await self.state(_LAST_PATIENCE)
        self.end(reason)
        await asyncio.wait([self.outcome], timeout=_LAST_PATIENCE)

    def end(self, reason: str) -> None:
        """At once, without looking or waiting."""
        self._killed = True
        if self.worker is None:
            self.outcome.cancel()
        else:
            self.worker.kill(reason)

    async def _run(self) -> CallResult | CallFailure:
        try:
            self.worker = await spawn(self._spec, "one-shot-later", self._around)
            outcome = await self.worker.call(self._request, self._spec.call_timeout)
            self._state = self.worker.task_state
            self._retire(self.worker)
        except StartFailure as failure:
            return CallFailure(failure.error, None)
        except asyncio.CancelledError:
            if not self._killed:
                raise
            outcome = CallFailure(RemoteError("", ""), None)
        if self._killed:
            error = RemoteError(wire_name(BackgroundTaskKilled), "the task was killed")
            return CallFailure(error, outcome.worker)
        return outcome

    def _retire(self, worker: Worker) -> None:
        """It ends by itself once it has answered; or else it is ended."""
        if worker.overrun:
            worker.kill("its call took too long")
        else:
            asyncio.get_running_loop().call_later(_RETIRE_WAIT, worker.kill, "it did not end after its call")
