"""`anvil.util` for server code. Process: worker, imported under the name `anvil.util`."""

from __future__ import annotations

from formwright.runtime.protocol.wrapped import WrappedList, WrappedObject

__all__ = ["WrappedList", "WrappedObject"]
