"""The Python in which an app's server code runs.

Responsible for: asking `pythons` for it. Process: host, `formwright call`.
"""

from __future__ import annotations

import sys
from pathlib import Path


def app_python(_folder: Path) -> str:
    return sys.executable
