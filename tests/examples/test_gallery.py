"""The gallery's examples: complete for their cards, and they do on the server what they say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from formwright.runtime.appfiles.clone import clone, new_app
from formwright.runtime.appfiles.examples import ExampleApp, examples, find_example
from formwright.runtime.appfiles.load import load_app
from formwright.runtime.appfiles.templates import AppTemplate, app_templates
from formwright.runtime.check import check_app
from tests.appfiles.apps import quiet


def call(app: Path, *arguments: str) -> list[object]:
    command = [sys.executable, "-m", "formwright", "call", str(app), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_gallery_begins_with_the_simple_ones() -> None:
    assert [example.name for example in examples()] == [
        "hello",
        "global_variables",
        "server_modules",
        "shared_module",
        "expenses",
        "dashboard",
        "pictures",
        "star_rating",
        "pages",
        "rest_api",
        "background_task",
    ]


@pytest.mark.parametrize("example", examples(), ids=lambda example: str(example.name))
def test_a_card_has_all_it_shows(example: ExampleApp) -> None:
    assert example.title
    assert 20 <= len(example.line) <= 90
    assert 20 <= len(example.teaches) <= 90
    assert example.tags
    assert example.picture is not None
    header = example.picture.read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (1280, 800)


@pytest.mark.parametrize("example", examples(), ids=lambda example: str(example.name))
def test_a_clone_has_no_problems_and_no_gallery_files(example: ExampleApp, tmp_path: Path) -> None:
    folder = clone(example.name, tmp_path / "mine", quiet)
    assert check_app(load_app(folder)) == ()
    assert not (folder / "example.json").exists()
    assert not (folder / "example.png").exists()


@pytest.mark.parametrize("name", ["Global variables", "global-variables", " GLOBAL_VARIABLES "])
def test_names_are_found_in_any_spelling(name: str) -> None:
    found = find_example(name)
    assert found is not None
    assert found.name == "global_variables"


def test_the_counter_counts_as_its_page_explains() -> None:
    example = find_example("server_modules")
    assert example is not None
    fresh = call(example.folder, "count", "--repeat", "3")
    assert [result["calls"] for result in fresh if isinstance(result, dict)] == [1, 1, 1]
    assert len({result["process"] for result in fresh if isinstance(result, dict)}) == 3
    kept = call(example.folder, "count", "--repeat", "3", "--mode", "persistent")
    assert [result["calls"] for result in kept if isinstance(result, dict)] == [1, 2, 3]
    assert len({result["process"] for result in kept if isinstance(result, dict)}) == 1


def test_the_server_has_the_last_word_on_orders() -> None:
    example = find_example("shared_module")
    assert example is not None
    [order] = call(example.folder, "place_order", '"Fountain pen"', '"10"')
    assert isinstance(order, dict)
    assert (order["quantity"], order["total"]) == (10, 216.0)  # ten percent off from ten pieces
    refused = subprocess.run(
        [
            sys.executable,
            "-m",
            "formwright",
            "call",
            str(example.folder),
            "place_order",
            '"Fountain pen"',
            '"0"',
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert "The quantity is between 1 and 1000." in refused.stderr


@pytest.mark.parametrize("template", app_templates(), ids=lambda template: str(template.name))
def test_a_template_of_new_apps_has_all_it_shows_and_no_problems(
    template: AppTemplate, tmp_path: Path
) -> None:
    assert template.title and 20 <= len(template.line) <= 90
    header = template.picture.read_bytes()[:24]
    assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (1280, 800)
    assert check_app(load_app(template.folder)) == ()
    made = load_app(new_app("Ünüsual: 7", tmp_path / "made", quiet, template.name))
    assert check_app(made) == ()
    assert made.manifest.name == "Ünüsual: 7"
