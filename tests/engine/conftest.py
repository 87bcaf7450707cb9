"""Starts apps for a test and ends them after it; afterwards no process may be left."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import psutil
import pytest

from formwright.runtime.server.engine import LaunchSpec
from tests.engine.running_app import RunningApp, start_app

StartApp = Callable[..., Awaitable[RunningApp]]


@pytest.fixture
async def run_app() -> AsyncIterator[StartApp]:
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    running: list[RunningApp] = []

    async def start(spec: LaunchSpec, kind: str = "forked", spares: int | None = None) -> RunningApp:
        app = await start_app(spec, kind, spares)
        running.append(app)
        return app

    yield start
    for app in running:
        await app.engine.close()
    left = [process for process in psutil.Process().children(recursive=True) if process.pid not in before]
    _, alive = psutil.wait_procs(left, timeout=5)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]
