"""The checkers are part of the suite: format and lint (ruff), types (mypy), layers (import-linter)."""

from __future__ import annotations

import pytest

from tests.architecture.linters import ROOT, layer_objections, objections


def test_ruff_finds_nothing() -> None:
    assert objections("-m", "ruff", "check", ".") == ""


def test_ruff_would_format_nothing() -> None:
    assert objections("-m", "ruff", "format", "--check", ".") == ""


@pytest.mark.timeout(600)
def test_types_are_strict_everywhere() -> None:
    assert objections("-m", "mypy") == ""


@pytest.mark.timeout(600)
def test_types_of_the_packaging_scripts_are_strict() -> None:
    scripts = sorted(map(str, (ROOT / "packaging").glob("*.py")))
    assert scripts
    assert objections("-m", "mypy", "--config-file=", "--strict", *scripts) == ""


def test_layers_hold() -> None:
    assert layer_objections() == ""
