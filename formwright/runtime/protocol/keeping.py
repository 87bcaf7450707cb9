"""What the host keeps for server code between calls: session data and cookies.

Responsible for the names by which a worker asks for it. The prefix is that of all services of the host
(`server/services.py`). Never callable by a browser: names with a colon need trust. Standard library only.
"""

from __future__ import annotations

PREFIX = "formwright:"
LOAD = f"{PREFIX}load"
SAVE = f"{PREFIX}save"
SESSION = "session"
LOCAL = "local"
SHARED = "shared"
