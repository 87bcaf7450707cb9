"""The reference is whole: each component, each public name, each option of a command."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from formwright.designer.core import manual
from formwright.designer.core.manual import MODULES, anchor, component_page
from formwright.designer.core.preferences import Values
from formwright.runtime.cli import COMMANDS
from formwright.runtime.client.components import CLASSES
from formwright.runtime.spec.components import ComponentSpec
from formwright.runtime.spec.limits import WorkerLimits
from tests.docs.manual import read
from tools.manual.api_pages import every_entry
from tools.manual.command_line_page import command_parsers
from tools.manual.settings_page import documented_fields

ROOT = Path(__file__).parents[2]
SPECS = [kind._fw_spec for kind in CLASSES]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_a_page_names_all_that_its_component_has(spec: ComponentSpec) -> None:
    wanted = {component_page(spec.name, "property", prop.name) for prop in spec.properties}
    wanted |= {component_page(spec.name, "event", event.name) for event in spec.events}
    wanted |= {component_page(spec.name, "layout", prop.name) for prop in spec.layout_properties}
    page = component_page(spec.name)
    assert wanted <= {f"{page}#{each}" for each in read(page).anchors}


def test_every_public_name_has_words_and_a_place() -> None:
    silent = []
    for module in MODULES:
        anchors = read(f"reference/anvil/{module}.html").anchors
        for side, entry in every_entry(module):
            name = f"{module}.{entry.name}"
            assert name in anchors
            silent += [] if entry.about else [f"{name} ({side})"]
            silent += [f"{name}.{signature}" for _kind, signature, about in entry.members if not about]
    assert not silent, "write docstrings, or a string below the value"


def test_every_command_and_option_is_there() -> None:
    anchors = read("reference/command-line.html").anchors
    assert [name for name, _parser, _about in command_parsers()] == list(COMMANDS)
    for name, parser, _about in command_parsers():
        assert f"formwright-{name}" in anchors
        for action in parser._actions:
            if action.option_strings and action.help != argparse.SUPPRESS:
                assert anchor(name, action.option_strings[-1]) in anchors


def test_keys_and_settings_have_their_places() -> None:
    keys, settings = read(manual.SHORTCUTS).anchors, read(manual.SETTINGS).anchors
    assert {anchor("command", each) for each in ("help.context", "design.undo", "editor.find")} <= keys
    for kind in (Values, WorkerLimits):
        assert {anchor("setting", name) for name in documented_fields(kind)} <= settings


def test_the_program_reads_the_keys_of_a_manifest_that_have_an_effect() -> None:
    page = (ROOT / "docs" / "reference" / "app-folder.md").read_text("utf-8")
    rows = page.partition("(anvil-yaml)=")[2].splitlines()
    named = {
        key for row in rows if row.startswith("| `") for key in re.findall(r"`([a-z_]+)`", row.split("|")[1])
    }
    assert {"startup", "dep_id", "server_persist", "time_spec"} <= named
    code = "".join(path.read_text("utf-8") for path in (ROOT / "formwright").glob("[dr]*/**/*.py"))
    known = set(re.findall(r'"([a-z_]+)"', code))
    assert named - known == {
        "server_version",
        "server_spec",
    }  # the page says: only kept
    (kept,) = (line for line in rows if line.startswith("These are kept"))
    others = set(re.findall(r"`([a-z_]+)`", " ".join(rows[rows.index(kept) :][:3])))
    assert {"secrets", "db_schema", "cta"} <= others and not others & named
