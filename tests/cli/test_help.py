"""The words of `formwright --help`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import formwright
from formwright.runtime import cli


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "formwright", *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)


def test_help_lists_every_command_and_the_designer() -> None:
    ended = run("--help")
    assert ended.returncode == 0
    for name in cli.COMMANDS:
        assert f"\n    {name} " in ended.stdout
        assert f"formwright {name}" in ended.stdout  # with an example
    assert "formwright APP_DIR" in ended.stdout


@pytest.mark.parametrize("name", sorted(cli.COMMANDS))
def test_each_command_explains_itself(name: str) -> None:
    ended = run(name, "--help")
    assert ended.returncode == 0
    assert ended.stdout.startswith(f"usage: formwright {name} ")
    assert ended.stderr == ""


def test_a_mistyped_command_is_guessed() -> None:
    ended = run("serv", "somewhere")
    assert ended.returncode == 2
    assert "Did you mean: serve?" in ended.stderr


def test_the_examples_of_the_help_are_true(tmp_path: Path) -> None:
    app = tmp_path / "counter"
    assert run("clone", "server_modules", str(app)).returncode == 0
    called = run("call", str(app), "count", "--repeat", "3")
    assert called.returncode == 0
    assert len(called.stdout.splitlines()) == 3
    assert run("check", str(app)).returncode == 0


def test_version() -> None:
    assert run("--version").stdout == f"formwright {formwright.__version__}\n"


def test_an_unknown_option_is_an_error() -> None:
    ended = run("--explode")
    assert ended.returncode == 2
    assert "--explode" in ended.stderr


def test_errors_do_not_wait_for_a_web_server() -> None:
    code = (
        "import sys; from formwright.__main__ import main; main(['serve', '/nowhere']); print(*sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    loaded = set(ended.stderr.split())  # standard output belongs to the address alone
    assert "formwright.runtime.cli" in loaded
    assert not {"uvicorn", "starlette.applications", "PySide6"} & loaded
