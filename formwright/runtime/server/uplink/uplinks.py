"""The uplinks of one app: who is connected, which keys hold, and which calls go to them.

Responsible for keys (of the settings of this machine, or of the command line), for slowing down whoever tries
keys, and for saying who is there. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.websockets import WebSocket

from formwright.runtime.protocol.control import Output, UplinksChanged
from formwright.runtime.protocol.errors import (
    NoServerFunctionError,
    RemoteError,
    UplinkDisconnectedError,
    wire_name,
)
from formwright.runtime.pythons.local_settings import UplinkKey
from formwright.runtime.server.launch import CallFailure, CallRequest
from formwright.runtime.server.rate import Rate
from formwright.runtime.server.sessions import same_secret
from formwright.runtime.server.uplink.connection import Outcome, Uplink
from formwright.runtime.server.uplink.names import Names
from formwright.runtime.server.uplink.natives import Natives

_TRIES_PER_SECOND, _TRIES_AT_ONCE = 0.2, 10
_MOST_CONNECTED = 200
_BREATH = 0.05  # seconds
_LOOK_EVERY = 1.0


@dataclass(frozen=True)
class _Held:
    """A key that somebody connected with."""

    text: str
    kind: str
    keys: Callable[[], tuple[UplinkKey, ...]]

    @property
    def valid(self) -> bool:
        return any(same_secret(each.text, self.text) for each in self.keys())


class Uplinks:
    def __init__(
        self,
        keys: Callable[[], tuple[UplinkKey, ...]],
        run: Callable[[CallRequest], Awaitable[Outcome]],
        limit: Callable[[], float],
        natives: Natives,
        app_info: Callable[[], Mapping[str, Any]],
        report: Callable[[Output | UplinksChanged], None],
        content: Callable[[str, str], bytes],
    ) -> None:
        """`keys` are asked whenever one is used, so that a key that is revoked does not hold any more."""
        self._keys = keys
        self._run = run
        self._limit = limit
        self._app_info = app_info
        self._report = report
        self._content = content
        self._names: Names[Uplink] = Names()
        self._connected: list[Uplink] = []
        self._telling: asyncio.TimerHandle | None = None
        self._tries = Rate(_TRIES_PER_SECOND, _TRIES_AT_ONCE)
        self.natives = natives

    async def endpoint(self, socket: WebSocket) -> None:
        if len(self._connected) >= _MOST_CONNECTED:
            await socket.close(1013)
            return
        uplink = Uplink(socket, self)
        self._connected.append(uplink)
        watching = asyncio.get_running_loop().create_task(_end_when_revoked(uplink))
        try:
            await uplink.serve()
        finally:
            self._connected.remove(uplink)
            self._names.forget(uplink)
            watching.cancel()
            self.changed()
            await uplink.settle()

    def answers(self, request: CallRequest) -> Awaitable[Outcome] | None:
        """For the engine's `elsewhere`: the uplink that has this function answers, if there is one."""
        uplink = self._names.find(request.function)
        if uplink is None or not uplink.valid:
            return None
        return uplink.call(request, request.limit(self._limit()))

    def explained(self, request: CallRequest, outcome: Outcome) -> Outcome:
        """A function that nobody has, but that an uplink had, is missed in other words."""
        missing = isinstance(outcome, CallFailure) and outcome.error.type == wire_name(NoServerFunctionError)
        if not missing or not self._names.is_gone(request.function):
            return outcome
        text = f"the uplink that has {request.function!r} is not connected at the moment"
        return CallFailure(RemoteError(wire_name(UplinkDisconnectedError), text), None)

    # What connections ask

    def key(self, text: str, ip: str) -> _Held | None:
        if not self._tries.has(ip):
            return None  # right or not: whoever tries keys learns nothing for a while
        for each in self._keys():
            if same_secret(each.text, text):
                return _Held(text, each.kind, self._keys)
        self._tries.allows(ip)
        if not self._tries.has(ip):
            self._report(Output("stderr", f"Many wrong uplink keys from {ip}: it has to wait.\n"))
        return None

    def register(self, name: str, owner: Uplink) -> None:
        self._names.add(name, owner)
        self.changed()

    def run(self, request: CallRequest) -> Awaitable[Outcome]:
        return self._run(request)

    def changed(self) -> None:
        """A program registers all its names in one breath: that is one change."""
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(_BREATH, self._tell)

    def _tell(self) -> None:
        self._telling = None
        self._report(
            UplinksChanged(
                tuple(f"{uplink.kind} {uplink.ip}" for uplink in self._connected if uplink.kind),
                tuple(sorted({name for uplink in self._connected for name in self._names.of(uplink)})),
            )
        )

    def content(self, ticket: str, session: str) -> bytes:
        return self._content(ticket, session)

    def report(self, event: Output) -> None:
        self._report(event)

    @property
    def app_info(self) -> Mapping[str, Any]:
        return self._app_info()


async def _end_when_revoked(uplink: Uplink) -> None:
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        if uplink.kind and not uplink.valid:
            await uplink.close("The uplink key has been revoked.")
            return
