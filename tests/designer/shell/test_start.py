"""Starting the program: what it refuses, and that the gallery is a quick start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from formwright.designer.shell import sandbox

# What would make the gallery slow or heavy, and is needed only once an app is open.
LAZY = (
    "PySide6.QtWebEngineCore",
    "PySide6QtAds",
    "watchdog",
    "libcst",
    "dulwich",
    "pyside6_scintilla",
    "qtawesome",
    "formwright.runtime.client.components",
)


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    variables.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "formwright", *arguments],
        env=variables | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_display_it_says_what_to_do(tmp_path: Path) -> None:
    if sys.platform in ("win32", "darwin"):
        return  # there is always a display
    done = start(str(tmp_path))
    assert done.returncode == 2
    assert "no display" in done.stderr
    assert "formwright serve" in done.stderr


def test_what_is_not_a_folder_is_refused(tmp_path: Path) -> None:
    done = start(str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert "is not a folder" in done.stderr


def test_the_gallery_loads_nothing_that_an_app_needs() -> None:
    program = (
        "import sys; import formwright.designer.shell.designer; "
        f"print([name for name in {LAZY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_sandbox_is_given_up_only_by_root() -> None:
    nothing: dict[str, str] = {}
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    assert sandbox.prepare(nothing) is root
    assert nothing == ({"QTWEBENGINE_DISABLE_SANDBOX": "1"} if root else {})
    set_already = {"QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
    assert sandbox.prepare(set_already)
    assert set_already == {"QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
