"""The keys by which server code signs capabilities, one for each session.

Responsible for making them of one secret that is never kept: sessions do not outlive this process, so
capabilities need not. Workers get the key of a call's session with the call; a browser never gets any.
Process: host.
"""

from __future__ import annotations

import hmac
import secrets

from formwright.runtime.protocol.capabilities import KEY_BYTES


class CapabilityKeys:
    def __init__(self) -> None:
        self._secret = secrets.token_bytes(KEY_BYTES)

    def of(self, session: str | None) -> bytes:
        """Calls that belong to no session (tasks, the command line) have one key in common."""
        name = "none" if session is None else f"session {session}"
        return hmac.digest(self._secret, name.encode("utf-8"), "sha256")
