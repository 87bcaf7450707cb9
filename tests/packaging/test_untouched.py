"""Using an installed Formwright leaves its folder as it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import formwright

PACKAGE = Path(formwright.__file__).parent


@pytest.mark.parametrize(
    ("place", "written"), [("site-packages", False), ("_internal", False), ("src", True)]
)
def test_a_worker_writes_byte_code_only_among_sources(tmp_path: Path, place: str, written: bool) -> None:
    copy = tmp_path / place / "formwright"
    ignore = shutil.ignore_patterns("__pycache__")
    for part in ("worker", "protocol", "spec"):
        shutil.copytree(PACKAGE / "runtime" / part, copy / "runtime" / part, ignore=ignore)
    for name in ("__init__.py", "runtime/__init__.py"):
        shutil.copy(PACKAGE / name, copy / name)
    command = [sys.executable, "-I", str(copy / "runtime" / "worker" / "bootstrap.py"), "persistent"]
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=False)
    assert bool(list(copy.rglob("*.pyc"))) is written
