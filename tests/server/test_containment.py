"""`find_file` names nothing outside its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formwright.runtime.server.containment import find_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "assets"
    (root / "sub").mkdir(parents=True)
    (root / "a.css").write_text("a")
    (root / "sub" / "100% sure.txt").write_text("b")
    (root / ".hidden").write_text("c")
    (tmp_path / "outside.txt").write_text("d")
    return root


def test_finds_what_is_spelled_exactly(folder: Path) -> None:
    assert find_file(folder, "a.css") == (folder / "a.css").resolve()
    assert find_file(folder, "sub/100% sure.txt") == (folder / "sub" / "100% sure.txt").resolve()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "sub",
        "sub/",
        "A.css",
        "a.css/",
        "a.css.",
        "a.css ",
        "a.css\x00",
        "a.css\x00.png",
        "a.css::$DATA",
        ".hidden",
        "../outside.txt",
        "sub/../a.css",
        "sub/../../outside.txt",
        "./a.css",
        "sub//100% sure.txt",
        "..\\outside.txt",
        "sub\\100% sure.txt",
        "%2e%2e/outside.txt",
        "/etc/passwd",
        "C:/Windows/win.ini",
        "a.css\n",
        "x" * 5000,
    ],
)
def test_every_other_spelling_is_nothing(folder: Path, path: str) -> None:
    assert find_file(folder, path) is None


def test_an_absolute_path_to_a_real_file_is_nothing(folder: Path) -> None:
    assert find_file(folder, str(folder / "a.css")) is None


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_links_may_stay_inside_but_not_leave(folder: Path) -> None:
    (folder / "inside.css").symlink_to(folder / "a.css")
    (folder / "out.txt").symlink_to(folder.parent / "outside.txt")
    (folder / "up").symlink_to(folder.parent)
    (folder / "loop").symlink_to(folder / "loop")
    assert find_file(folder, "inside.css") == (folder / "a.css").resolve()
    assert find_file(folder, "out.txt") is None
    assert find_file(folder, "up/outside.txt") is None
    assert find_file(folder, "loop") is None


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert find_file(tmp_path / "nowhere", "a.css") is None


@given(st.text(alphabet="./\\%ab2e\x00:sucto tx"))
def test_never_leaves_whatever_is_typed(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    root = tmp_path_factory.getbasetemp() / "shared-assets"
    if not root.exists():
        (root / "sub").mkdir(parents=True)
        (root / "a").write_text("a")
        (root.parent / "outside.txt").write_text("secret")
    found = find_file(root, path)
    assert found is None or found == (root / "a").resolve()
