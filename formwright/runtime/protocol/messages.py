"""The WebSocket envelopes between a browser and the host (`/_/ws`), as text and back.

A text message is one line of JSON (the envelope), then for some a newline and a body; `blobs` binary
messages follow a text message that announces them (`nb`). The host passes call bodies on unparsed.
Does no input or output. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from formwright.runtime.protocol.errors import RemoteError, TraceFrame

if TYPE_CHECKING:
    from typing import TypeAlias


PROTOCOL = 1


class MessageError(Exception):
    """The text is not a message of this protocol. The message says what is wrong with it."""


@dataclass(frozen=True)
class Hello:
    """First message of a browser. `designer` is the token that the designer's own pages carry."""

    session: str | None = None
    designer: str | None = None
    protocol: int = PROTOCOL


@dataclass(frozen=True)
class Call:
    id: int
    function: str
    body: str  # `serialisation.dumps_call`
    blobs: int = 0


@dataclass(frozen=True)
class Log:
    """What a page wants the server's console to show."""

    level: str  # "error" or "info"
    text: str
    trace: tuple[TraceFrame, ...] = ()


@dataclass(frozen=True)
class Welcome:
    session: str
    version: str
    expired: bool = False  # the session that the browser named is gone, with what was kept for it


@dataclass(frozen=True)
class Result:
    id: int
    body: str  # `serialisation.dumps`
    blobs: int = 0


@dataclass(frozen=True)
class Error:
    """A failed call. Encoding drops what visitors must not see: server source and the full traceback."""

    id: int
    error: RemoteError


@dataclass(frozen=True)
class Reload:
    what: str  # "client", "theme" or "server"


@dataclass(frozen=True)
class Push:
    """An event that server code raised for this page."""

    name: str
    body: str  # `serialisation.dumps` of its payload
    blobs: int = 0


FromBrowser: TypeAlias = "Hello | Call | Log"
FromHost: TypeAlias = "Welcome | Result | Error | Reload | Push"
Message: TypeAlias = "FromBrowser | FromHost"


def encode(message: Message) -> str:
    if isinstance(message, Hello):
        return _line("hello", protocol=message.protocol, session=message.session, designer=message.designer)
    if isinstance(message, Call):
        return _line("call", message.body, id=message.id, fn=message.function, nb=message.blobs)
    if isinstance(message, Log):
        trace = [frame.to_json() for frame in message.trace]
        return _line("log", json.dumps({"text": message.text, "trace": trace}), level=message.level)
    if isinstance(message, Welcome):
        head: dict[str, object] = {"session": message.session, "version": message.version}
        return _line("welcome", None, **head, **({"expired": True} if message.expired else {}))
    if isinstance(message, Result):
        return _line("result", message.body, id=message.id, nb=message.blobs)
    if isinstance(message, Error):
        return _line("error", json.dumps(message.error.public().to_json()), id=message.id)
    if isinstance(message, Push):
        return _line("event", message.body, name=message.name, nb=message.blobs)
    return _line("reload", what=message.what)


def decode_from_browser(text: str) -> FromBrowser:
    kind, head, body = _split(text)
    if kind == "call":
        return Call(_whole(head, "id"), _text(head, "fn"), body, _whole(head, "nb"))
    if kind == "hello":
        return Hello(_optional(head, "session"), _optional(head, "designer"), _whole(head, "protocol"))
    if kind == "log":
        data = _object(body)
        return Log(_text(head, "level"), str(data.get("text", "")), _trace(data))
    raise MessageError(f"a browser may not send a message of type {kind!r}")


def decode_from_host(text: str) -> FromHost:
    kind, head, body = _split(text)
    if kind == "result":
        return Result(_whole(head, "id"), body, _whole(head, "nb"))
    if kind == "error":
        return Error(_whole(head, "id"), _error(body))
    if kind == "welcome":
        return Welcome(_text(head, "session"), _text(head, "version"), head.get("expired") is True)
    if kind == "reload":
        return Reload(_text(head, "what"))
    if kind == "event":
        return Push(_text(head, "name"), body, _whole(head, "nb"))
    raise MessageError(f"the server may not send a message of type {kind!r}")


#: Made once: `json.dumps` makes an encoder for each message that wants separators of its own.
_compact = json.JSONEncoder(separators=(",", ":")).encode


def _line(kind: str, body: str | None = None, **head: object) -> str:
    line = _compact({"t": kind, **head})
    return line if body is None else f"{line}\n{body}"


def _split(text: str) -> tuple[str, Mapping[str, Any], str]:
    line, _, body = text.partition("\n")
    head = _object(line)
    return _text(head, "t"), head, body


def _object(text: str) -> Mapping[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MessageError(f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise MessageError("not a JSON object")
    return data


def _trace(data: Mapping[str, Any]) -> tuple[TraceFrame, ...]:
    frames = data.get("trace")
    if not isinstance(frames, list):
        return ()
    try:
        return tuple(TraceFrame.from_json(frame) for frame in frames[:200])
    except ValueError as error:
        raise MessageError(f"unreadable trace: {error}") from None


def _error(body: str) -> RemoteError:
    try:
        return RemoteError.from_json(_object(body))
    except ValueError as error:
        raise MessageError(f"unreadable error: {error}") from None


def _text(head: Mapping[str, Any], key: str) -> str:
    value = head.get(key)
    if not isinstance(value, str):
        raise MessageError(f"{key!r} must be text")
    return value


def _optional(head: Mapping[str, Any], key: str) -> str | None:
    return None if head.get(key) is None else _text(head, key)


def _whole(head: Mapping[str, Any], key: str) -> int:
    value = head.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise MessageError(f"{key!r} must be a whole number from 0")
    return value
