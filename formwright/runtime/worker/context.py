"""Which call is running here: what the host said of it. Process: worker; one context per call, any thread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from formwright.runtime.protocol.frames import Frame


@dataclass(frozen=True)
class CallContext:
    number: int  # of the frame: how host and worker mean the same call
    function: str
    body: str
    blobs: tuple[bytes, ...]
    call_id: str
    caller: Mapping[str, Any] = field(default_factory=dict)
    client: Mapping[str, Any] = field(default_factory=dict)  # the outermost caller
    extra: Mapping[str, Any] = field(default_factory=dict)  # what else the host says of it
    key: bytes = b""  # of the session, by which capabilities are signed; never to be shown

    @property
    def trusted(self) -> bool:
        return bool(self.caller.get("trusted"))

    @staticmethod
    def from_frame(frame: Frame) -> CallContext:
        head, _, body = frame.body.partition(b"\n")
        data = json.loads(head)
        return CallContext(
            frame.id,
            data["fn"],
            body.decode("utf-8"),
            frame.blobs,
            data.get("id", ""),
            data.get("caller") or {},
            data.get("client") or {},
            data.get("extra") or {},
            bytes.fromhex(data.get("key", "")),
        )


class CurrentCall:
    """The call of this thread; in a process that serves one call, that call for every thread."""

    def __init__(self) -> None:
        self._here: ContextVar[CallContext | None] = ContextVar("formwright_call", default=None)
        self._everywhere: CallContext | None = None

    def get(self) -> CallContext | None:
        return self._here.get() or self._everywhere

    def enter(self, call: CallContext, whole_process: bool) -> None:
        self._here.set(call)
        if whole_process:
            self._everywhere = call

    def leave(self) -> None:
        # Pooled threads keep their context: it must not see the call that is over.
        self._here.set(None)
