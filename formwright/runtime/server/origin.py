"""Where the app is served, for server code that makes links.

Responsible for the answer: as the browser that calls has the app, else the address the server was started
with. Process: host, event loop.
"""

from __future__ import annotations

from collections.abc import Callable

from formwright.runtime.protocol.about_app import ORIGIN
from formwright.runtime.server.launch import CallRequest
from formwright.runtime.server.services import Services


def offer_origin(services: Services, usual: Callable[[], str]) -> None:
    """`usual` is the server's own address, "" when there is none."""

    async def origin(asking: CallRequest) -> str | None:
        return asking.caller.origin or usual() or None

    services.add(ORIGIN, origin)
