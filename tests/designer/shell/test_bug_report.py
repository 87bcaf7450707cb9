"""A mistake inside Formwright is written down and told, and the program goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from formwright.designer.shell import bug_report
from formwright.designer.shell.bug_report import BugReport


def report(bug: BugReport, message: str) -> None:
    try:
        raise ValueError(message)
    except ValueError as error:
        bug(type(error), error, error.__traceback__)


def test_it_is_written_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    bug = BugReport(tmp_path / "state" / "bugs.log", told.append)
    report(bug, "first")
    report(bug, "second")
    text = (tmp_path / "state" / "bugs.log").read_text()
    assert "ValueError: first" in text and "ValueError: second" in text
    assert "test_bug_report.py" in text
    assert told[0].startswith("A mistake in Formwright: first")
    assert "ValueError: second" in capsys.readouterr().err


def test_the_file_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bug_report, "LIMIT", 2_000)
    bug = BugReport(tmp_path / "bugs.log", lambda _text: None)
    for number in range(40):
        report(bug, f"number {number}")
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 8_000
    assert "number 39" in (tmp_path / "bugs.log").read_text()


def test_a_window_that_is_gone_does_no_harm(tmp_path: Path) -> None:
    def gone(_text: str) -> None:
        raise RuntimeError("Internal C++ object already deleted")

    report(BugReport(tmp_path / "bugs.log", gone), "late")
    assert "late" in (tmp_path / "bugs.log").read_text()
