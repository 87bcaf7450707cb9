"""Which places of an app a page that waits can start at. Pure; no WebEngine."""

from __future__ import annotations

from urllib.parse import urlsplit


def needs_fresh_page(place: str) -> bool:
    """A page that waits at "/" can only start there; a fragment may be set before it starts."""
    parts = urlsplit(place)
    return parts.path not in ("", "/") or bool(parts.query)


def fragment(place: str) -> str:
    return urlsplit(place).fragment
