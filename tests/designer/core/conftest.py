"""Apps made for the tests of the core: real folders, loaded and written for real."""

from __future__ import annotations

from pathlib import Path

import pytest

from formwright.designer.core.project import Project
from tests.designer.sample import make_app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_app(tmp_path / "Counter")


@pytest.fixture
def project(folder: Path) -> Project:
    return Project(folder)
