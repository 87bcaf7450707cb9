"""The wheel holds all that an installed Formwright needs, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PIP_NO_INDEX": "1"})
    [wheel] = folder.glob("formwright-*-py3-none-any.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def tree(*folders: str) -> set[str]:
    """Files of the package as they are here, but what running leaves behind."""
    found = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            parts = path.relative_to(ROOT).parts
            if path.is_file() and "__pycache__" not in parts and ".pytest_cache" not in parts:
                found.add("/".join(parts))
    return found


def test_everything_is_in_it(names: set[str]) -> None:
    needed = tree("formwright")
    assert {
        "formwright/web/snapshot.bin",
        "formwright/licences.txt",
        "formwright/manual/index.html",
    } <= needed
    assert needed - names == set()


def test_nothing_else_is_in_it(names: set[str]) -> None:
    others = {name for name in names if not name.startswith("formwright/")}
    assert all(name.startswith("formwright-") and ".dist-info/" in name for name in others), others
    assert any(name.endswith("licenses/LICENSE") for name in others)
    assert not [name for name in names if "node_modules" in name or name.endswith(".pyc")]
