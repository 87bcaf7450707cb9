"""Runs the project's checkers as a person would and gives back what they print when they object."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as main; sys.exit(main())"


def objections(*arguments: str, folder: Path = ROOT) -> str:
    """What `python ARGUMENTS` prints in `folder`, or nothing when it exits with 0."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def layer_objections(folder: Path = ROOT) -> str:
    """What import-linter says against the package in `folder`."""
    return objections("-c", _LINT_IMPORTS, "--no-cache", "--no-logo", folder=folder)
