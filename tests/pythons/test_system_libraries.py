"""Missing system libraries are named with the package that holds them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from formwright.runtime.pythons.system_libraries import (
    has_renamed_packages,
    missing_libraries,
    package_of,
)

SITE = Path(sysconfig.get_path("platlib"))
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks ldd, which only Linux has")


@on_linux
def test_this_machine_lacks_nothing_as_the_other_tests_show_windows() -> None:
    assert missing_libraries(SITE).sonames == ()


@on_linux
def test_an_extension_without_its_qt_is_reported(tmp_path: Path) -> None:
    shutil.copytree(SITE / "pyside6_scintilla", tmp_path / "pyside6_scintilla")
    missing = missing_libraries(tmp_path)
    assert any(name.startswith("libpyside6.abi3.so") for name in missing.sonames)
    assert missing.packages == ()  # nothing in Debian holds a part of our own wheels


@on_linux
def test_as_a_program_it_prints_packages_only() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "formwright.runtime.pythons.system_libraries"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_a_soname_leads_to_its_package() -> None:
    assert package_of("libxcb-cursor.so.0", renamed=False) == "libxcb-cursor0"
    assert package_of("libstranger.so.9", renamed=False) is None


@pytest.mark.parametrize(
    ("release", "package"),
    [
        ('ID=debian\nVERSION_ID="12"', "libasound2"),
        ('ID=debian\nVERSION_ID="13"', "libasound2t64"),
        ('ID=ubuntu\nVERSION_ID="22.04"', "libasound2"),
        ('ID=ubuntu\nVERSION_ID="24.04"', "libasound2t64"),
        ("ID=debian", "libasound2"),
    ],
)
def test_renamed_packages_follow_the_release(release: str, package: str) -> None:
    assert package_of("libasound.so.2", renamed=has_renamed_packages(release)) == package
