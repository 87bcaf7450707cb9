"""What a person can do to the things of an app: add, rename, duplicate, delete, move, configure. No Qt.

Decides nothing itself: `runtime.appfiles` says what changes, `operations` writes and remembers it. Every
method raises OperationError (with a remedy) or OSError and has then changed nothing. What returns a path
names the file to select afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from formwright.designer.core.tree import Kind, Node
from formwright.runtime.appfiles import Changes
from formwright.runtime.appfiles.edit import Delete, Edit, Insert, Set
from formwright.runtime.appfiles.names import NameProblem, check_name, free_name
from formwright.runtime.appfiles.places import taken_in
from formwright.runtime.spec.app import App, Side, Startup
from formwright.runtime.spec.schedules import When, new_entry, scheduled_tasks

if TYPE_CHECKING:
    from formwright.designer.core.project import Project
    from formwright.runtime.appfiles.form_starters import FormTemplate

STEMS = {
    Kind.FORM: "Form",
    Kind.MODULE: "Module",
    Kind.SERVER_MODULE: "ServerModule",
    Kind.PACKAGE: "package",
    Kind.SERVER_PACKAGE: "package",
}
ASSET_KINDS = (Kind.ASSET, Kind.ASSET_FOLDER)


def side_of(kind: Kind) -> Side:
    return "server" if kind in (Kind.SERVER, Kind.SERVER_MODULE, Kind.SERVER_PACKAGE) else "client"


class Edits:
    """`appfiles.operations` is imported on first use: it brings a parser that takes a moment to load."""

    def __init__(self, project: Project) -> None:
        self._project = project

    # --- names
    def check_new(self, kind: Kind, parent: str, name: str) -> NameProblem | None:
        return check_name(name, self._taken(side_of(kind), parent))

    def check_rename(self, node: Node, name: str) -> NameProblem | None:
        if node.kind in ASSET_KINDS:
            return self._check_asset(node, name)
        taken = self._taken(side_of(node.kind), node.dotted.rpartition(".")[0])
        return check_name(name, [other for other in taken if other != node.name])

    def free_name(self, kind: Kind, parent: str) -> str:
        return free_name(STEMS[kind], self._taken(side_of(kind), parent))

    def _taken(self, side: Side, package: str) -> list[str]:
        return taken_in(self._project.app, side, package)

    def _check_asset(self, node: Node, name: str) -> NameProblem | None:
        folder = node.dotted.rpartition("/")[0]
        taken = {asset.path.lower() for asset in self._project.app.theme.assets}
        if not name or name in (".", "..") or any(mark in '/\\:*?"<>|' or mark < " " for mark in name):
            return NameProblem('A file name has no / \\ : * ? " < > | and is not empty.', node.name)
        path = f"{folder}/{name}".lstrip("/")
        if path.lower() in taken and path.lower() != node.dotted.lower():
            return NameProblem(f"There is an asset {name} already.", free_asset_name(path, taken))
        return None

    # --- the operations
    def _saved_app(self) -> App:
        """The app with everything saved: operations work on what is on disk."""
        self._project.operations.save_first()
        return self._project.app

    def add(self, kind: Kind, parent: str, name: str) -> str:
        from formwright.runtime.appfiles import operations as op

        app = self._saved_app()
        if kind is Kind.FORM:
            changes = op.add_form(app, name, parent)
        elif kind is Kind.MODULE:
            changes = op.add_module(app, name, parent)
        elif kind is Kind.SERVER_MODULE:
            changes = op.add_server_module(app, name, parent)
        else:
            changes = op.add_package(app, side_of(kind), name, parent)
        return self._perform(changes)

    def form_templates(self) -> tuple[FormTemplate, ...]:
        from formwright.runtime.appfiles.form_starters import form_templates

        return form_templates(self._project.app)

    def proposed_name(self, template: FormTemplate, parent: str) -> str:
        return free_name(template.name, self._taken("client", parent))

    def add_form_from(self, template: str, parent: str, name: str) -> str:
        """One step, which one undo takes back, also where it makes two Forms."""
        from formwright.runtime.appfiles.form_starters import add_form_from

        return self._perform(add_form_from(self._saved_app(), template, name, parent))

    def add_asset(self, file: Path, folder: str = "") -> str:
        from formwright.runtime.appfiles import operations as op

        taken = {asset.path.lower() for asset in self._project.app.theme.assets}
        path = f"{folder}/{file.name}".lstrip("/")
        if path.lower() in taken:
            path = f"{folder}/{free_asset_name(path, taken)}".lstrip("/")
        return self._perform(op.add_asset(self._saved_app(), path, file.read_bytes()))

    def add_file(self, path: str, data: bytes, description: str) -> str:
        """A file of the app folder that belongs to no Form, Module or asset."""
        return self._perform(Changes(description, {path: data}))

    def rename(self, node: Node, name: str) -> str:
        from formwright.runtime.appfiles import operations as op

        app = self._saved_app()
        if node.kind in ASSET_KINDS:
            path = f"{node.dotted.rpartition('/')[0]}/{name}".lstrip("/")
            return self._perform(op.rename_asset(app, node.dotted, path), node.path)
        return self._perform(op.rename(app, side_of(node.kind), node.dotted, name), node.path)

    def can_duplicate(self, node: Node) -> bool:
        return node.editable and node.kind is not Kind.ASSET_FOLDER

    def duplicate(self, node: Node) -> str:
        from formwright.runtime.appfiles import operations as op

        app = self._saved_app()
        if node.kind is Kind.ASSET:
            return self.add_asset(self._project.folder / node.path, node.dotted.rpartition("/")[0])
        side = side_of(node.kind)
        taken = self._taken(side, node.dotted.rpartition(".")[0])
        return self._perform(op.duplicate(app, side, node.dotted, free_name(node.name, taken)))

    def delete(self, nodes: Sequence[Node]) -> None:
        """All of them in one step; what lies inside another of them goes with that."""
        from formwright.runtime.appfiles import operations as op

        app = self._saved_app()
        outer = [node for node in nodes if not any(_inside(node, other) for other in nodes)]
        parts = [
            op.delete_asset(app, node.dotted)
            if node.kind in ASSET_KINDS
            else op.delete(app, side_of(node.kind), node.dotted)
            for node in outer
        ]
        files = {path: data for part in parts for path, data in part.files.items()}
        notes = tuple(note for part in parts for note in part.notes)
        names = ", ".join(node.name for node in outer)
        self._perform(Changes(f"Delete {names}", files, notes=notes))

    def can_move(self, node: Node, target: Node) -> bool:
        """Whether the node may be dropped there: a package (or the top) of its own side."""
        if not node.editable or node.kind in ASSET_KINDS or target.key == node.key:
            return False
        roots = {"client": Kind.CLIENT, "server": Kind.SERVER}
        side = side_of(node.kind)
        holder = target.kind is roots[side] or (target.is_package and side_of(target.kind) == side)
        inside = target.dotted == node.dotted or target.dotted.startswith(node.dotted + ".")
        return holder and not inside and node.dotted.rpartition(".")[0] != target.dotted

    def move(self, node: Node, target: Node) -> str:
        from formwright.runtime.appfiles import operations as op

        app = self._saved_app()
        return self._perform(op.move(app, side_of(node.kind), node.dotted, target.dotted), node.path)

    def set_startup(self, node: Node) -> None:
        from formwright.runtime.appfiles import operations as op

        self._perform(op.set_startup(self._saved_app(), node.dotted))

    # --- settings
    def configure(self, *, name: str, startup: Startup | None, persistent: bool) -> None:
        """What the settings dialog shows, in one undoable step."""
        manifest = self._project.app.manifest
        edits: list[Edit] = []
        if name != manifest.name:
            edits.append(Set(("name",), name))
        if persistent != manifest.server_persist:
            edits.append(Set(("runtime_options", "server_persist"), persistent))
        if startup != manifest.startup:
            edits += self._startup_edits(startup)
        if edits:
            self._edit_manifest("Change the app's settings", edits)

    def set_persistent(self, persistent: bool) -> None:
        what = "Keep the server running" if persistent else "Start the server anew for each call"
        self._edit_manifest(what, [Set(("runtime_options", "server_persist"), persistent)])

    def add_schedule(self, task: str, when: When) -> None:
        entry = new_entry(task, when)
        count = len(scheduled_tasks(self._project.app.manifest.data))
        edit: Edit = (
            Insert(("scheduled_tasks", count), entry) if count else Set(("scheduled_tasks",), [entry])
        )
        self._edit_manifest(f"Schedule {task}", [edit])

    def change_schedule(self, row: int, task: str, when: When) -> None:
        place: tuple[str | int, ...] = ("scheduled_tasks", row)
        before = scheduled_tasks(self._project.app.manifest.data)[row]
        edits: list[Edit] = []
        if task != before.task:
            edits.append(Set((*place, "task_name"), task))
        if when != before.when:
            edits.append(Set((*place, "time_spec"), when.to_json()))
        if edits:
            self._edit_manifest(f"Change when {task} runs", edits)

    def remove_schedule(self, row: int) -> None:
        found = scheduled_tasks(self._project.app.manifest.data)
        place: tuple[str | int, ...] = ("scheduled_tasks", row) if len(found) > 1 else ("scheduled_tasks",)
        self._edit_manifest(f"Remove {found[row].task or 'an entry'} from the schedule", [Delete(place)])

    def _startup_edits(self, startup: Startup | None) -> list[Edit]:
        data = self._project.app.manifest.data
        if startup is None:
            return [Delete((key,)) for key in ("startup", "startup_form") if key in data]
        if "startup_form" in data and "startup" not in data and startup.type == "form":
            return [Set(("startup_form",), startup.module)]
        return [Set(("startup",), {"type": startup.type, "module": startup.module})]

    def _edit_manifest(self, description: str, edits: Sequence[Edit]) -> None:
        from formwright.runtime.appfiles import operations as op

        self._perform(op.edit_manifest(self._saved_app(), edits, description))

    def _perform(self, changes: Changes, path: str = "") -> str:
        """Writes it, says so, and returns where the file at `path` (or the first new one) is now."""
        if not changes.files:
            return path
        self._project.operations.perform(changes)
        touched = len([file for file in changes.files if file not in changes.moved.values()])
        others = touched - len(changes.moved)
        words = changes.description
        if changes.moved and others > 0:
            words += f": {others} other file{'s' if others > 1 else ''} followed"
        if changes.notes:
            words += ". " + ". ".join(changes.notes)
        self._project.notice.emit(words + ".")
        if path:
            return changes.moved.get(path, path)
        return next((file for file, data in changes.files.items() if data is not None), "")


def free_asset_name(path: str, taken: set[str]) -> str:
    """`logo.png` becomes `logo-2.png`."""
    folder, _, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, dot + suffix) if dot else (name, "")
    number = 2
    while f"{folder}/{stem}-{number}{suffix}".lstrip("/").lower() in taken:
        number += 1
    return f"{stem}-{number}{suffix}"


def _inside(node: Node, other: Node) -> bool:
    mark = "/" if other.kind in ASSET_KINDS else "."
    return side_of(node.kind) == side_of(other.kind) and node.dotted.startswith(other.dotted + mark)
