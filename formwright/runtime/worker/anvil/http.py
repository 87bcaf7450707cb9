"""`anvil.http` for server code. Process: worker, imported under the name `anvil.http`."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from formwright.runtime.protocol.http import (
    HttpError,
    UrlEncodingError,
    b64_decode,
    b64_encode,
    json_stringify,
    prepare,
    result,
    url_decode,
    url_encode,
)
from formwright.runtime.protocol.http_messages import HttpAnswer, HttpRequest


def request(
    url: str,
    method: str = "GET",
    data: Any = None,
    json: bool = False,
    headers: Mapping[str, str] | None = None,
    username: str | None = None,
    password: str | None = None,
    timeout: float | None = None,
) -> Any:
    """Asks a server and waits for its answer: Media, or what the JSON says when `json` is true."""
    prepared = prepare(str(url), method, data, json, headers, username, password)
    return result(prepared.url, _send(prepared, timeout), json)


def _send(request: HttpRequest, timeout: float | None) -> HttpAnswer:
    if not request.url.lower().startswith(("http://", "https://")):  # urllib would open files, too
        raise ValueError(
            f"anvil.http.request() needs an address with http:// or https://, not {request.url!r}"
        )
    prepared = urllib.request.Request(request.url, request.body, dict(request.headers), method=request.method)
    try:
        with urllib.request.urlopen(prepared, timeout=timeout or 60) as answer:
            return HttpAnswer(answer.status, answer.headers.get_content_type(), answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return HttpAnswer(error.code, error.headers.get_content_type(), error.read())
    except OSError as error:  # also URLError and the time limit
        return HttpAnswer(0, reason=str(getattr(error, "reason", error)))


encode_uri_component = url_encode

__all__ = [
    "HttpError",
    "UrlEncodingError",
    "b64_decode",
    "b64_encode",
    "encode_uri_component",
    "json_stringify",
    "request",
    "url_decode",
    "url_encode",
]
