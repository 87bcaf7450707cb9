"""How processes end, in words, and the errors that callers get for it. Pure functions."""

from __future__ import annotations

import signal
from dataclasses import replace

from formwright.runtime.protocol.errors import (
    ExecutionTerminatedError,
    RemoteError,
    RuntimeUnavailableError,
    TimeoutError,
    wire_name,
)

_SIGNALS = {
    "SIGSEGV": "it crashed in compiled code (segmentation fault)",
    "SIGBUS": "it crashed in compiled code (bus error)",
    "SIGILL": "it crashed in compiled code (illegal instruction)",
    "SIGFPE": "it crashed in compiled code (arithmetic error)",
    "SIGABRT": "it aborted, as the Python interpreter or a library does on a fatal error",
    "SIGKILL": "it was killed, most often by the system because memory ran out",
    "SIGTERM": "it was asked to end by another program",
}


def reason(code: int | None) -> str:
    if code is None:
        return "it closed its connection"
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            return f"it was ended by signal {-code}"
        return f"{_SIGNALS.get(name, 'it was ended by a signal')} [{name}]"
    if code == 0:
        return "it ended by itself, as by os._exit(0)"
    return f"it ended with status {code}, as by os._exit({code})"


def ended_error(code: int | None, killed_because: str, place: RemoteError | None = None) -> RemoteError:
    """`place` is where the call was, if that is known."""
    words = killed_because or reason(code)
    message = f"the server process ended before it answered: {words}"
    return _at(place, ExecutionTerminatedError, message)


def timeout_error(function: str, seconds: float, place: RemoteError) -> RemoteError:
    message = f"{function} took longer than the time limit of {seconds:g} seconds and was ended"
    return _at(place, TimeoutError, message)


def _at(place: RemoteError | None, kind: type[Exception], message: str) -> RemoteError:
    """The error of a call that was stopped at `place`, with the text of a traceback from there."""
    name = wire_name(kind)
    if place is None:
        return RemoteError(name, message)
    text = f"Traceback (most recent call last):\n{place.text}{name}: {message}\n" if place.text else ""
    return replace(place, type=name, message=message, text=text)


def unavailable_error(message: str, remedy: str) -> RemoteError:
    return RemoteError(wire_name(RuntimeUnavailableError), f"{message}. {remedy}")
