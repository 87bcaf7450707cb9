"""Gives code other names: rename, move into a package, duplicate.

Responsible for: the files that move, and everything in the app that refers to them (imports, `open_form`,
templates, manifest). May not: write; the result is a Changes value. Process: designer and command line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from libcst import ParserSyntaxError

from formwright.runtime.appfiles.changes import Changes, OperationError
from formwright.runtime.appfiles.edit import Edit, EditError, edit_yaml
from formwright.runtime.appfiles.load import OLD_CLIENT, OLD_SERVER
from formwright.runtime.appfiles.manifest import MANIFEST
from formwright.runtime.appfiles.names import check_name
from formwright.runtime.appfiles.places import files_of, folder_of, names_on, package_folder, taken_in
from formwright.runtime.appfiles.relocation import Place, Relocation, join, leaf_of, parent_of
from formwright.runtime.appfiles.rewrite_code import rewrite_code
from formwright.runtime.appfiles.rewrite_html import rewrite_html
from formwright.runtime.appfiles.rewrite_templates import manifest_edits, template_edits
from formwright.runtime.appfiles.text import UnreadableText, decode, decode_python
from formwright.runtime.spec.app import App, Module, Side


def rename(app: App, side: Side, name: str, new_leaf: str) -> Changes:
    """Give a form, module or package another name, everywhere in the app."""
    others = [leaf for leaf in taken_in(app, side, parent_of(name)) if leaf != leaf_of(name)]
    refuse_bad_name(new_leaf, others)
    new = join(parent_of(name), new_leaf)
    return _relocate(app, side, name, new, f"Rename {name} to {new_leaf}")


def move(app: App, side: Side, name: str, package: str) -> Changes:
    """Put a form, module or package into `package` ("" is the top)."""
    if package == name or package.startswith(f"{name}."):
        raise OperationError(f"{leaf_of(name)} cannot be moved into itself.", "Choose another package.")
    new = join(package, leaf_of(name))
    if new != name:
        refuse_bad_name(leaf_of(name), taken_in(app, side, package))
    where = package or ("Client code" if side == "client" else "Server code")
    return _relocate(app, side, name, new, f"Move {leaf_of(name)} to {where}")


def duplicate(app: App, side: Side, name: str, new_leaf: str) -> Changes:
    """A copy beside the original; inside the copy its own names are the new ones."""
    refuse_bad_name(new_leaf, taken_in(app, side, parent_of(name)))
    new = join(parent_of(name), new_leaf)
    return _relocate(app, side, name, new, f"Duplicate {name} as {new_leaf}", copy=True)


def refuse_bad_name(name: str, taken: list[str]) -> None:
    problem = check_name(name, taken)
    if problem is not None:
        raise OperationError(problem.reason, f"Try {problem.suggestion}.")


def refuse_old_layout(app: App) -> None:
    old = (*OLD_CLIENT, *OLD_SERVER)
    if any(module.path.partition("/")[0] in old for module in app.modules):
        raise OperationError(
            "This app uses Anvil's oldest folder layout, whose files cannot be arranged here.",
            "Arrange its folders as client_code and server_code with your file manager, then reopen it.",
        )


def _relocate(app: App, side: Side, old: str, new: str, description: str, *, copy: bool = False) -> Changes:
    refuse_old_layout(app)
    files = files_of(app, side, old)
    if old == new:
        return Changes(description, {})
    before = folder_of(app, side, old)
    after = f"{package_folder(app, side, parent_of(new))}/{leaf_of(new)}"
    moved = {path: after + path[len(before) :] for path in files}
    return _Relocating(app, side, old, new, moved, copy).changes(description)


@dataclass
class _Relocating:
    app: App
    side: Side
    old: str
    new: str
    moved: Mapping[str, str]
    copy: bool
    files: dict[str, bytes | None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def changes(self, description: str) -> Changes:
        for path, target in self.moved.items():
            self.files[target] = (self.app.folder / path).read_bytes()
            if not self.copy:
                self.files[path] = None
        for module in self.app.modules:
            if not self.copy or module.path in self.moved:
                self._rewrite_module(module)
        relocation = self._relocation(self.side)
        if self.side == "client":
            for name, form in self.app.form_files.items():
                if self.copy and form.template_path not in self.moved:
                    continue
                template = self.app.forms.get(name)
                if form.format == "html":
                    self._rewrite_html(form.template_path, relocation)
                elif template is not None:
                    self._edit(form.template_path, template_edits(self.app, template, relocation))
            if not self.copy:
                self._edit(MANIFEST, manifest_edits(self.app, relocation))
        moved = {} if self.copy else dict(self.moved)
        return Changes(description, self.files, moved, tuple(self.notes))

    def _relocation(self, seen_from: Side) -> Relocation:
        """What the move means for code of one side: on the server, a server module hides a client one."""
        names = names_on(self.app, self.side)
        moves = {
            name: self.new + name[len(self.old) :]
            for name in names
            if name == self.old or name.startswith(f"{self.old}.")
        }
        known = names
        if seen_from == "server":
            server = names_on(self.app, "server")
            if self.side == "client":
                moves = {name: target for name, target in moves.items() if name not in server}
            known = names_on(self.app, "client") | server
        forms = {name for name in moves if self._is_form(name)}
        return Relocation(self.app.package, self.side, moves, frozenset(forms), frozenset(known))

    def _is_form(self, name: str) -> bool:
        """Whether the class in the file is named after the file."""
        if self.side != "client":
            return False
        if name in self.app.form_files:
            return True
        module = self.app.client_module(name)
        return module is not None and _class_based_on(
            module.source, leaf_of(name), f"{leaf_of(name)}Template"
        )

    def _rewrite_module(self, module: Module) -> None:
        target = self.moved.get(module.path, module.path)
        if self.side == "server" and module.side == "client":
            return  # a browser cannot import server code
        relocation = self._relocation(module.side)
        place = Place(module.name, relocation.new_name(module.name), module.is_package)
        unmoved = module.path not in self.moved
        if unmoved and not (self._mentions(module.source) and _may_refer(module.source, leaf_of(self.old))):
            return
        try:
            text = decode_python((self.app.folder / module.path).read_bytes())
            source = rewrite_code(text.content, place, relocation)
        except (UnreadableText, ParserSyntaxError):
            self.notes.append(f"{target} has syntax errors and was left as it is")
            return
        except OSError:
            return
        if source != text.content:
            self.files[target] = text.encode(source)

    def _mentions(self, text: str) -> bool:
        return re.search(rf"\b{re.escape(leaf_of(self.old))}\b", text) is not None

    def _rewrite_html(self, path: str, relocation: Relocation) -> None:
        target = self.moved.get(path, path)
        try:
            text = decode(self.files.get(target) or (self.app.folder / path).read_bytes())
        except (OSError, UnreadableText):
            return
        content = rewrite_html(text.content, self.app, relocation)
        if content != text.content:
            self.files[target] = text.encode(content)
        elif self._mentions(content):
            self.notes.append(f"{target} mentions {leaf_of(self.old)} and was left as it is")

    def _edit(self, path: str, edits: list[Edit]) -> None:
        if not edits:
            return
        target = self.moved.get(path, path)
        data = self.files.get(target) or (self.app.folder / path).read_bytes()
        try:
            self.files[target] = edit_yaml(data, edits)
        except EditError as error:
            self.notes.append(f"{target}: {error.message}")


def _may_refer(source: str, leaf: str) -> bool:
    """Whether an import or a text names `leaf`: a cheap look before the rewriting, which costs much."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return True
    return any(leaf in re.split("[.:]", name) for node in ast.walk(tree) for name in _named(node))


def _named(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [*(alias.name for alias in node.names), getattr(node, "module", None) or ""]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return []


def _class_based_on(source: str, name: str, base: str) -> bool:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return any(
        isinstance(node, ast.ClassDef)
        and node.name == name
        and any(isinstance(parent, ast.Name) and parent.id == base for parent in node.bases)
        for node in tree.body
    )
