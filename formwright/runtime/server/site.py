"""What the HTTP side needs to know of the app being served, and nothing more.

Responsible for: holding the current version of the app and what was made from it. The host replaces the
version; routes read it. May not: read an app folder, run calls. Process: host, event loop only.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from formwright.runtime.server.browser_build import BrowserBuild
from formwright.runtime.server.cookie_jar import CookieJar
from formwright.runtime.server.delivery import Bundle, describe, make_bundle
from formwright.runtime.server.kept import Kept
from formwright.runtime.server.sessions import Sessions
from formwright.runtime.spec.app import App

SHARED_COOKIE = "formwright-browser"
COOKIE_AGE = 400 * 24 * 3600  # seconds: the longest that browsers allow


class Version:
    """One version of the app, with the answers made from it on demand."""

    def __init__(self, app: App) -> None:
        self.app = app

    @cached_property
    def described(self) -> dict[str, Any]:
        return describe(self.app)

    @cached_property
    def bundle(self) -> Bundle:
        return make_bundle(self.described)

    @property
    def embedding_allowed(self) -> bool:
        return self.app.manifest.data.get("allow_embedding") is not False


class Site:
    def __init__(self, app: App, web: Path, token: str) -> None:
        self.version = Version(app)
        self.build = BrowserBuild(web)
        self.origin = ""  # of the address that the server was started with
        self.token = token  # of the designer that started this host; proves its pages
        # Cookies ignore ports: two apps on one machine must not take each other's.
        place = str(app.folder.resolve()).encode("utf-8", "surrogateescape")
        self.cookie = "formwright-" + hashlib.blake2b(place, digest_size=4).hexdigest()
        state = user_state_path("formwright", appauthor=False)
        jars = state / "cookies"
        self.tasks_folder = state / "tasks" / self.cookie
        self.kept = Kept(CookieJar(jars / f"{self.cookie}.json"), CookieJar(jars / "shared.json"))
        self.sessions = Sessions()
        self.sessions.on_forgotten(self.kept.forget)

    @property
    def app(self) -> App:
        return self.version.app

    def show(self, app: App) -> None:
        self.version = Version(app)
