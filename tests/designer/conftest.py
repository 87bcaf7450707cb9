"""After each test its Qt objects are collected in the GUI thread, as the designer does (`ui/garbage.py`).

Left to itself, Python would destroy them in whichever thread a later test starts, and crash.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def collected_in_this_thread() -> Iterator[None]:
    gc.disable()
    yield
    gc.collect()
    gc.enable()
