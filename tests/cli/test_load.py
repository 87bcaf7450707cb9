"""Many browsers call at once, and every answer is the right one. Nothing here is timed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.load_sessions import load


@pytest.mark.parametrize(
    ("persistent", "calls_each"), [(False, 2), (True, 20)], ids=["per-call", "persistent"]
)
async def test_fifty_browsers_at_once(tmp_path: Path, persistent: bool, calls_each: int) -> None:
    found = await load(tmp_path / "app", persistent, 50, calls_each)
    assert found.wrong == []
    assert found.mixed_up == 0
    assert len(found.milliseconds) == 50 * calls_each
