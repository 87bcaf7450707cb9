"""Whether the browser engine's sandbox can be used. Asked before Qt is loaded.

Chromium refuses to start as root with its sandbox on. Only then is it switched off, and the user is told;
for a normal user it is never switched off here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

NOTE = "No sandbox"
EXPLANATION = (
    "Formwright runs as root, where the browser engine of the preview cannot use its sandbox. "
    "Run it as a normal user to have the sandbox."
)


def prepare(environment: MutableMapping[str, str]) -> bool:
    """True when the sandbox is off. Flags somebody has set already are left alone."""
    flags = environment.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    if "--no-sandbox" in flags or environment.get("QTWEBENGINE_DISABLE_SANDBOX") == "1":
        return True
    root = sys.platform != "win32" and os.geteuid() == 0
    if root:
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return root
