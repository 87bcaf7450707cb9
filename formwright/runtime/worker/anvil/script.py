"""`anvil.script`: what a script was given, and what it gives back. One script runs in a process.

Process: worker, imported under the name `anvil.script`.
"""

from __future__ import annotations

from typing import Any

args: list[Any] = []
return_value: Any = None
