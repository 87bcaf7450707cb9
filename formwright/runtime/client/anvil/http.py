"""`anvil.http` in the browser."""

from __future__ import annotations

from formwright.runtime.client.http import request
from formwright.runtime.protocol.http import (
    HttpError,
    UrlEncodingError,
    b64_decode,
    b64_encode,
    json_stringify,
    url_decode,
    url_encode,
)

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
