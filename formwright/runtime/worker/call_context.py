"""`anvil.server.context`: who calls, and from where. Process: worker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formwright.runtime.worker.context import CallContext
from formwright.runtime.worker.current import runtime


class ClientInfo:
    """The outermost caller."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.type: str = data.get("type", "server_module")
        self.ip: str | None = data.get("ip")
        self.location = None

    def __repr__(self) -> str:
        return f"<client {self.type} {self.ip or ''}>"


class RemoteCaller:
    """Who called this function directly."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.type: str = data.get("type", "server_module")
        self.is_trusted = bool(data.get("trusted"))

    def __repr__(self) -> str:
        return f"<caller {self.type}{' (trusted)' if self.is_trusted else ''}>"


_NO_CALL = CallContext(0, "", "", (), "", {"type": "server_module", "trusted": True})


class ServerContext:
    """Who calls, and from where."""

    @property
    def type(self) -> str:
        """`server_module`, or `background_task`."""
        return "background_task" if self.background_task_id else "server_module"

    @property
    def background_task_id(self) -> str | None:
        """The id of the task that this code runs in, or None."""
        call = runtime().current.get()
        found = call.extra.get("task") if call is not None else None
        return None if found is None else str(found)

    @property
    def client(self) -> ClientInfo:
        """The outermost caller: its `type` (`browser`, `http`, `uplink`, ...) and `ip`."""
        return ClientInfo(self._call("client").client)

    @property
    def remote_caller(self) -> RemoteCaller:
        """Who called this function directly: its `type`, and whether it `is_trusted`."""
        return RemoteCaller(self._call("remote_caller").caller)

    def _call(self, what: str) -> CallContext:
        here = runtime()
        here.needs_call(f"anvil.server.context.{what}")
        return here.current.get() or _NO_CALL
