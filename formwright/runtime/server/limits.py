"""How much one page may ask for, and the words when it is more.

Responsible for: refusing with an error of that call, so that nothing else of the page suffers. Process: host.
"""

from __future__ import annotations

from dataclasses import dataclass

from formwright.runtime.protocol.errors import QuotaExceededError, RemoteError, SerializationError, wire_name
from formwright.runtime.protocol.messages import Call

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    body: int = 16 * MEGABYTE
    blobs: int = 128 * MEGABYTE
    blob_count: int = 1000
    calls: int = 200  # at once
    hello_seconds: float = 20.0
    requests_per_second: float = 100.0  # to endpoints, by address of the client
    requests_at_once: int = 300

    def refusal(self, call: Call, running: int) -> RemoteError | None:
        """Why the call is not made; known before its media arrive."""
        if len(call.body) > self.body:
            return _refused(
                SerializationError,
                f"The arguments of the call of {call.function!r} are {_megabytes(len(call.body))}; "
                f"at most {_megabytes(self.body)} can be sent. Send large content as media.",
            )
        if call.blobs > self.blob_count:
            return _refused(
                SerializationError,
                f"The call of {call.function!r} holds {call.blobs} media; "
                f"at most {self.blob_count} are allowed.",
            )
        if running >= self.calls:
            return _refused(
                QuotaExceededError,
                f"This page waits for {self.calls} calls already; {call.function!r} was not called.",
            )
        return None

    def too_much_media(self, call: Call) -> RemoteError:
        return _refused(
            SerializationError,
            f"The media of the call of {call.function!r} are more than {_megabytes(self.blobs)}. "
            "Send them in several calls.",
        )


def _refused(kind: type[Exception], message: str) -> RemoteError:
    return RemoteError(wire_name(kind), message)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB"
