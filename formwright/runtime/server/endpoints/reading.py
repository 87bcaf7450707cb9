"""A request as the plain data that a worker answers (`worker/endpoints.py`), and its bytes.

Responsible for bounds on the body, for forms and files in it, for Basic credentials, and for keeping the
host's own cookies from the app. May not: decide what the request is for. Process: host, event loop.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_MOST_FIELDS = 10_000


class BadRequest(Exception):
    """Answered with `status` and the message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class Read:
    data: dict[str, Any]
    blobs: list[bytes] = field(default_factory=list)


async def read(request: Request, kind: str, prefix: str, own_cookies: Collection[str], most: int) -> Read:
    """`prefix` stands before the app's own part of the path; `most` bytes may come. Raises BadRequest."""
    headers = [(name, value) for name, value in request.headers.items() if name != "cookie"]
    cookies = _without(request.headers.get("cookie", ""), own_cookies)
    if cookies:
        headers.append(("cookie", cookies))
    content_type = request.headers.get("content-type", "")
    username, password = _credentials(request.headers.get("authorization", ""))
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    body = await _body(request, most)
    found = Read(
        {
            "kind": kind,
            "method": request.method,
            "path": raw.decode("latin-1").partition("?")[0].removeprefix(prefix),
            "query": _pairs(request.scope.get("query_string", b"").decode("latin-1")),
            "form": [],
            "headers": headers,
            "content_type": content_type,
            "origin": request.headers.get("origin"),
            "ip": request.client.host if request.client else None,
            "username": username,
            "password": password,
            "body": None,
        }
    )
    if body:
        found.data["body"] = 0
        found.blobs.append(body)
    media = content_type.partition(";")[0].strip().lower()
    if media == _FORM:
        found.data["form"] = _pairs(body.decode("utf-8", "replace"))
    elif media == _MULTIPART:
        found.data["form"] = await _parts(request, body, found.blobs)
    return found


async def _body(request: Request, most: int) -> bytes:
    too_much = BadRequest(413, f"The body may have {most // 1024 // 1024} MB.")
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise too_much
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise too_much
    return bytes(content)


def _pairs(text: str) -> list[list[str]]:
    try:
        return [list(pair) for pair in parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)]
    except ValueError:
        raise BadRequest(400, "There are too many parameters.") from None


async def _parts(request: Request, body: bytes, blobs: list[bytes]) -> list[list[Any]]:
    async def once() -> Any:
        yield body

    try:
        form = await MultiPartParser(request.headers, once(), max_part_size=len(body) + 1).parse()
    except (MultiPartException, KeyError) as error:
        raise BadRequest(400, f"The form cannot be read: {error}.") from None
    fields: list[list[Any]] = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            described = {"b": len(blobs), "t": value.content_type or "application/octet-stream"}
            blobs.append(await value.read())
            fields.append([name, {**described, "n": value.filename}])
        else:
            fields.append([name, value])
    await form.close()
    return fields


def _credentials(header: str) -> tuple[str | None, str | None]:
    scheme, _, text = header.strip().partition(" ")
    if scheme.lower() != "basic":
        return None, None
    try:
        name, colon, password = base64.b64decode(text.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        colon = name = password = ""
    if not colon:
        raise BadRequest(400, "The Authorization header is not Basic credentials.")
    return name, password


def _without(cookies: str, own: Collection[str]) -> str:
    kept = [each.strip() for each in re.split(";", cookies)]
    return "; ".join(each for each in kept if each and each.partition("=")[0] not in own)
