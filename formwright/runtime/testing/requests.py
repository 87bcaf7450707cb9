"""Requests to an app's endpoints, for its tests: `app.server.request("GET", "/_/api/orders/7")`.

Responsible for saying them as a host does (`server/endpoints/reading.py`) and for the answer as tests look at
it. May not: open sockets. Process: the one of the tests.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from formwright.runtime.protocol.media import Media
from formwright.runtime.server.endpoints.door import API_PREFIX, WELLKNOWN_PREFIX


@dataclass(frozen=True)
class EndpointAnswer:
    """What an endpoint answered. `headers` have names in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.content)


def described(
    method: str,
    address: str,
    body: str | bytes | None,
    json_body: Any,
    headers: Mapping[str, str],
    credentials: tuple[str, str] | None,
) -> tuple[dict[str, Any], list[bytes]]:
    """The request as plain data, and its bytes."""
    path, _, query = address.partition("?")
    lines = {name.lower(): value for name, value in headers.items()}
    if json_body is not None:
        body = json.dumps(json_body)
        lines.setdefault("content-type", "application/json")
    if credentials is not None:
        lines["authorization"] = "Basic " + base64.b64encode(":".join(credentials).encode()).decode()
    content = body.encode() if isinstance(body, str) else body
    kind, prefix = "route", ""
    if path.startswith(f"{API_PREFIX}/"):
        kind, prefix = "api", API_PREFIX
    elif path.startswith(f"{WELLKNOWN_PREFIX}/"):
        kind, prefix = "wellknown", WELLKNOWN_PREFIX
    form = lines.get("content-type", "").startswith("application/x-www-form-urlencoded")
    data = {
        "kind": kind,
        "method": method.upper(),
        "path": path.removeprefix(prefix),
        "query": [list(pair) for pair in parse_qsl(query, keep_blank_values=True)],
        "form": [list(pair) for pair in parse_qsl((content or b"").decode())] if form else [],
        "headers": [list(line) for line in lines.items()],
        "content_type": lines.get("content-type", ""),
        "origin": lines.get("origin"),
        "ip": "127.0.0.1",
        "username": credentials[0] if credentials else None,
        "password": credentials[1] if credentials else None,
        "body": 0 if content else None,
        "cross_origin": False,
        "as_visitor": True,
    }
    return data, [content] if content else []


def answer_of(found: Mapping[str, Any]) -> EndpointAnswer:
    if found.get("found") is False:
        return EndpointAnswer(404, {}, b"")
    body = found.get("body", "")
    content = body.get_bytes() if isinstance(body, Media) else str(body).encode("utf-8")
    return EndpointAnswer(
        int(found["status"]), {str(name): str(value) for name, value in found["headers"]}, content
    )
