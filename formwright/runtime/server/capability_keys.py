"""The keys by which server code signs capabilities, one for each session.

Responsible for making them of one secret that is never kept: sessions do not outlive this process, so
capabilities need not. Workers get the key of a call's session with the call; a browser never gets any.
Process: host.
"""

from __future__ import annotations

import hmac
import secrets

from formwright.runtime.protocol.about_app import INVALIDATE
from formwright.runtime.protocol.capabilities import KEY_BYTES
from formwright.runtime.server.launch import CallRequest
from formwright.runtime.server.services import Services


class CapabilityKeys:
    def __init__(self) -> None:
        self._secret = secrets.token_bytes(KEY_BYTES)
        self._replaced: dict[str, int] = {}  # how often, by session

    def of(self, session: str | None) -> bytes:
        """Calls that belong to no session (tasks, the command line) have one key in common."""
        name = "none" if session is None else f"{self._replaced.get(session, 0)} {session}"
        return hmac.digest(self._secret, name.encode("utf-8"), "sha256")

    def replace(self, session: str) -> None:
        """What the session's pages hold is good for nothing from now on."""
        self._replaced[session] = self._replaced.get(session, 0) + 1

    def forget(self, session: str) -> None:
        self._replaced.pop(session, None)

    def offer(self, services: Services) -> None:
        async def invalidate(asking: CallRequest) -> str:
            if asking.caller.session is not None:
                self.replace(asking.caller.session)
            return self.of(asking.caller.session).hex()

        services.add(INVALIDATE, invalidate)
