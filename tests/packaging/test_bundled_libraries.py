"""What of the system comes into a bundle comes with its licence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "packaging"
BRING = """
import sys
from pathlib import Path

import notices

notices._starter = lambda: ()  # PyInstaller is installed where bundles are built only
notices.bring(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
"""
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="dpkg and ELF are of Linux")


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    parts = tmp_path / "formwright" / "_internal"
    (parts / "formwright").mkdir(parents=True)
    (parts / "formwright" / "licences.txt").write_text("Of packages.\n")
    return parts


def run(code: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    """With the folder of the packaging scripts on the path, as `dev.py package` runs them."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(FOLDER)},
    )


def library(name: str) -> Path:
    said = subprocess.run(["ldconfig", "-p"], capture_output=True, text=True).stdout
    for line in said.splitlines():
        if line.split(" ")[0].strip() == name:
            return Path(line.rpartition(" => ")[2])
    pytest.skip(f"{name} is not installed here")


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="which package a library is of is asked of dpkg")
def test_a_library_of_the_system_brings_its_licence_and_says_where_its_source_is(parts: Path) -> None:
    brought, left_out = library("libz.so.1"), library("libexpat.so.1")
    shutil.copyfile(brought, parts / brought.name)
    done = run(BRING, parts, brought, left_out)
    assert done.returncode == 0, done.stderr
    listed = (parts / "formwright" / "licences.txt").read_text()
    assert listed.startswith("Of packages.\n")
    assert "zlib1g (zlib=" in listed and "libz.so.1" in listed
    assert "expat" not in listed
    assert "Jean-loup Gailly" in (parts / "formwright" / "licences" / "zlib1g.txt").read_text()
    assert "PYTHON SOFTWARE FOUNDATION" in (parts / "formwright" / "licences" / "Python.txt").read_text()


def test_a_library_that_nobody_knows_stops_the_build(parts: Path, tmp_path: Path) -> None:
    (tmp_path / "libstrange.so.1").write_bytes(b"")
    (parts / "libstrange.so.1").write_bytes(b"")
    done = run(BRING, parts, tmp_path / "libstrange.so.1")
    assert done.returncode == 1
    assert "libstrange.so.1" in done.stderr and "Debian or Ubuntu" in done.stderr


STAYS = """
import sys
from pathlib import Path

import libraries

print(*[name for name in sys.argv[2:] if not libraries._may_go(Path(sys.argv[1], name), Path(sys.argv[1]))])
"""


def test_the_library_of_python_stays_although_nothing_may_be_linked_with_it(parts: Path) -> None:
    names = "libpython3.11.so.1.0", "python/lib/libpython3.11.so.1.0", "libsoftokn3.so", "libz.so.1"
    done = run(STAYS, parts, *map(Path, names))
    assert done.stdout.split() == list(names[:3]), done.stderr
