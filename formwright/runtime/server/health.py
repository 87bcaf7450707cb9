"""Whether this server can serve, for whoever watches over it (`/healthz`).

Responsible for: one word and a reason, without anything of the app in it. May not: ask a worker, as a check
must be cheap. Process: host, event loop.
"""

from __future__ import annotations

from dataclasses import dataclass

from formwright.runtime.protocol.control import Event, ServerState

_REASONS = {
    "starting": "The app's packages are being installed, or its server code is being started.",
    "broken": "The app's server code fails to import; the log says where.",
    "failed": "The app's Python cannot run; the log says why.",
    "stopping": "The server has been told to stop; calls that run may finish.",
}


@dataclass(frozen=True)
class Verdict:
    status: str
    reason: str

    @property
    def can_serve(self) -> bool:
        return self.status == "ok"


class Health:
    def __init__(self, opened: bool) -> None:
        self.opened = opened  # pages and calls are answered
        self.stopping = False
        self._server = "starting"

    def observe(self, event: Event) -> None:
        # "starting" is news only at first: later, calls go to the code of before, or wait for the new one.
        if isinstance(event, ServerState) and event.state != "starting":
            self._server = event.state

    def verdict(self) -> Verdict:
        if self.stopping:
            status = "stopping"
        elif not self.opened:
            status = "starting"
        else:
            status = self._server
        return Verdict("ok" if status == "ready" else status, _REASONS.get(status, ""))
