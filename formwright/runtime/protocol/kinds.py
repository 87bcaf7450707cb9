"""What stands before the name of a function that is not simply called.

Names with a colon need trust: no browser may ask for them. Standard library only.
"""

from __future__ import annotations

TASK = "task:"
SCRIPT = "script:"
