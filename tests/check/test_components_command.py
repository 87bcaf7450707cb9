"""`formwright components` in a real process."""

from __future__ import annotations

import json
import subprocess
import sys

from formwright.runtime.client.components import CLASSES, SPECS


def components(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "formwright", "components", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_all_components_as_json() -> None:
    done = components("--json")
    assert done.returncode == 0, done.stderr
    data = {each["name"]: each for each in json.loads(done.stdout)}
    assert set(data) == {kind._fw_spec.name for kind in CLASSES}
    for name, each in data.items():
        spec = SPECS[name]
        assert [p["name"] for p in each["properties"]] == [p.name for p in spec.properties]
        assert [p["type"] for p in each["properties"]] == [p.type for p in spec.properties]
        assert [e["name"] for e in each["events"]] == [e.name for e in spec.events]
        assert [p["name"] for p in each["layout_properties"]] == [p.name for p in spec.layout_properties]
    wrap = next(p for p in data["DataGrid"]["properties"] if p["name"] == "wrap_on")
    assert wrap == {
        "name": "wrap_on",
        "type": "enum",
        "default": "never",
        "options": ["never", "mobile", "tablet"],
    }
    assert data["HtmlTemplate"]["slots"] is True
    assert data["Label"]["slots"] is False


def test_an_overview_for_people() -> None:
    done = components()
    assert done.returncode == 0
    assert "Basics" in done.stdout
    assert "Button" in done.stdout
    assert all(kind._fw_spec.description in done.stdout for kind in CLASSES)


def test_everything_about_one_component_also_by_its_other_name() -> None:
    done = components("TextBox", "HtmlPanel")
    assert "    type           text | number | email | tel | url, default 'text'" in done.stdout
    assert "    text           string, default '', writes back" in done.stdout
    assert "HtmlTemplate  (also HtmlPanel)" in done.stdout
    assert "pressed_enter" in done.stdout


def test_a_name_that_is_none_says_how_to_list_all() -> None:
    done = components("Buton")
    assert done.returncode == 1
    assert "There is no component Buton. `formwright components` lists all there are." in done.stderr
