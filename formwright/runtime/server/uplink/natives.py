"""What the host itself answers to an uplink's library: calls of `anvil.private.*`.

Responsible for those functions (spec: wire protocols, section 7) as far as this server has what they are
about. Process: host, event loop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from formwright.runtime.protocol.errors import NoServerFunctionError

PREFIX = "anvil.private."


class Natives:
    def __init__(self, origin: Callable[[], str]) -> None:
        self._functions: dict[str, Callable[..., Any]] = {
            "echo": lambda value=None: value,
            "get_app_origin": lambda *_, **__: origin(),
            "get_api_origin": lambda *_, **__: f"{origin()}/_/api",
            "get_client_config": lambda *_, **__: {},
            "get_server_config": lambda *_, **__: {},
            "get_dep_client_config": lambda *_, **__: {},
            "get_dep_server_config": lambda *_, **__: {},
            "reset_session": lambda *_, **__: None,
        }

    def find(self, command: str, session: str) -> Callable[..., Any]:
        """Raises NoServerFunctionError for what this server has not got."""
        name = command.removeprefix(PREFIX)
        if name == "get_session_id":
            return lambda *_, **__: session
        found = self._functions.get(name)
        if found is None:
            raise NoServerFunctionError(f"this server has no {command!r}")
        return found
