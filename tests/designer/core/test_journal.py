"""Unsaved edits survive a crash, and what is on disk is never overwritten by them."""

from __future__ import annotations

from pathlib import Path

from formwright.designer.core.journal import Journal, journal_file
from formwright.designer.core.project import Project
from formwright.designer.core.recovery import recover

GLOBAL = "client_code/Global.py"


def edited(folder: Path, file: Path, text: str) -> None:
    """A session that types, is journalled, and crashes."""
    project = Project(folder)
    journal = Journal(file, project.documents)
    project.open_document(GLOBAL).set_text("half typed")
    journal.flush()
    project.open_document(GLOBAL).set_text(text)
    journal.flush()


def test_edits_are_recovered_after_a_crash(folder: Path, tmp_path: Path) -> None:
    file = journal_file(tmp_path / "state", folder)
    edited(folder, file, "clicks = 99\n")
    project = Project(folder)
    assert recover(project, Journal(file, project.documents)) == (GLOBAL,)
    document = project.documents.get(GLOBAL)
    assert document is not None and document.text == "clicks = 99\n"
    assert document.dirty and document.conflict is None
    assert (folder / GLOBAL).read_text() == "clicks = 0\n"


def test_a_file_that_changed_since_keeps_both(folder: Path, tmp_path: Path) -> None:
    file = journal_file(tmp_path, folder)
    edited(folder, file, "clicks = 99\n")
    (folder / GLOBAL).write_text("clicks = 5\n")
    project = Project(folder)
    recover(project, Journal(file, project.documents))
    document = project.documents.get(GLOBAL)
    assert document is not None
    assert (document.text, document.conflict) == ("clicks = 99\n", "clicks = 5\n")


def test_a_line_cut_short_by_the_crash_is_left_out(folder: Path, tmp_path: Path) -> None:
    file = journal_file(tmp_path, folder)
    edited(folder, file, "clicks = 99\n")
    with file.open("a") as stream:
        stream.write('{"path": "client_code/Glo')
    project = Project(folder)
    assert recover(project, Journal(file, project.documents)) == (GLOBAL,)


def test_saving_and_closing_leave_no_journal(folder: Path, tmp_path: Path) -> None:
    file = journal_file(tmp_path, folder)
    project = Project(folder)
    journal = Journal(file, project.documents)
    document = project.open_document(GLOBAL)
    document.set_text("clicks = 1\n")
    journal.flush()
    assert file.exists()
    document.save()
    journal.flush()
    assert not file.exists()
    journal.close()
    assert recover(project, journal) == ()


def test_closing_right_after_saving_leaves_no_journal(folder: Path, tmp_path: Path) -> None:
    file = journal_file(tmp_path, folder)
    project = Project(folder)
    journal = Journal(file, project.documents)
    document = project.open_document(GLOBAL)
    document.set_text("clicks = 1\n")
    journal.flush()
    document.save()
    journal.close()
    assert not file.exists()


def test_the_journal_does_not_grow_without_end(folder: Path, tmp_path: Path) -> None:
    file = journal_file(tmp_path, folder)
    project = Project(folder)
    journal = Journal(file, project.documents)
    document = project.open_document(GLOBAL)
    for number in range(60):
        document.set_text("x" * 50_000 + str(number))
        journal.flush()
    assert file.stat().st_size < 2 * Journal.COMPACT_AT
    assert recover(Project(folder), journal) == (GLOBAL,)
