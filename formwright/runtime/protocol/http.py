"""`anvil.http` as both sides have it: what is sent, and how the answer looks to Python.

Does no input or output: the page and the worker each send in their own way. Standard library only.
"""

from __future__ import annotations

import base64
import json as json_text
import posixpath
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from formwright.runtime.protocol.http_messages import HttpAnswer, HttpRequest
from formwright.runtime.protocol.media import BlobMedia, Media

_WITHOUT_BODY = ("GET", "HEAD")


class HttpError(Exception):
    """The server answered with an error, or could not be reached: then `status` is 0."""

    def __init__(self, status: int, content: Any = None, reason: str = "") -> None:
        super().__init__(f"HTTP error {status}" if status else f"The request failed: {reason}")
        self.status = status
        self.content = content


class UrlEncodingError(Exception):
    """The text cannot be part of an address, or is not one that was."""


def prepare(
    url: str,
    method: str,
    data: Any,
    json: bool,
    given: Mapping[str, str] | None,
    username: str | None,
    password: str | None,
) -> HttpRequest:
    """The request that the arguments of `anvil.http.request` mean."""
    headers, method = dict(given or {}), method.upper()
    if username is not None or password is not None:
        secret = base64.b64encode(f"{username or ''}:{password or ''}".encode()).decode("ascii")
        headers.setdefault("Authorization", f"Basic {secret}")
    if data is None:
        return HttpRequest(url, method, headers, None)
    if method in _WITHOUT_BODY:
        if not isinstance(data, Mapping):
            raise TypeError(f"data of a {method} request becomes the query, so it must be a dict")
        mark = "&" if "?" in url else "?"
        return HttpRequest(f"{url}{mark}{urlencode(_texts(data))}", method, headers, None)
    kind, body = _body(data, json)
    if kind and not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = kind
    return HttpRequest(url, method, headers, body)


def _body(data: Any, json: bool) -> tuple[str, bytes]:
    if isinstance(data, Media):
        return data.content_type, data.get_bytes()
    if isinstance(data, bytes):
        return "application/octet-stream", data
    if json:
        return "application/json", json_text.dumps(data).encode()
    if isinstance(data, Mapping):
        return "application/x-www-form-urlencoded", urlencode(_texts(data)).encode()
    return "", str(data).encode()


def _texts(data: Mapping[Any, Any]) -> list[tuple[str, str]]:
    return [(str(key), "" if value is None else str(value)) for key, value in data.items()]


def result(url: str, answer: HttpAnswer, json: bool) -> Any:
    good = 200 <= answer.status < 300 or answer.status == 304
    if not answer.status:
        raise HttpError(0, None, answer.reason)
    if not json:
        name = posixpath.basename(unquote(urlsplit(url).path)) or None
        content: Any = BlobMedia(answer.content_type or "application/octet-stream", answer.content, name)
    else:
        try:
            content = json_text.loads(answer.content.decode("utf-8", "replace"))
        except ValueError as error:
            if good:
                raise ValueError(f"The answer of {url} is not JSON: {error}") from None
            content = answer.content.decode("utf-8", "replace")
    if not good:
        raise HttpError(answer.status, content)
    return content


def url_encode(text: str) -> str:
    """As JavaScript's encodeURIComponent."""
    try:
        return quote(str(text), safe="-_.!~*'()")
    except UnicodeEncodeError as error:
        raise UrlEncodingError(f"cannot be part of an address: {error}") from None


def url_decode(text: str) -> str:
    """Takes the `%20` of an address back."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise UrlEncodingError(f"malformed address: {text!r}")
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError as error:
        raise UrlEncodingError(f"malformed address: {error}") from None


def json_stringify(value: Any) -> str:
    """The value as JSON, without spaces."""
    return json_text.dumps(value, separators=(",", ":"), ensure_ascii=False)


def b64_encode(text: str) -> str:
    """Base64 of text whose characters stand for bytes (up to 255)."""
    return base64.b64encode(text.encode("latin-1")).decode("ascii")


def b64_decode(text: str) -> str:
    """Text from Base64: each byte becomes one character."""
    return base64.b64decode(text).decode("latin-1")
