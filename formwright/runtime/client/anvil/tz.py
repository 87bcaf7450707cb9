"""`anvil.tz`."""

from __future__ import annotations

from formwright.runtime.protocol.tz import UTC, tzlocal, tzoffset, tzutc

__all__ = ["UTC", "tzlocal", "tzoffset", "tzutc"]
