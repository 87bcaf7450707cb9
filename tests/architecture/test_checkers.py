"""The checkers are part of the suite: format and lint (ruff), types (mypy), layers (import-linter)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _run(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    assert _run("ruff", "check", ".") == ""


def test_ruff_would_format_nothing() -> None:
    assert _run("ruff", "format", "--check", ".") == ""


@pytest.mark.timeout(600)
def test_types_are_strict_everywhere() -> None:
    assert _run("mypy") == ""


def test_layers_hold() -> None:
    assert _run("importlinter.cli", "lint", "--no-cache") == ""
