"""The Pythons that apps may choose, as far as this machine has them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.engine.conftest import StartApp, run_app

__all__ = ["StartApp", "run_app"]

VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "pypy3.9")


@cache
def find_python(version: str) -> str | None:
    """An interpreter of that version: on the path, or among those that pyenv keeps."""
    names = ["pypy3"] if version.startswith("pypy") else [f"python{version}"]
    found = [shutil.which(name) for name in names]
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found += sorted(map(str, root.glob(f"versions/{version}*/bin/python")))
    return next((path for path in found if path and _runs(path, version)), None)


def _runs(path: str, version: str) -> bool:
    code = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
    try:
        said = subprocess.run([path, "-I", "-c", code], capture_output=True, text=True, timeout=30).stdout
    except OSError:
        return False
    name = "pypy" if version.startswith("pypy") else "cpython"
    return said.split() == [name, version.removeprefix("pypy")]


def second_python() -> tuple[str, str] | None:
    """PyPy, else any other CPython."""
    own = f"{sys.version_info[0]}.{sys.version_info[1]}"
    for version in ("pypy3.9", "3.9", "3.13", "3.12", "3.10", "3.14"):
        path = find_python(version) if version != own else None
        if path is not None:
            return version, path
    return None


@pytest.fixture(params=VERSIONS)
def any_python(request: pytest.FixtureRequest) -> str:
    path = find_python(request.param)
    if path is None:
        pytest.skip(f"no Python {request.param} on this machine")
    return path


@pytest.fixture
def plain_python() -> str:
    """An interpreter that has not got the packages of this one."""
    return sys._base_executable  # type: ignore[attr-defined,no-any-return]  # known to venv, not to typeshed
