"""`anvil.history` for server code: locations, not the history, which only a browser has.

Process: worker, imported under the name `anvil.history`.
"""

from __future__ import annotations

from formwright.runtime.protocol.location import LOCATION_NAME
from formwright.runtime.worker.client_only import StubObject
from formwright.runtime.worker.current import runtime
from formwright.runtime.worker.places import Location

runtime().portable.add(Location, LOCATION_NAME)
history = StubObject("anvil.history.history")
hash_history = StubObject("anvil.history.hash_history")
POP, PUSH, REPLACE = "POP", "PUSH", "REPLACE"

__all__ = ["POP", "PUSH", "REPLACE", "Location", "hash_history", "history"]
