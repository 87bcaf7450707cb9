"""The text of a report about a crash or a mistake of the program: to be read and copied by a person. Pure.

The home folder is written `~`: a report may be shown to others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path


def compose(title: str, versions: Sequence[str], app: str, doing: Sequence[str], trace: str) -> str:
    parts = [title, "", *versions]
    if app:
        parts.append(f"Open app: {app}")
    if doing:
        parts += ["", "What was done before, oldest first:", *(f"  {what}" for what in doing)]
    if trace.strip():
        parts += ["", trace.strip()]
    return without_home("\n".join(parts)) + "\n"


def without_home(text: str, home: Path | None = None) -> str:
    folder = str(home or Path.home()).rstrip("/\\")
    if not folder:  # the home of nobody is the root folder
        return text
    return re.sub(re.escape(folder) + r"(?![\w.-])", "~", text)
