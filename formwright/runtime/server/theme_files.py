"""Files of the theme of an app and of those that it depends on.

Responsible for: which of several files of one name is served, and the one style sheet made of all. May not:
know HTTP. Process: host.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from formwright.runtime.server.containment import find_file
from formwright.runtime.server.theme_css import process
from formwright.runtime.spec.app import App

ASSETS = "theme/assets"
THEME_CSS = "theme.css"


def asset_file(app: App, path: str) -> Path | None:
    """The file behind `/_/theme/<path>`: the app's own, else that of the nearest dependency."""
    for each in (app, *(dependency.app for dependency in reversed(app.dependencies))):
        file = find_file(each.folder / ASSETS, path)
        if file is not None:
            return file
    return None


def has_stylesheet(app: App) -> bool:
    return any(each.theme.asset(THEME_CSS) is not None for each in _with_styles(app))


def stylesheet(app: App) -> str | None:
    """`theme.css` of all, dependencies first, with their colours; the app's own colours win."""
    parts = []
    for each in _with_styles(app):
        file = find_file(each.folder / ASSETS, THEME_CSS)
        if file is not None:
            parts.append(file.read_text(encoding="utf-8-sig", errors="replace"))
    return process("\n".join(parts), colors(app)) if parts else None


def colors(app: App) -> dict[str, str]:
    found: dict[str, str] = {}
    for dependency in app.dependencies:
        found.update(dependency.app.theme.colors)
    return {**found, **app.theme.colors}


def theme_digest(app: App) -> str:
    if not app.dependencies:
        return app.theme.digest
    text = "|".join((app.theme.digest, *(each.app.theme.digest for each in app.dependencies)))
    return hashlib.blake2b(text.encode("ascii"), digest_size=16).hexdigest()


def _with_styles(app: App) -> list[App]:
    """Older dependencies keep their style sheets to themselves: it would restyle the app around them."""
    others = [each.app for each in app.dependencies if each.app.manifest.runtime_version >= 3]
    return [*others, app]
