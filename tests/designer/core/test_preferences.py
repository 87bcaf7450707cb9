"""Preferences survive restarts, bad files and newer versions."""

from __future__ import annotations

import json
from pathlib import Path

from formwright.designer.core.preferences import Preferences, Values


def test_they_come_back(tmp_path: Path) -> None:
    file = tmp_path / "config" / "preferences.json"
    preferences = Preferences(file)
    seen: list[Values] = []
    preferences.changed.connect(seen.append)
    preferences.update(theme="dark", font_size=14)
    preferences.update(theme="dark")
    for number in range(20):
        preferences.remember_recent(tmp_path / str(number))
    preferences.remember_recent(tmp_path / "15")
    again = Preferences(file).values
    assert (again.theme, again.font_size) == ("dark", 14)
    assert again.recent[:2] == (str(tmp_path / "15"), str(tmp_path / "19"))
    assert len(again.recent) == Preferences.RECENT
    assert len(seen) == 22
    assert list(file.parent.iterdir()) == [file]  # no temporary files left


def test_a_broken_file_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    file.write_text("{nonsense")
    assert Preferences(file).values == Values()
    assert file.with_suffix(".broken").read_text() == "{nonsense"


def test_wrong_values_become_defaults_and_unknown_keys_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "preferences.json"
    file.write_text(json.dumps({"theme": "pink", "font_size": "big", "recent": 3, "from_the_future": [1]}))
    preferences = Preferences(file)
    assert preferences.values == Values()
    preferences.update(font_size=12)
    assert json.loads(file.read_text())["from_the_future"] == [1]
