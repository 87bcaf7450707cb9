"""The pages that are open now.

Responsible for: telling those of the designer what changed, and nobody else. Process: host, event loop.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from formwright.runtime.protocol.messages import Reload


class OpenPage(Protocol):
    of_designer: bool

    async def tell(self, message: Reload) -> None: ...


class Pages:
    def __init__(self) -> None:
        self._open: set[OpenPage] = set()

    def add(self, page: OpenPage) -> None:
        self._open.add(page)

    def remove(self, page: OpenPage) -> None:
        self._open.discard(page)

    def __len__(self) -> int:
        return len(self._open)

    async def push(self, what: str) -> None:
        """Tells the designer's own pages what changed."""
        told = [page.tell(Reload(what)) for page in self._open if page.of_designer]
        await asyncio.gather(*told)
