"""One app under test: what stays the same from test to test.

Responsible for: reading the app folder once, compiled modules kept between tests, the engine of its server
code. May not: hold anything of a single test. Process: that of pytest.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from formwright.runtime.client.imports import CodeCache
from formwright.runtime.server.app_folder import open_app
from formwright.runtime.server.delivery import describe
from formwright.runtime.spec.app import App
from formwright.runtime.testing.engine_thread import EngineThread


class AppSource:
    def __init__(self, folder: Path, persistent: bool = False) -> None:
        self.folder = folder
        self.codes = CodeCache()
        self._persistent = persistent
        self._engine: EngineThread | None = None

    @cached_property
    def app(self) -> App:
        return open_app(str(self.folder))

    @cached_property
    def _described(self) -> dict[str, Any]:
        return describe(self.app)

    @cached_property
    def bundle(self) -> str:
        """What a browser gets of the app."""
        return json.dumps(self._described, default=str)

    @cached_property
    def bundle_without_startup(self) -> str:
        return json.dumps({**self._described, "startup": None}, default=str)

    def engine(self) -> EngineThread:
        """Started at the first call that no stand-in answers."""
        if self._engine is None:
            self._engine = EngineThread(self.app, self._persistent)
        return self._engine

    def close(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()
