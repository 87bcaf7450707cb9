"""What the host keeps for server code between calls: session data and cookies.

Responsible for the names by which a worker asks for it, through the frames of a nested call. Never callable
by a browser: names with a colon need trust. Standard library only.
"""

from __future__ import annotations

LOAD = "formwright:load"
SAVE = "formwright:save"
SESSION = "session"
LOCAL = "local"
SHARED = "shared"


def is_keeping(function: str) -> bool:
    return function in (LOAD, SAVE)
