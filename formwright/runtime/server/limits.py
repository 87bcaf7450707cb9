"""How much one page may ask for, and the words when it is more.

Responsible for: refusing with an error of that call, so that nothing else of the page suffers. Process: host.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

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
    calls_per_second: float = 1000.0  # for long; a page that computes in a loop makes a few hundred
    calls_in_a_row: int = 10_000
    logs_per_second: float = 50.0
    logs_in_a_row: int = 1000

    def pace_of_calls(self) -> Pace:
        return Pace(self.calls_per_second, self.calls_in_a_row)

    def pace_of_logs(self) -> Pace:
        return Pace(self.logs_per_second, self.logs_in_a_row)

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

    def too_fast(self, call: Call) -> RemoteError:
        return _refused(
            QuotaExceededError,
            f"This page calls too often: more than {self.calls_per_second:g} times a second for some time. "
            f"{call.function!r} was not called. Put what belongs together into one call.",
        )

    def too_much_media(self, call: Call) -> RemoteError:
        return _refused(
            SerializationError,
            f"The media of the call of {call.function!r} are more than {_megabytes(self.blobs)}. "
            "Send them in several calls.",
        )


class Pace:
    """So many in a row, and so many a second for long."""

    def __init__(self, per_second: float, in_a_row: int, now: Callable[[], float] = monotonic) -> None:
        self._per_second = per_second
        self._most = float(in_a_row)
        self._left = self._most
        self._now = now
        self._at = now()

    def may(self) -> bool:
        """Whether one more may be now; it counts if it may."""
        now = self._now()
        self._left = min(self._most, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


def _refused(kind: type[Exception], message: str) -> RemoteError:
    return RemoteError(wire_name(kind), message)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB"
