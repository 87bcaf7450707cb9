"""Functions that the host itself has for server code: what is kept, tasks, events and the like.

Responsible for finding them by name and for turning what they raise into the caller's error. Workers ask for
them as for a nested call (`runtime().ask("formwright:NAME", ...)`); the colon keeps browsers out. May not:
do any of it. Process: host, event loop.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from formwright.runtime.protocol.errors import NoServerFunctionError, RemoteError, wire_name
from formwright.runtime.protocol.keeping import PREFIX
from formwright.runtime.protocol.serialisation import dumps, loads_call
from formwright.runtime.server.launch import CallFailure, CallRequest, CallResult

Handler = Callable[..., Awaitable[Any]]


class Services:
    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def add(self, name: str, handler: Handler) -> None:
        """`handler(asking, *args, **kwargs)` is told the call that asks, and returns a value that can travel.

        `name` is the whole, with the prefix. What the handler raises is raised where it was asked for.
        """
        if not self.has(name) or name in self._handlers:
            raise ValueError(f"{name!r} is no name of a service, or there is one already")
        self._handlers[name] = handler

    def has(self, function: str) -> bool:
        return function.startswith(PREFIX)

    async def answer(
        self, function: str, body: str, blobs: tuple[bytes, ...], asking: CallRequest
    ) -> CallResult | CallFailure:
        try:
            handler = self._handlers.get(function)
            if handler is None:
                raise NoServerFunctionError(f"the server has no service named {function!r}")
            args, kwargs = loads_call(body, blobs)
            text, found = dumps(await handler(asking, *args, **kwargs))
        except Exception as error:
            return CallFailure(RemoteError(wire_name(type(error)), str(error)), None)
        return CallResult(text, tuple(found), 0.0, None)
