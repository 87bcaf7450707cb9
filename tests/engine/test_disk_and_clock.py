"""A full disk and a clock that jumps: the caller hears of the first, nobody of the second."""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from formwright.runtime.protocol.errors import CookieError
from formwright.runtime.pythons import LocalSettings
from formwright.runtime.server.cookie_jar import CookieJar
from formwright.runtime.spec.limits import WorkerLimits
from tests.engine.conftest import StartApp
from tests.engine.running_app import KINDS, launch_spec

SERVER = {
    "Main": """
        import time
        import anvil.server

        @anvil.server.callable
        def fine(): return "fine"

        @anvil.server.callable
        def fills_the_disk():
            with open("/dev/full", "w") as file:
                file.write("x" * 100_000)

        @anvil.server.callable
        def nap(seconds):
            time.sleep(seconds)
            return "rested"
        """
}


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process can grow: writing fails as on a disk without space."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("kind", KINDS)
async def test_server_code_that_fills_the_disk(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER), kind)
    error = await app.error("fills_the_disk")
    assert error.type == "OSError"
    assert "No space left on device" in error.message
    assert await app.call("fine") == "fine"


def test_cookies_that_cannot_be_kept(tmp_path: Path) -> None:
    place = tmp_path / "cookies.json"
    jar = CookieJar(place)
    jar.save("browser", "before")
    with full_disk(), pytest.raises(CookieError, match=r"could not be kept.*cookies\.json"):
        jar.save("browser", "after" * 100)
    assert jar.load("browser") == "before"
    assert list(tmp_path.iterdir()) == [place], "nothing half written is left"
    jar.save("browser", "again")
    assert CookieJar(place).load("browser") == "again"


def test_settings_that_cannot_be_kept(tmp_path: Path) -> None:
    settings = LocalSettings(tmp_path / "state")
    app = tmp_path / "app"
    settings.choose_limits(app, WorkerLimits(5.0))
    with full_disk(), pytest.raises(OSError):
        settings.choose_limits(app, WorkerLimits(7.0))
    assert settings.limits_of(app) == WorkerLimits(5.0)
    assert len(list((tmp_path / "state").iterdir())) == 1, "nothing half written is left"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("jump", [-86_400.0, 86_400.0])
async def test_a_clock_that_jumps(
    run_app: StartApp, kind: str, jump: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = await run_app(launch_spec(SERVER, timeout=2), kind)
    await app.ready()
    napping = asyncio.create_task(app.call("nap", 0.5))
    endless = asyncio.create_task(app.error("nap", 60))
    await app.until(lambda: sum(getattr(event, "function", "") == "nap" for event in app.events) == 2)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + jump)
    assert await napping == "rested"
    assert (await endless).type == "anvil.server.TimeoutError"
    assert all(0 <= event.milliseconds < 20_000 for event in app.finished())
    assert await app.call("fine") == "fine"
