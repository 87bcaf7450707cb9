"""Capabilities in the browser: held, narrowed and shown again, but not made.

Runs in the page.
"""

from __future__ import annotations

from typing import Any

from formwright.runtime.protocol import capabilities


class Capability(capabilities.Capability):
    """What server code gave. One that is made here can be sent, and is refused: only server code can sign."""

    def __init__(self, scope: list[Any]) -> None:
        super().__init__(scope)
        self.renounce()


def seal() -> capabilities.Seal:
    """Of one call: takes what the server says, and has no key."""
    return capabilities.Seal(believing=True, kind=Capability)
