"""A request to any server on the web, and its answer, as data. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class HttpRequest:
    url: str
    method: str
    headers: Mapping[str, str]
    body: bytes | None


@dataclass(frozen=True)
class HttpAnswer:
    """`status` 0: there was none, and `reason` says why."""

    status: int
    content_type: str = ""
    content: bytes = b""
    reason: str = ""
