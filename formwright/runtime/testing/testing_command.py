"""`formwright test`: runs an app's own tests with pytest, without a browser.

Responsible for: its options, and a pytest that knows only the app: settings of folders above it do not reach
in. Process: its own.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from formwright.runtime.server.app_folder import NotAnApp, open_app

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

FOLDER = "tests"
PLUGIN = "formwright.runtime.testing.plugin"
_SETTINGS = {
    "pytest.ini": "",
    ".pytest.ini": "",
    "pyproject.toml": "[tool.pytest",
    "setup.cfg": "[tool:pytest]",
}

EPILOG = """\
Tests are files tests/test_*.py in the app's folder. The fixture `app` is a page of the app:

  def test_greeting(app):
      app.start()
      app.type("name_box", "Ada")
      app.click("greet_button")
      assert app.form.greeting.text == "Hello, Ada!"

Server functions run for real, in the app's own Python. docs/howto/testing-apps.md tells the whole story.
Everything after APP_DIR goes to pytest. Exit status: pytest's, or 2 when there is nothing to test.

examples:
  formwright test .                     all tests
  formwright test . -k greeting -x      those with "greeting" in their name, up to the first failure
  formwright test . --server-mode persistent
"""


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "test",
        help="run an app's own tests, without a browser",
        description="Run the tests of an app: forms without a browser, server functions for real.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("app", metavar="APP_DIR", help="the folder that holds the app's anvil.yaml")
    parser.add_argument(
        "arguments", nargs=argparse.REMAINDER, metavar="PYTEST_ARGS", help="what pytest is to be told"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        folder = open_app(arguments.app).folder.resolve()
    except NotAnApp as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if importlib.util.find_spec("pytest") is None:
        sys.stderr.write(f"pytest is not installed. Install it: {sys.executable} -m pip install pytest\n")
        return 2
    if not (folder / FOLDER).is_dir():
        sys.stderr.write(
            f"{folder.name} has no tests yet. Make a file {folder / FOLDER / 'test_app.py'} with\n\n"
            "    def test_it_starts(app):\n        app.start()\n"
        )
        return 2
    # pytest would write what it rewrites beside the packages of its plugins, into the installed program.
    sys.dont_write_bytecode = True
    import pytest

    os.chdir(folder)  # so that files in tracebacks are the app's: client_code/Form1/__init__.py
    return int(pytest.main(pytest_arguments(folder, arguments.arguments)))


def pytest_arguments(folder: Path, given: list[str]) -> list[str]:
    rest = [each for each in given if each != "--"]
    named = any(_names_tests(each) for each in rest)
    return [
        f"--rootdir={folder}",
        *(() if _has_settings(folder) else ("-c", str(Path(__file__).with_name("pytest.ini")))),
        *("-p", PLUGIN),
        *rest,
        *(() if named else (FOLDER,)),
    ]


def _names_tests(argument: str) -> bool:
    return not argument.startswith("-") and Path(argument.partition("::")[0]).exists()


def _has_settings(folder: Path) -> bool:
    for name, mark in _SETTINGS.items():
        file = folder / name
        if file.is_file() and mark in file.read_text(encoding="utf-8", errors="replace"):
            return True
    return False
