"""Each import contract turns red when it is broken on purpose.

A copy of the package gets one forbidden import; the linter must name the contract as broken.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from tests.architecture.linters import ROOT, layer_objections

MUTATIONS = {
    "The runtime knows nothing of the designer": (
        "formwright/runtime/spec/broken.py",
        "import formwright.designer.core",
    ),
    "Rooms of the designer are layers": (
        "formwright/designer/tree/broken.py",
        "import formwright.designer.editor",
    ),
    "Parts of the runtime are layers": (
        "formwright/runtime/protocol/broken.py",
        "import formwright.runtime.server",
    ),
    "The designer starts the host as a process and imports only what describes apps": (
        "formwright/designer/shell/broken.py",
        "import formwright.runtime.server",
    ),
    "Browser and worker code reads no app folder": (
        "formwright/runtime/worker/broken.py",
        "import formwright.runtime.appfiles",
    ),
    "No Qt below the designer's user interface": (
        "formwright/designer/core/broken.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import PySide6",
    ),
}


def _contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    leave_out = shutil.ignore_patterns("__pycache__", "web", "examples")
    shutil.copytree(ROOT / "formwright", tmp_path / "formwright", ignore=leave_out)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_has_a_mutation() -> None:
    assert sorted(_contracts()) == sorted(MUTATIONS)


@pytest.mark.parametrize("contract", sorted(MUTATIONS))
def test_breaking_it_turns_it_red(copy: Path, contract: str) -> None:
    path, code = MUTATIONS[contract]
    (copy / path).write_text(f'"""Breaks a contract."""\n\n{code}\n', encoding="utf-8")
    assert f"{contract} BROKEN" in layer_objections(copy)


def test_a_folder_that_no_layer_names_turns_it_red(copy: Path) -> None:
    stray = copy / "formwright" / "runtime" / "helpers"
    stray.mkdir()
    (stray / "__init__.py").touch()
    assert "helpers" in layer_objections(copy)
