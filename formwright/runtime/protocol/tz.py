"""Time zones that exist on every side: fixed offsets, UTC and the zone of this machine.

The browser and the server code both offer these as `anvil.tz`. Standard library only.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone, tzinfo

_ZERO = timedelta(0)


class tzoffset(tzinfo):
    """A fixed offset, given by exactly one of `seconds`, `minutes` and `hours`."""

    def __init__(self, **offset: float) -> None:
        if len(offset) != 1 or next(iter(offset)) not in ("seconds", "minutes", "hours"):
            raise TypeError("tzoffset takes exactly one of the keywords seconds, minutes, hours")
        self._offset = timedelta(**offset)

    def utcoffset(self, dt: datetime | None) -> timedelta:  # noqa: ARG002
        return self._offset

    def dst(self, dt: datetime | None) -> timedelta:  # noqa: ARG002
        return _ZERO

    def tzname(self, dt: datetime | None) -> str | None:
        return timezone(self._offset).tzname(dt)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tzoffset) and other._offset == self._offset

    def __hash__(self) -> int:
        return hash(self._offset)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(seconds={self._offset.total_seconds():g})"

    def __reduce__(self) -> tuple[object, ...]:
        return _make_offset, (self._offset.total_seconds(),)


def _make_offset(seconds: float) -> tzoffset:
    return tzoffset(seconds=seconds)


class tzutc(tzoffset):
    """Coordinated universal time."""

    def __init__(self) -> None:
        super().__init__(seconds=0)

    def tzname(self, dt: datetime | None) -> str:  # noqa: ARG002
        return "UTC"

    def __repr__(self) -> str:
        return "tzutc()"

    def __reduce__(self) -> tuple[object, ...]:
        return tzutc, ()


class tzlocal(tzinfo):
    """The zone of the machine (in the browser: of its user), daylight saving time included."""

    def utcoffset(self, dt: datetime | None) -> timedelta:
        return timedelta(seconds=_local(dt).tm_gmtoff)

    def dst(self, dt: datetime | None) -> timedelta:
        return timedelta(hours=1) if _local(dt).tm_isdst > 0 else _ZERO

    def tzname(self, dt: datetime | None) -> str:
        return _local(dt).tm_zone

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tzlocal)

    def __hash__(self) -> int:
        return hash(tzlocal)

    def __repr__(self) -> str:
        return "tzlocal()"


def _local(dt: datetime | None) -> time.struct_time:
    if dt is None:
        return time.localtime()
    try:
        return time.localtime(dt.replace(tzinfo=None).timestamp())
    except (OverflowError, ValueError, OSError):  # outside what the C library can say
        return time.localtime()


UTC = tzutc()
