"""What a bundle knows of itself. That it runs is shown by `python3 dev.py package --smoke`."""

from __future__ import annotations

import runpy
import sys
import sysconfig
from pathlib import Path

import pytest

from formwright.runtime.check import machine
from formwright.runtime.pythons.program import (
    base_python,
    leave_no_traces,
    offer_standard_library,
    own_command,
)

SLIM = runpy.run_path(str(Path(__file__).parents[2] / "packaging" / "slim.py"))


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    return tmp_path


def test_an_installed_package_starts_itself_as_a_module() -> None:
    assert own_command() == [sys.executable, "-m", "formwright"]
    assert base_python() == Path(sys._base_executable)  # type: ignore[attr-defined]


def test_a_bundle_is_its_own_command_and_has_a_python(bundle: Path) -> None:
    assert own_command() == [sys.executable]
    assert base_python().is_relative_to(bundle / "python")


@pytest.mark.usefixtures("bundle")
def test_other_programs_get_their_libraries_back() -> None:
    environment = {
        "LD_LIBRARY_PATH": "/bundle",
        "LD_LIBRARY_PATH_ORIG": "/mine",
        "DYLD_LIBRARY_PATH": "/bundle",
    }
    leave_no_traces(environment)
    assert environment == {"LD_LIBRARY_PATH": "/mine"}


def test_an_installed_package_leaves_the_environment_alone() -> None:
    environment = {"LD_LIBRARY_PATH": "/mine"}
    leave_no_traces(environment)
    assert environment == {"LD_LIBRARY_PATH": "/mine"}


def test_a_bundle_finds_what_was_not_frozen_in_its_python(bundle: Path) -> None:
    path = ["/frozen"]
    offer_standard_library(path)
    assert path[0] == "/frozen"
    assert len(path) == 3
    assert all(Path(each).is_relative_to(bundle / "python") for each in path[1:])


def test_an_installed_package_leaves_the_path_alone() -> None:
    path = ["/mine"]
    offer_standard_library(path)
    assert path == ["/mine"]


def test_the_doctor_looks_at_qt_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: "/where/a/frozen/program/has/nothing")
    assert (machine._folder_of_qt() / "PySide6" / "QtCore.abi3.so").is_file() or sys.platform != "linux"


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("PySide6/Qt/lib/libQt6WebEngineCore.so.6", True),
        ("PySide6/Qt/lib/libQt6Charts.so.6", False),
        ("PySide6/Qt6Charts.dll", False),
        ("PySide6\\Qt6Core.dll", True),
        ("PySide6/QtWidgets.abi3.so", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", False),
        ("PySide6/Qt/qml/QtQuick/libqtquick2plugin.so", False),
        ("PySide6/Qt/translations/qtwebengine_locales/en-US.pak", True),
        ("PySide6/Qt/translations/qtwebengine_locales/de.pak", False),
        ("PySide6/Qt/libexec/QtWebEngineProcess", True),
        ("libgtk-3.so.0", False),
        ("libssl.so.3", True),
        ("formwright/web/boot.mjs", True),
        ("qtawesome/fonts/fontawesome6-solid.ttf", False),
    ],
)
def test_what_a_bundle_takes_of_qt(name: str, stays: bool) -> None:
    assert SLIM["wanted"](name) is stays
