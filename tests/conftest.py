"""A private X screen for each test process, so that parallel tests never fight for keyboard focus.

Runs in every pytest process (also each pytest-xdist worker). The screen is 24 bits deep: QtWebEngine
crashes on 16. Where there is no Xvfb (macOS, Windows, a developer's own choice through
FORMWRIGHT_TEST_DISPLAY=own) the tests use the display that is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.e2e import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SCREEN = "1600x1000x24"
_UNTIL_WE_END = """
import subprocess, sys
number, *command = sys.argv[1:]
screen = subprocess.Popen(command, pass_fds=[int(number)], stdout=-3, stderr=-3)
sys.stdin.read()
screen.terminate()
"""
"""Qt exits with an error when its screen goes first, so the screen goes when this process has ended."""


def _start_screen() -> subprocess.Popen[bytes] | None:
    xvfb = shutil.which("Xvfb")
    if not sys.platform.startswith("linux") or xvfb is None:
        return None
    if os.environ.get("FORMWRIGHT_TEST_DISPLAY") == "own":
        return None
    reading, writing = os.pipe()
    command = [xvfb, "-displayfd", str(writing), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
    # The descriptor `_kept` is never closed by us: the system does it after everything else of this process.
    our_end, _kept = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", _UNTIL_WE_END, str(writing), *command],
        pass_fds=[writing],
        stdin=our_end,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    os.close(our_end)
    with os.fdopen(reading, "rb") as pipe:
        number = pipe.readline().strip().decode()
    if not number:
        process.wait()
        return None
    os.environ["DISPLAY"] = f":{number}"
    os.environ.pop("WAYLAND_DISPLAY", None)
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    return process


def _without_sandbox_when_root() -> None:
    # Chromium refuses to start as root with its sandbox; only the tests give it up.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")


_SCREEN_KEY = pytest.StashKey[subprocess.Popen[bytes] | None]()


def pytest_configure(config: pytest.Config) -> None:
    """Starts the screen before any test module imports Qt."""
    # How long an example takes says something of the machine only.
    hypothesis.settings.register_profile("suite", deadline=None)
    hypothesis.settings.load_profile("suite")
    _without_sandbox_when_root()
    controller = config.pluginmanager.hasplugin("dsession")
    config.stash[_SCREEN_KEY] = None if controller else _start_screen()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a browser come last: Playwright keeps an event loop running in this thread from its start
    on, beside which pytest-asyncio can start none. pytest-xdist keeps to the order with `--dist load`."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process: Playwright cannot be started twice in one."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)  # machines under load are slow; nothing waits longer than it must
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.ARGUMENTS)
        )
        yield launched
        launched.close()
