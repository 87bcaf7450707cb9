"""The packages panel of a really running app: uv installs wheels that this test builds, from a folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from formwright.designer.packages import PackagesPanel
from tests.designer.shell.conftest import Desk, desk

__all__ = ["desk"]
WAIT = 60_000


def wheel(folder: Path, name: str, version: str, requires: str = "") -> None:
    folder.mkdir(exist_ok=True)
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}.py", f"version = {version!r}\n")
        archive.writestr(f"{info}/METADATA", metadata + (f"Requires-Dist: {requires}\n" if requires else ""))
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "wheels"
    wheel(folder, "fwprobe", "1.0", "fwneeded")
    wheel(folder, "fwprobe", "2.0", "fwneeded")
    wheel(folder, "fwneeded", "0.5")
    monkeypatch.setenv("UV_FIND_LINKS", str(folder))
    monkeypatch.setenv("UV_NO_INDEX", "1")
    return folder


def show(desk: Desk) -> PackagesPanel:
    app = desk.open()
    app.docks.reveal("packages")
    desk.qtbot.waitUntil(app.packages.isVisible)
    return app.packages


def rows(panel: PackagesPanel) -> list[list[str]]:
    model = panel.list.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def add(panel: PackagesPanel, text: str) -> None:
    QTest.keyClicks(panel.name, text)
    QTest.keyClick(panel.name, Qt.Key.Key_Return)


def choose(panel: PackagesPanel, row: int) -> None:
    place = panel.list.visualRect(panel.list.model().index(row, 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_add_upgrade_undo_and_remove(desk: Desk, index: Path) -> None:
    assert index.exists()
    panel = show(desk)
    file = desk.folder / "server_code" / "requirements.txt"
    assert panel.first_button.isVisible()
    QTest.mouseClick(panel.first_button, Qt.MouseButton.LeftButton)
    add(panel, "fwprobe==1.0")
    desk.qtbot.waitUntil(lambda: ["fwprobe", "==1.0", "1.0", "1.0", ""] in rows(panel), timeout=WAIT)
    assert file.read_text() == "fwprobe==1.0\n"
    assert ["fwneeded", "", "0.5", "", "fwprobe"] in rows(panel)

    choose(panel, 0)
    QTest.mouseClick(panel.upgrade_button, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: rows(panel)[0][:4] == ["fwprobe", "==2.0", "2.0", "2.0"], timeout=WAIT)
    assert file.read_text() == "fwprobe==2.0\n"

    desk.app.project.operations.undo()
    desk.qtbot.waitUntil(lambda: rows(panel)[0][:3] == ["fwprobe", "==1.0", "1.0"], timeout=WAIT)
    choose(panel, 0)
    QTest.mouseClick(panel.remove_button, Qt.MouseButton.LeftButton)
    assert file.read_text() == ""
    assert panel.first_button.isVisible()


def test_a_name_that_does_not_exist_is_not_written(desk: Desk, index: Path) -> None:
    assert index.exists()
    panel = show(desk)
    add(panel, "fwnosuch")
    desk.qtbot.waitUntil(panel.notice.isVisible, timeout=WAIT)
    assert panel.notice.text == "There is no package called fwnosuch in the package index."
    assert not (desk.folder / "server_code" / "requirements.txt").exists()
    panel.name.clear()
    add(panel, "not a name!")
    assert "is no requirement" in panel.notice.text


def test_without_an_index_it_says_so_and_adds_when_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_OFFLINE", "1")
    panel = show(desk)
    add(panel, "fwprobe")
    desk.qtbot.waitUntil(panel.notice.isVisible, timeout=WAIT)
    assert "did not answer" in panel.notice.text
    QTest.mouseClick(panel.notice._action, Qt.MouseButton.LeftButton)
    assert (desk.folder / "server_code" / "requirements.txt").read_text() == "fwprobe\n"
    desk.qtbot.waitUntil(panel.notice.isVisible, timeout=WAIT)  # and uv cannot install it
    assert "could not be installed" in panel.notice.text
