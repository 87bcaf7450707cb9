"""A private X screen for each test process, so that parallel tests never fight for keyboard focus.

Runs in every pytest process (also each pytest-xdist worker). The screen is 24 bits deep: QtWebEngine
crashes on 16. Where there is no Xvfb (macOS, Windows, a developer's own choice through
FORMWRIGHT_TEST_DISPLAY=own) the tests use the display that is there.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys

import pytest

_SCREEN = "1600x1000x24"


def _start_screen() -> subprocess.Popen[bytes] | None:
    xvfb = shutil.which("Xvfb")
    if not sys.platform.startswith("linux") or xvfb is None:
        return None
    if os.environ.get("FORMWRIGHT_TEST_DISPLAY") == "own":
        return None
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [xvfb, "-displayfd", str(writing), "-screen", "0", _SCREEN, "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
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
    _without_sandbox_when_root()
    controller = config.pluginmanager.hasplugin("dsession")
    config.stash[_SCREEN_KEY] = None if controller else _start_screen()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Ends the screen that this process started."""
    screen = config.stash.get(_SCREEN_KEY, None)
    if screen is not None:
        screen.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            screen.wait(5)
