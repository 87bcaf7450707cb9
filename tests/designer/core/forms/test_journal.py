"""The history of a form survives the program, as long as nobody else wrote the form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from formwright.designer.core.document import TextDocument
from formwright.designer.core.forms.changes import ChangeError, SetEvent, SetProperty, Transaction
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.forms.journal import FormJournals, HistoryJournal
from formwright.designer.core.forms.texts.source import YamlSource
from formwright.designer.core.project import Project
from tests.designer.core.forms.conftest import CODE, TEMPLATE
from tests.designer.core.forms.random_forms import change


@pytest.fixture
def journals(tmp_path: Path) -> FormJournals:
    return FormJournals(tmp_path / "state" / "forms", tmp_path)


def opened(journals: FormJournals, text: str = TEMPLATE) -> FormDocument:
    """As after a new start of the program."""
    document = TextDocument("t.yaml", text.encode(), lambda *_: None)
    code = TextDocument("t.py", CODE.encode(), lambda *_: None)
    return FormDocument("Orders", document, code, YamlSource(), journals.of("t.yaml"))


def set_text(document: FormDocument, text: str, merge: str = "") -> None:
    document.apply(Transaction(f"Set {text}", (SetProperty("heading", "text", text),), merge))


def file_of(journals: FormJournals) -> Path:
    (found,) = journals._folder.iterdir()
    return found


def test_undo_and_redo_go_on_after_a_crash(journals: FormJournals) -> None:
    first = opened(journals)
    for text in ("one", "two", "three"):
        set_text(first, text)
    first.undo()
    second = opened(journals, first.text.text)
    assert second.undo() == "Set two"
    assert second.undo() == "Set one"
    assert second.text.text == TEMPLATE
    assert second.template.data == opened(journals).template.data
    for label in ("Set one", "Set two", "Set three"):
        assert second.redo() == label
    assert second.template.node("heading")["properties"]["text"] == "three"
    third = opened(journals, second.text.text)
    set_text(third, "four")
    assert third.undo() == "Set four"
    assert third.undo() == "Set three"


def test_steps_of_one_gesture_stay_one(journals: FormJournals) -> None:
    first = opened(journals)
    for text in ("o", "on", "one"):
        set_text(first, text, merge="typing")
    second = opened(journals, first.text.text)
    assert second.undo() == "Set one"
    assert second.text.text == TEMPLATE


def test_code_and_hand_edits_come_back_as_well(journals: FormJournals) -> None:
    first = opened(journals)
    handled = CODE + "\n    def shown(self, **event_args):\n        pass\n"
    first.apply(Transaction("Handle", (SetEvent("heading", "show", "shown"),)), handled)
    first.text.set_text(first.text.text.replace("Orders", "["), object())
    assert first.broken
    second = opened(journals, first.text.text)
    assert second.code is not None
    second.code.set_text(handled)
    assert second.broken
    assert second.undo() == "Edit the template"
    assert not second.broken
    assert second.undo() == "Handle"
    assert second.code.text == CODE
    assert second.text.text == TEMPLATE


def test_a_text_from_before_the_last_steps_has_the_history_up_to_there(journals: FormJournals) -> None:
    first = opened(journals)
    set_text(first, "one")
    recovered = first.text.text
    set_text(first, "two")
    second = opened(journals, recovered)
    assert second.history.to_redo is None
    assert second.undo() == "Set one"
    assert opened(journals, second.text.text).redo() == "Set one"


def test_a_text_of_somebody_else_drops_the_journal(journals: FormJournals) -> None:
    set_text(opened(journals), "one")
    assert opened(journals, TEMPLATE + "# by others\n").history.to_undo is None
    assert list(journals._folder.iterdir()) == []


@pytest.mark.parametrize("damage", ["", "{", '{"version": 99}\n', "[]\n", "null\nnull\n", "\ud83d"])
def test_a_damaged_journal_is_dropped(journals: FormJournals, damage: str) -> None:
    first = opened(journals)
    set_text(first, "one")
    file_of(journals).write_bytes(damage.encode("utf-8", "surrogatepass"))
    assert opened(journals, first.text.text).history.to_undo is None


def test_a_last_line_cut_short_costs_only_its_step(journals: FormJournals) -> None:
    first = opened(journals)
    set_text(first, "one")
    recovered = first.text.text
    set_text(first, "two")
    file = file_of(journals)
    file.write_bytes(file.read_bytes()[:-20])
    assert opened(journals, recovered).undo() == "Set one"


def test_it_does_not_grow_without_end(journals: FormJournals, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HistoryJournal, "COMPACT_AT", 4_000)
    first = opened(journals)
    for number in range(60):
        set_text(first, f"text {number}")
        if number % 7 == 0:
            first.undo()
        assert file_of(journals).stat().st_size <= 4_000
    second = opened(journals, first.text.text)
    assert second.undo() == first.undo()
    assert second.text.text == first.text.text


def test_one_huge_step_is_not_written(journals: FormJournals, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HistoryJournal, "COMPACT_AT", 1_000)
    first = opened(journals)
    set_text(first, "x" * 5_000)
    assert opened(journals, first.text.text).history.to_undo is None
    assert first.undo()


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    yield


def test_a_folder_that_cannot_be_written_stops_nothing(journals: FormJournals) -> None:
    with unwritable(journals._folder):
        document = opened(journals)
        set_text(document, "one")
        assert document.undo() == "Set one"


def test_random_histories_come_back(journals: FormJournals) -> None:
    random = Random(1)
    document = opened(journals)
    for _ in range(150):
        kind = random.randrange(5)
        if kind == 0:
            document.undo()
        elif kind == 1:
            document.redo()
        else:
            try:
                document.apply(Transaction("Edit", (change(random, document.template),)))
            except ChangeError:
                continue
        if random.random() < 0.1:
            again = opened(journals, document.text.text)
            assert [len(each) for each in again.history.steps] == [
                len(each) for each in document.history.steps
            ]
            assert again.template.data == document.template.data
            document = again
    while document.undo():
        assert YamlSource().read(document.text.text).data == document.template.data
    assert document.text.text == TEMPLATE


def test_designs_keep_histories_also_of_renamed_forms(project: Project, tmp_path: Path) -> None:
    journals = FormJournals(tmp_path / "state", project.folder)
    design = Designs(project, journals).show("Orders")
    assert design is not None
    set_text(design.document, "one")
    node = next(n for root in project.tree() for n in root.walk() if n.dotted == "Orders")
    project.edits.rename(node, "Invoices")
    project.documents.save_all()
    lines = [json.loads(line) for line in file_of(FormJournals(tmp_path / "state", tmp_path)).open()]
    assert lines[1]["event"] == "record"
    again = Designs(Project(project.folder), FormJournals(tmp_path / "state", project.folder)).show(
        "Invoices"
    )
    assert again is not None
    assert again.document.undo() == "Set one"
