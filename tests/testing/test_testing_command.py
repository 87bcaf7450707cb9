"""`formwright test` as people run it: on the gallery's examples, and on an app that fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from formwright.runtime.appfiles.examples import ExampleApp, examples
from tests.browser.workshop import FormSource, write_app
from tests.testing.test_app_page import handler

TEST = """
import anvil.server

def test_saving(app):
    app.start()
    app.click("go")
"""


def formwright_test(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Plugins of this environment have nothing to do with the app, and loading them takes seconds.
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    command = [sys.executable, "-m", "formwright", "test", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


@pytest.mark.parametrize("example", examples(), ids=lambda example: str(example.name))
def test_the_tests_of_an_example_pass(example: ExampleApp) -> None:
    done = formwright_test(example.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert not (example.folder / ".pytest_cache").exists()


def test_a_failure_shows_the_line_of_the_app(tmp_path: Path) -> None:
    folder = write_app(tmp_path / "app", {"Start": handler("self.total = 1 / 0")}, "", {})
    (folder / "tests").mkdir()
    (folder / "tests" / "test_saving.py").write_text(TEST, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")  # of somebody else
    done = formwright_test(folder, "-k", "saving")
    assert done.returncode == 1, done.stdout + done.stderr
    assert ">       self.total = 1 / 0" in done.stdout
    assert "formwright/runtime/client" not in done.stdout
    assert "client_code/Start/__init__.py:9: ZeroDivisionError" in done.stdout


def test_an_app_without_tests_is_told_how_to_begin(tmp_path: Path) -> None:
    folder = write_app(tmp_path / "app", {"Start": FormSource("pass")}, "", {})
    done = formwright_test(folder)
    assert done.returncode == 2
    assert str(folder / "tests" / "test_app.py") in done.stderr


def test_a_folder_that_is_no_app_is_refused(tmp_path: Path) -> None:
    done = formwright_test(tmp_path)
    assert done.returncode == 2
    assert "is not an app" in done.stderr
