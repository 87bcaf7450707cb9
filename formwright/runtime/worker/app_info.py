"""`anvil.app` for server code: names, configuration and assets of the app. Process: worker, any thread."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from formwright.runtime.protocol.media import BlobMedia
from formwright.runtime.worker.current import runtime


class Environment:
    name = "Development"
    tags: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<environment {self.name}>"


class AppInfo:
    """`anvil.app`."""

    environment = Environment()
    branch = "master"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"anvil.app.{name} cannot be set")

    @property
    def id(self) -> str:
        """The id in `anvil.yaml`."""
        return runtime().code.package

    @property
    def package_name(self) -> str:
        """The name that its Modules can be imported from."""
        return runtime().code.package

    @property
    def name(self) -> str:
        """The title of the app."""
        return str(runtime().code.about.get("name", ""))

    def get_client_config(self, package_name: str | None = None) -> dict[str, Any]:
        """Values for the client part of the app's, or a dependency's, `config_schema`."""
        return self._settings("client", package_name)

    def get_server_config(self, package_name: str | None = None) -> dict[str, Any]:
        """Values for the server part, which no browser gets."""
        return self._settings("server", package_name)

    def get_asset(self, path: str) -> BlobMedia:
        """A file of theme/assets."""
        folder = (Path(runtime().code.folder) / "theme" / "assets").resolve()
        file = (folder / path).resolve()
        if folder not in file.parents or not file.is_file():
            raise ValueError(f"The app has no asset {path!r}. Assets are the files in theme/assets.")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return BlobMedia(kind, file.read_bytes(), file.name)

    def _settings(self, side: str, package_name: str | None) -> dict[str, Any]:
        code = runtime().code
        settings: Mapping[str, Any] = code.about.get("settings") or {}
        package = package_name or code.package
        found = settings.get(package, {} if package == code.package else None)
        if found is None:
            raise ValueError(f"This app has no dependency {package_name!r}.")
        return dict(found.get(side) or {})
