"""What the host itself answers to an uplink's library: calls of `anvil.private.*`.

Responsible for those functions (spec: wire protocols, section 7) as far as this server has what they are
about. What browsers may not see, client keys do not get either. Process: host, event loop.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from formwright.runtime.protocol.errors import NoServerFunctionError, PermissionDenied
from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.server.theme_files import asset_file
from formwright.runtime.spec.app import App

PREFIX = "anvil.private."
_SECRET = ("get_server_config", "get_dep_server_config")


class Client(Protocol):
    """Whoever asks."""

    @property
    def trusted(self) -> bool: ...
    @property
    def session(self) -> str: ...
    def begin_session(self) -> None:
        """What was kept for it is left behind."""


class Natives:
    def __init__(
        self, app: Callable[[], App], about: Callable[[], Mapping[str, Any]], origin: Callable[[], str]
    ) -> None:
        """`about` is what workers are told of the app (`app_launch.py`)."""
        self._app = app
        self._about = about
        self._functions: dict[str, Callable[..., Any]] = {
            "echo": lambda value=None: value,
            "get_app_origin": lambda *_, **__: origin(),
            "get_api_origin": lambda *_, **__: f"{origin()}/_/api",
            "get_client_config": partial(self._settings, "client"),
            "get_server_config": partial(self._settings, "server"),
            "get_dep_client_config": partial(self._settings, "client"),
            "get_dep_server_config": partial(self._settings, "server"),
            "get_app_asset": self._asset,
        }

    def call(self, command: str, client: Client, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Raises NoServerFunctionError for what this server has not got."""
        name = command.removeprefix(PREFIX)
        if name in _SECRET and not client.trusted:
            raise PermissionDenied(f"{command!r} is not for client keys")
        if name == "get_session_id":
            return client.session
        if name == "reset_session":
            client.begin_session()
            return None
        found = self._functions.get(name)
        if found is None:
            raise NoServerFunctionError(f"this server has no {command!r}")
        return found(*args, **kwargs)

    def _settings(self, side: str, package: str | None = None) -> dict[str, Any]:
        known: Mapping[str, Any] = self._about().get("settings") or {}
        name = package or self._app().package
        if name not in known:
            raise ValueError(f"this app has no dependency {package!r}")
        return dict(known[name][side])

    def _asset(self, path: str) -> BlobMedia | None:
        file = asset_file(self._app(), path)
        if file is None:
            return None
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return BlobMedia(kind, file.read_bytes(), file.name)
