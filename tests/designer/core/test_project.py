"""The open app: what operations do on disk and to documents, their undo, and changes from outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from formwright.designer.core.project import Project
from formwright.designer.core.tree import Kind, Node
from formwright.runtime.appfiles import OperationError


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def node(project: Project, dotted: str) -> Node:
    return next(item for root in project.tree() for item in root.walk() if item.dotted == dotted)


def test_the_tree_shows_the_app(project: Project) -> None:
    client, server, theme, settings = project.tree()
    assert [(item.kind, item.name) for item in client.children] == [
        (Kind.PACKAGE, "tools"),
        (Kind.FORM, "Form1"),
        (Kind.MODULE, "Global"),
    ]
    assert node(project, "Form1").startup
    assert node(project, "tools.Prices").path == "client_code/tools/Prices.py"
    assert [item.name for item in server.children] == ["Server"]
    assert server.children[0].server
    assert [item.name for item in theme.children] == ["logo.svg", "theme.css"]
    assert settings.path == "anvil.yaml"


def test_every_operation_is_undone_to_the_byte_and_redone(project: Project, folder: Path) -> None:
    states = [snapshot(folder)]
    edits = project.edits
    steps: list[Callable[[], object]] = [
        lambda: edits.add(Kind.FORM, "", "Home"),
        lambda: edits.add(Kind.SERVER_MODULE, "", "Jobs"),
        lambda: edits.add(Kind.PACKAGE, "", "extra"),
        lambda: edits.rename(node(project, "Global"), "Shared"),
        lambda: edits.move(node(project, "Shared"), node(project, "tools")),
        lambda: edits.duplicate(node(project, "Form1")),
        lambda: edits.set_startup(node(project, "Home")),
        lambda: edits.rename(node(project, "logo.svg"), "mark.svg"),
        lambda: edits.set_persistent(True),
        lambda: edits.delete([node(project, "tools"), node(project, "Home")]),
    ]
    for step in steps:
        step()
        states.append(snapshot(folder))
        assert states[-1] != states[-2]
    for state in reversed(states[:-1]):
        assert project.operations.undo()
        assert snapshot(folder) == state
    assert project.operations.undo() == ""
    for state in states[1:]:
        assert project.operations.redo()
        assert snapshot(folder) == state


def test_renaming_rewrites_imports_and_open_documents_follow(project: Project, folder: Path) -> None:
    form = project.open_document("client_code/Form1/__init__.py")
    module = project.open_document("client_code/Global.py")
    said: list[str] = []
    project.notice.connect(said.append)
    where = project.edits.rename(node(project, "Global"), "Shared")
    assert where == "client_code/Shared.py" == module.path
    assert project.documents.get("client_code/Shared.py") is module
    assert "from .. import Shared" in form.text
    assert not form.dirty
    assert form.text == (folder / "client_code/Form1/__init__.py").read_text()
    assert said and "Shared" in said[0] and "1 other file" in said[0]


def test_unsaved_edits_survive_an_operation(project: Project, folder: Path) -> None:
    module = project.open_document("client_code/Global.py")
    module.set_text("clicks = 41\n")
    project.edits.rename(node(project, "Global"), "Shared")
    assert (folder / "client_code/Shared.py").read_text() == "clicks = 41\n"
    assert not module.dirty


def test_undo_never_loses_what_was_typed_since(project: Project, folder: Path) -> None:
    project.edits.rename(node(project, "Global"), "Shared")
    document = project.open_document("client_code/Shared.py")
    document.set_text("clicks = 7\n")
    with pytest.raises(OperationError, match=r"Shared\.py"):
        project.operations.undo()
    assert (folder / "client_code/Shared.py").read_text() == "clicks = 7\n"
    assert project.operations.can_undo


def test_an_impossible_name_changes_nothing(project: Project, folder: Path) -> None:
    before = snapshot(folder)
    for name in ("class", "1st", "Form 2", "Global", "print", ""):
        problem = project.edits.check_new(Kind.FORM, "", name)
        assert problem is not None and problem.reason
        assert project.edits.check_new(Kind.FORM, "", problem.suggestion) is None
        with pytest.raises(OperationError):
            project.edits.add(Kind.FORM, "", name)
    assert snapshot(folder) == before
    assert project.operations.can_undo == ""


def test_deleting_puts_files_into_the_bin_and_closes_documents(folder: Path, tmp_path: Path) -> None:
    binned: list[str] = []

    def throw_away(path: Path) -> None:
        binned.append(path.name)
        path.rename(tmp_path / f"bin-{path.name}")

    project = Project(folder, throw_away)
    project.open_document("client_code/Global.py")
    project.edits.delete([node(project, "Global")])
    assert binned == ["Global.py"]
    assert project.documents.get("client_code/Global.py") is None
    project.operations.undo()
    assert (folder / "client_code/Global.py").read_text() == "clicks = 0\n"


def test_a_rename_puts_nothing_into_the_bin(folder: Path) -> None:
    binned: list[Path] = []
    project = Project(folder, binned.append)
    project.edits.rename(node(project, "Global"), "Shared")
    assert binned == []


def test_dropping_is_allowed_only_where_it_makes_sense(project: Project) -> None:
    module, package, form = node(project, "Global"), node(project, "tools"), node(project, "Form1")
    server = node(project, "Server")
    client_root, server_root, theme, _ = project.tree()
    edits = project.edits
    assert edits.can_move(module, package)
    assert edits.can_move(node(project, "tools.Prices"), client_root)
    assert not edits.can_move(module, client_root)  # it is there already
    assert not edits.can_move(package, package)
    assert not edits.can_move(server, package)
    assert not edits.can_move(form, server_root)
    assert not edits.can_move(module, theme)


def test_settings_are_one_step_and_keep_the_rest_of_the_file(project: Project, folder: Path) -> None:
    project.edits.configure(name="My counter", startup=project.app.manifest.startup, persistent=True)
    text = (folder / "anvil.yaml").read_text()
    assert "# The manifest keeps its comments." in text
    assert "unknown_key: kept" in text
    assert project.app.manifest.server_persist
    assert project.app.manifest.name == "My counter"
    project.operations.undo()
    assert not project.app.manifest.server_persist


def test_own_writes_are_not_taken_for_changes_from_outside(project: Project, folder: Path) -> None:
    document = project.open_document("client_code/Global.py")
    told: list[tuple[str, ...]] = []
    document.set_text("clicks = 1\n")
    document.save()
    project.changed.connect(told.append)
    project.disk_changed(["client_code/Global.py"])
    assert told == []
    (folder / "client_code/Global.py").write_text("clicks = 2\n")
    project.disk_changed(["client_code/Global.py"])
    assert told == [("client_code/Global.py",)]
    assert document.text == "clicks = 2\n"
    module = project.app.client_module("Global")
    assert module is not None and module.source == "clicks = 2\n"


def test_operations_refuse_while_a_conflict_waits(project: Project, folder: Path) -> None:
    document = project.open_document("client_code/Global.py")
    document.set_text("clicks = 1\n")
    (folder / "client_code/Global.py").write_text("clicks = 2\n")
    project.disk_changed(["client_code/Global.py"])
    with pytest.raises(OperationError, match="another program"):
        project.edits.rename(node(project, "Global"), "Shared")
    assert (folder / "client_code/Global.py").read_text() == "clicks = 2\n"


def test_a_broken_file_becomes_a_badge_and_no_more(project: Project, folder: Path) -> None:
    told: list[bool] = []
    project.problems_changed.connect(lambda: told.append(True))
    (folder / "client_code/Form1/form_template.yaml").write_text("components: [\n")
    project.disk_changed(["client_code/Form1/form_template.yaml"])
    assert told
    assert node(project, "Form1").problems
    assert node(project, "Global").problems == ()
