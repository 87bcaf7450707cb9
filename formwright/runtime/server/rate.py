"""How often somebody may do something: a bucket of tokens each, filled at a steady rate.

Responsible for counting. May not: know what is counted. Process: host.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_KNOWN = 10_000


class Rate:
    """`per_second` on average, and up to `burst` at once, for each key."""

    def __init__(self, per_second: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, when counted

    def has(self, key: str) -> bool:
        """Whether there is a token, without taking it."""
        left, counted = self._left.get(key, (float(self._burst), self._clock()))
        return left + (self._clock() - counted) * self._per_second >= 1.0

    def allows(self, key: str) -> bool:
        """Takes a token; False when there is none."""
        now = self._clock()
        left, counted = self._left.pop(key, (float(self._burst), now))
        left = min(float(self._burst), left + (now - counted) * self._per_second)
        allowed = left >= 1.0
        self._left[key] = (left - 1.0 if allowed else left, now)
        if len(self._left) > _MOST_KNOWN:
            self._left.popitem(last=False)
        return allowed
