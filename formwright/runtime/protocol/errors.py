"""Errors that cross a process: their classes, their form on the wire, and the way back to an exception.

Type names on the wire: a built-in exception has its bare name (`ValueError`), one of ours the name apps
know it by (`anvil.server.TimeoutError`), any other class its bare name. Standard library only.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TypeAlias

FindClass: TypeAlias = "Callable[[str], type[Exception] | None]"
"""Name on the wire → an exception class of the app, where it has one of that name."""


@dataclass(frozen=True)
class TraceFrame:
    """One place in the app's code. `file` is relative to the app folder."""

    file: str
    line: int
    function: str
    source: str = ""  # the line of code; never sent to a browser
    column: int | None = None

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"file": self.file, "line": self.line, "function": self.function}
        if self.source:
            data["source"] = self.source
        if self.column is not None:
            data["column"] = self.column
        return data

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> TraceFrame:
        """Raises ValueError for whatever is no frame."""
        try:
            column = data.get("column")
            return TraceFrame(
                str(data.get("file", "")),
                int(data.get("line") or 0),
                str(data.get("function", "")),
                str(data.get("source", "")),
                None if column is None else int(column),
            )
        except (AttributeError, TypeError, OverflowError) as error:
            raise ValueError(f"no place in code: {error}") from None


@dataclass(frozen=True)
class RemoteError:
    """An exception as data: type name, message, the app's frames (outermost first).

    `text` is the traceback as Python prints it, with causes: for the designer's console only.
    """

    type: str
    message: str
    trace: tuple[TraceFrame, ...] = ()
    text: str = ""

    def public(self) -> RemoteError:
        """What any visitor's browser may see: no server source, no paths outside the app."""
        return replace(self, text="", trace=tuple(replace(frame, source="") for frame in self.trace))

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "type": self.type,
            "message": self.message,
            "trace": [frame.to_json() for frame in self.trace],
        }
        if self.text:
            data["text"] = self.text
        return data

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> RemoteError:
        """Raises ValueError for whatever is no error."""
        try:
            return RemoteError(
                str(data.get("type", "Exception")),
                str(data.get("message", "")),
                tuple(TraceFrame.from_json(frame) for frame in data.get("trace") or ()),
                str(data.get("text", "")),
            )
        except (AttributeError, TypeError) as error:
            raise ValueError(f"no error: {error}") from None

    def to_exception(self, find: FindClass | None = None) -> Exception:
        """The exception to raise for the caller; `remote_error(exception)` gives this object back."""
        exception = _build(self, find)
        exception.__dict__["_formwright_remote"] = self
        return exception


def remote_error(exception: BaseException) -> RemoteError | None:
    """The error of the other side that `exception` stands for, if it does."""
    found = getattr(exception, "_formwright_remote", None)
    return found if isinstance(found, RemoteError) else None


class SerializationError(Exception):
    """A value that cannot travel; the message names its path."""


class InternalError(Exception):
    """A mistake in Formwright itself."""


class RuntimeUnavailableError(Exception):
    """No Python to run server code with; the message says how to mend it."""


class ExecutionTerminatedError(Exception):
    """The process that ran the call ended before it answered."""


class TimeoutError(Exception):
    """The call took longer than the time limit."""


class NoServerFunctionError(Exception):
    """No server function has that name."""


class PermissionDenied(Exception):
    """The caller may not do this."""


class StackOverflow(Exception):
    """Server functions call each other without end."""


class AppOfflineError(Exception):
    """The server cannot be reached."""


class UplinkDisconnectedError(Exception):
    """The program that serves the function is not connected."""


class SessionExpiredError(Exception):
    """The server has forgotten this session."""


class QuotaExceededError(Exception):
    """More than the app may use."""


class ServiceNotAdded(Exception):
    """The app uses a service it does not have."""


class InvalidResponseError(Exception):
    """The other side answered something that makes no sense."""


class CookieError(Exception):
    """A cookie cannot be read or written."""


class BackgroundTaskError(Exception):
    """A background task went wrong."""


class BackgroundTaskNotFound(BackgroundTaskError):
    """There is no such background task."""


class BackgroundTaskKilled(BackgroundTaskError):
    """The background task was ended from outside."""


class ScriptExitError(Exception):
    """A script of the app ended with an exit status that is not 0."""


class AuthenticationFailed(Exception):
    """The user is not logged in. Known to apps as `anvil.users.AuthenticationFailed`."""


class AnvilWrappedError(Exception):
    """An exception of a class this side does not know; `error_obj` has `type`, `message` and `trace`."""

    def __init__(self, error_obj: Any = "") -> None:
        if not isinstance(error_obj, RemoteError):
            error_obj = RemoteError("", str(error_obj))
        super().__init__(f"{error_obj.type}: {error_obj.message}" if error_obj.type else error_obj.message)
        self.error_obj = error_obj


SERVER_ERRORS: tuple[type[Exception], ...] = (
    SerializationError,
    InternalError,
    RuntimeUnavailableError,
    ExecutionTerminatedError,
    TimeoutError,
    NoServerFunctionError,
    PermissionDenied,
    StackOverflow,
    AppOfflineError,
    UplinkDisconnectedError,
    SessionExpiredError,
    QuotaExceededError,
    ServiceNotAdded,
    InvalidResponseError,
    CookieError,
    BackgroundTaskError,
    BackgroundTaskNotFound,
    BackgroundTaskKilled,
    ScriptExitError,
)
_NAMES: dict[type[BaseException], str] = {kind: f"anvil.server.{kind.__name__}" for kind in SERVER_ERRORS}
_NAMES[AuthenticationFailed] = "anvil.users.AuthenticationFailed"
_KINDS = {name: kind for kind, name in _NAMES.items()}
_OF_APPS: dict[str, type[Exception]] = {}


def register(name: str, kind: type[Exception]) -> None:
    """An exception class of the app that keeps its class when it crosses, where both sides register it.

    Libraries for Anvil apps reach it as `anvil.server._register_exception_type`.
    """
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        raise TypeError(f"{kind!r} is not a class of exceptions, so it cannot be registered as {name!r}")
    kind._formwright_name = name  # type: ignore[attr-defined]  # on the class itself, not on what derives from it
    _OF_APPS[name] = kind


def wire_name(kind: type[BaseException]) -> str:
    """The name by which the other side knows an exception class."""
    known = _NAMES.get(kind)
    if known is not None:
        return known
    for attribute in ("_formwright_name", "_formwright_portable"):
        given = vars(kind).get(attribute)
        if isinstance(given, str):
            return given
    name = kind.__name__
    if kind.__module__ != "builtins" and (hasattr(builtins, name) or name == "AnvilWrappedError"):
        return f"{kind.__module__}.{name}"  # or it would be taken for the built-in one
    return name


def message_of(exception: BaseException) -> str:
    """The message, without the quotes that `str(KeyError(...))` adds."""
    if isinstance(exception, KeyError) and len(exception.args) == 1 and isinstance(exception.args[0], str):
        return exception.args[0]
    try:
        return str(exception)
    except Exception as failure:
        return f"<the message could not be made: {type(failure).__name__}>"


def _build(error: RemoteError, find: FindClass | None) -> Exception:
    kind: object = _KINDS.get(error.type) or _OF_APPS.get(error.type) or getattr(builtins, error.type, None)
    if kind is None and find is not None:
        kind = find(error.type)
    if isinstance(kind, type) and issubclass(kind, Exception):
        try:
            return kind(error.message)
        except TypeError:  # UnicodeDecodeError and a few others need more than a message
            pass
    return AnvilWrappedError(error)
