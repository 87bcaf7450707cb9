"""What a browser gets of an app: the answer to `/_/app`.

Responsible for: choosing, key by key, what leaves the machine. Everything here is named explicitly; nothing
is copied wholesale from the manifest, so that a key nobody thought of stays at home. Never leaves: server
modules, `server_config`, secrets, the data schema, `anvil.yaml`. May not: know HTTP. Process: host.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formwright.runtime.server.containment import find_file
from formwright.runtime.server.ground import ground
from formwright.runtime.server.settings import settings
from formwright.runtime.server.theme_css import safe_colors, variable
from formwright.runtime.server.theme_files import ASSETS, has_stylesheet
from formwright.runtime.spec.app import App, Dependency, Module

SERVER_FOLDERS = frozenset({"server_code", "server_modules"})

_HTML_LIMIT = 256 * 1024  # a page template; anything larger is fetched when it is wanted
_CLIENT_OPTIONS = ("client_version", "legacy_features", "no_jquery", "preview_v3")


@dataclass(frozen=True)
class Bundle:
    """The finished answer; made once per version of the app."""

    body: bytes
    etag: str


def make_bundle(described: dict[str, Any]) -> Bundle:
    # ASCII: half a surrogate pair, which old templates do hold, survives as an escape.
    body = json.dumps(described, separators=(",", ":"), default=str).encode("ascii")
    return Bundle(body, f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"')


def describe(app: App) -> dict[str, Any]:
    described = _describe(app)
    below = ground(app)
    described["theme"].update(ground=below.name, sheets=below.sheets, prefix=below.prefix)
    return described


def _describe(app: App) -> dict[str, Any]:
    manifest = app.manifest
    options = _mapping(manifest.data.get("runtime_options"))
    startup = manifest.startup
    return {
        "package": app.package,
        "name": manifest.name,
        "title": manifest.title,
        "version": app.client_digest,
        "runtime_version": manifest.runtime_version,
        "runtime_options": {key: options[key] for key in _CLIENT_OPTIONS if key in options},
        "startup": {"type": startup.type, "module": startup.module} if startup else None,
        "client_init_module": manifest.client_init_module,
        "modules": [_module(module) for module in app.client if _is_client_file(app, module)],
        "forms": dict(app.forms),
        "theme": _theme(app),
        "config": _client_config(manifest.data),
        "settings": settings(manifest.data, "client", {}),
        "dependencies": [_dependency(each) for each in app.dependencies],
    }


def _dependency(dependency: Dependency) -> dict[str, Any]:
    described = _describe(dependency.app)
    described["ids"] = list(dependency.ids)
    described["settings"] = settings(dependency.app.manifest.data, "client", dependency.client_config)
    for module in described["modules"]:
        module["path"] = dependency.shown(module["path"])
    return described


def _module(module: Module) -> dict[str, Any]:
    return {
        "name": module.name,
        "path": module.path,
        "source": module.source,
        "is_package": module.is_package,
    }


def _is_client_file(app: App, module: Module) -> bool:
    """Guards against a link in the client folder that leads to server code or out of the app."""
    if module.side != "client":
        return False
    first = module.path.split("/", 1)[0]
    try:
        real = (app.folder / module.path).resolve()
        return real.is_relative_to((app.folder / first).resolve()) and first not in SERVER_FOLDERS
    except (OSError, RuntimeError):
        return False


def _theme(app: App) -> dict[str, Any]:
    colors = safe_colors(app.theme.colors)
    return {
        "colors": colors,
        "variables": {name: variable(name) for name in colors},
        "roles": [
            {"name": role.name, "title": role.title, "components": list(role.components)}
            for role in app.theme.roles
        ],
        "html": _html_assets(app),
        "css": has_stylesheet(app),
    }


def _html_assets(app: App) -> dict[str, str]:
    """Page templates travel in the bundle: a form needs its `@theme:` HTML before it can be built."""
    found: dict[str, str] = {}
    for asset in app.theme.assets:
        if asset.path.lower().endswith((".html", ".htm")) and asset.size <= _HTML_LIMIT:
            file = find_file(app.folder / ASSETS, asset.path)
            if file is not None:
                found[asset.path] = file.read_text(encoding="utf-8", errors="replace")
    return found


def _client_config(data: Mapping[str, Any]) -> dict[str, Any]:
    services = data.get("services")
    if not isinstance(services, list):
        return {}
    return {
        service["source"]: _mapping(service.get("client_config"))
        for service in services
        if isinstance(service, Mapping) and isinstance(service.get("source"), str)
    }


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}
