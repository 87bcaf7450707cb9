"""Calls in one request (`POST /_/call`), for browsers in which Python cannot wait: both ends of it.

The envelopes are those of the WebSocket (`messages.py`), in one JSON object with the media as base64 beside
them. Does no input or output. Standard library only.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass

from formwright.runtime.protocol.messages import (
    Call,
    Error,
    MessageError,
    Result,
    decode_from_browser,
    decode_from_host,
    encode,
)

PATH = "/_/call"
# A page of another origin can send this header only after asking first (CORS), which the host never allows.
HEADER = "x-formwright-call"
MEDIA_TYPE_HEADER = "x-formwright-media-type"
MEDIA_NAME_HEADER = "x-formwright-media-name"  # in percent signs
SESSION_HEADER = "x-formwright-session"  # of an upload, whose body is a file
HEADERS = {HEADER: "1", "content-type": "application/json"}


@dataclass(frozen=True)
class AskedCall:
    call: Call
    blobs: tuple[bytes, ...]
    session: str | None
    designer: str | None


@dataclass(frozen=True)
class CallAnswer:
    message: Result | Error
    blobs: tuple[bytes, ...]
    session: str
    expired: bool


def pack_call(call: Call, blobs: Sequence[bytes], session: str | None, designer: str | None) -> str:
    return json.dumps(
        {"session": session, "designer": designer, "call": encode(call), "blobs": _encoded(blobs)}
    )


def unpack_call(content: bytes) -> AskedCall:
    """Raises `MessageError` for whatever is not a call."""
    data = _object(content)
    call = decode_from_browser(_text(data, "call"))
    if not isinstance(call, Call):
        raise MessageError("only calls can be made here")
    blobs = _decoded(data)
    if call.blobs != len(blobs):
        raise MessageError(f"{call.blobs} media were announced, {len(blobs)} came")
    return AskedCall(call, blobs, _optional(data, "session"), _optional(data, "designer"))


def pack_answer(answer: CallAnswer) -> bytes:
    """Without what visitors must not see of an error: `messages.encode` sees to it."""
    head = {"session": answer.session, "expired": answer.expired, "answer": encode(answer.message)}
    return json.dumps({**head, "blobs": _encoded(answer.blobs)}).encode("utf-8")


def unpack_answer(content: bytes) -> CallAnswer:
    data = _object(content)
    message = decode_from_host(_text(data, "answer"))
    if not isinstance(message, (Result, Error)):
        raise MessageError("the answer of a call is a result or an error")
    return CallAnswer(message, _decoded(data), _text(data, "session"), data.get("expired") is True)


def _object(content: bytes) -> dict[str, object]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise MessageError(f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise MessageError("not a JSON object")
    return data


def _text(data: dict[str, object], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise MessageError(f"{key!r} must be text")
    return value


def _optional(data: dict[str, object], key: str) -> str | None:
    return None if data.get(key) is None else _text(data, key)


def _encoded(blobs: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(blob).decode("ascii") for blob in blobs]


def _decoded(data: dict[str, object]) -> tuple[bytes, ...]:
    texts = data.get("blobs", [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise MessageError("'blobs' must be a list of texts")
    try:
        return tuple(base64.b64decode(text, validate=True) for text in texts)
    except (binascii.Error, ValueError) as error:
        raise MessageError(f"not base64: {error}") from None
