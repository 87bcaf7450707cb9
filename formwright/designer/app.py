"""Composition root of the designer: decides whether a window can open, then makes it. GUI process.

`main` is the only function others call. The parts are made and wired in `shell.designer` and
`shell.open_app`, which are loaded only once it is known that Qt can start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

NO_DISPLAY = 2
SAFE_MODE = "--safe-mode"


def has_display() -> bool:
    """Whether a window can be shown at all; asked before Qt is loaded, which would abort without one."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_link(text: str) -> bool:
    """Whether the desktop hands over a `formwright:` link; `core.links` reads it."""
    return text.lower().startswith("formwright:")


def main(argv: Sequence[str]) -> int:
    arguments = [argument for argument in argv if argument != SAFE_MODE]
    link = arguments[0] if arguments and is_link(arguments[0]) else ""
    folder = Path(arguments[0]) if arguments and not link else None
    if folder is not None and not folder.is_dir():
        print(
            f"formwright: {folder} is not a folder. Give the folder of an app, or nothing for the gallery; "
            "formwright --help lists the commands.",
            file=sys.stderr,
        )
        return 1
    if not has_display():
        print(
            "formwright: there is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set).\n"
            "Start it from a desktop session, or run the app without a window: formwright serve APP_DIR",
            file=sys.stderr,
        )
        return NO_DISPLAY
    from formwright.designer.shell.designer import run

    return run(folder, safe_mode=SAFE_MODE in argv, link=link)
