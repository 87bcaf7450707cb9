"""`anvil.tz` for server code."""

from formwright.runtime.protocol.tz import UTC, tzlocal, tzoffset, tzutc

__all__ = ["UTC", "tzlocal", "tzoffset", "tzutc"]
