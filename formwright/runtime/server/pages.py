"""The pages that are open now.

Responsible for: telling those of the designer what changed (everybody's only when the app is served to be
worked on); finding the pages of sessions. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Set
from typing import Protocol

from formwright.runtime.protocol.messages import Push, Reload


class OpenPage(Protocol):
    of_designer: bool

    @property
    def session_id(self) -> str:
        """Of its session; empty while there is none."""

    async def tell(self, message: Reload) -> None: ...

    def post(self, message: Push, blobs: tuple[bytes, ...]) -> None:
        """Sends in order, when the page takes it; returns at once."""


class Pages:
    def __init__(self, tell_all: bool = False) -> None:
        self._tell_all = tell_all
        self._open: set[OpenPage] = set()

    def add(self, page: OpenPage) -> None:
        self._open.add(page)

    def remove(self, page: OpenPage) -> None:
        self._open.discard(page)

    def sessions(self) -> list[str]:
        """Ids of the sessions that have a page open."""
        return sorted({page.session_id for page in self._open if page.session_id})

    def post(self, sessions: Set[str], message: Push, blobs: tuple[bytes, ...]) -> None:
        for page in list(self._open):
            if page.session_id and page.session_id in sessions:
                page.post(message, blobs)

    def __len__(self) -> int:
        return len(self._open)

    async def push(self, what: str) -> None:
        """Tells the designer's own pages what changed; with `tell_all` every page."""
        told = [page.tell(Reload(what)) for page in self._open if page.of_designer or self._tell_all]
        await asyncio.gather(*told)
