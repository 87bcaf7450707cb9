"""`anvil.util` in the browser."""

from __future__ import annotations

from formwright.runtime.protocol.wrapped import WrappedList, WrappedObject

__all__ = ["WrappedList", "WrappedObject"]
