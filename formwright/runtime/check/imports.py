"""Imports of the app's own code.

Responsible for: imports of app modules that do not exist, client code that imports server code, template
classes that no form has, and forms that `open_form` names and the app lacks. Imports of libraries are not
judged: which there are depends on the Python that runs the code.
May not: execute or import the code. Process: designer (a thread), host, command line.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from formwright.runtime.appfiles.names import near
from formwright.runtime.appfiles.relocation import Place, Relocation, join, leaf_of, parent_of
from formwright.runtime.check.code import Parsed
from formwright.runtime.spec.app import App, Module, Problem, Severity, implicit_packages

_DESIGNER = "_anvil_designer"


def import_problems(app: App, parsed: Parsed) -> Iterator[Problem]:
    client, server = _Names.of(app.client, app), _Names.of(app.server, None)
    for module in app.modules:
        tree = parsed.tree_of(module)
        if tree is None:
            continue
        known = client if module.side == "client" else client.with_(server)
        other = server if module.side == "client" else _Names(frozenset(), frozenset())
        yield from _Imports(app, module, known, other).problems(tree)


@dataclass(frozen=True)
class _Names:
    all: frozenset[str]
    folders: frozenset[str]  # packages without code: nothing but their modules can be imported

    @classmethod
    def of(cls, modules: tuple[Module, ...], app: App | None) -> _Names:
        folders = frozenset(implicit_packages(modules))
        forms = frozenset(app.form_files) if app else frozenset[str]()
        return cls(frozenset(module.name for module in modules) | folders | forms, folders)

    def with_(self, other: _Names) -> _Names:
        names = self.all | other.all
        code = (self.all - self.folders) | (other.all - other.folders)
        return _Names(names, (self.folders | other.folders) - code)


class _Imports(ast.NodeVisitor):
    def __init__(self, app: App, module: Module, known: _Names, other: _Names) -> None:
        self._app = app
        self._module = module
        self._known = known
        self._other = other
        self._place = Place(module.name, module.name, module.is_package)
        self._names = Relocation(app.package, module.side, {}, frozenset(), known.all | other.all)
        self._found: list[Problem] = []

    def problems(self, tree: ast.Module) -> list[Problem]:
        self.visit(tree)
        return self._found

    # What is tried, or only for type checkers, may be missing.
    def visit_Try(self, node: ast.Try) -> None:
        caught = {leaf_of(ast.unparse(handler.type)) if handler.type else "" for handler in node.handlers}
        text = " ".join(caught)
        if "" in caught or any(name in text for name in ("ImportError", "ModuleNotFoundError", "Exception")):
            for part in (*node.handlers, *node.orelse, *node.finalbody):
                self.visit(part)
            return
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if "TYPE_CHECKING" not in ast.unparse(node.test):
            self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            target = self._names.resolve_absolute(alias.name, self._place)
            if target is not None:
                self._check(target, node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        name = node.module or ""
        if node.level:
            target = self._names.resolve_relative(self._place.old_package, node.level, name)
            if target is None:
                self._add(node, "import-outside", "the import leads out of the app", "Use fewer dots.")
                return
        else:
            target = self._names.resolve_absolute(name, self._place)
            if target is None:
                return
        if leaf_of(target) == _DESIGNER:
            self._templates(node, parent_of(target))
        elif self._check(target, node, "." * node.level + name) and (
            not target or target in self._known.folders
        ):
            for alias in node.names:
                if alias.name != "*":
                    self._check(join(target, alias.name), node, alias.name)

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        function = ast.unparse(node.func)
        argument = node.args[0] if node.args else None
        if leaf_of(function) != "open_form" or not isinstance(argument, ast.Constant):
            return
        if isinstance(argument.value, str) and argument.value:
            name = argument.value.removeprefix("form:").removeprefix(f"{self._app.package}.")
            if name not in self._known.all and ":" not in name and self._is_ours(argument.value):
                suggestion = near(name, self._known.all)
                self._add(
                    node,
                    "form-missing",
                    f"open_form opens {argument.value!r}, and there is no such Form",
                    f"Did you mean {suggestion!r}?" if suggestion else "Create it, or open another one.",
                    severity="warning",
                )

    def _is_ours(self, name: str) -> bool:
        """Not a form of a dependency: those are named with the package of the dependency."""
        first = name.partition(".")[0]
        return "." not in name or first in self._known.all or first == self._app.package

    def _templates(self, node: ast.ImportFrom, package: str) -> None:
        if self._module.side == "server":
            return
        for alias in node.names:
            leaf = alias.name.removesuffix("Template")
            forms = self._app.form_files
            here = (forms.get(package), forms.get(join(package, leaf)))
            fits = any(
                form is not None and leaf_of(form.name) == leaf and form.is_package == (form.name == package)
                for form in here
            )
            if alias.name != "*" and not fits:
                self._add(
                    node,
                    "template-missing",
                    f"there is no template {alias.name}",
                    f"It belongs to a Form called {leaf}; import the template of this file's own Form.",
                )

    def _check(self, target: str, node: ast.stmt, spelled: str) -> bool:
        """Whether `target` can be imported; adds a problem if not."""
        if not target or target in self._known.all:
            return True
        if target in self._other.all:
            self._add(
                node,
                "server-import",
                f"client code cannot import {spelled}: it is server code, which browsers never get",
                "Call it with anvil.server.call, or move what both need into a client Module.",
            )
            return False
        suggestion = near(target, self._known.all)
        self._add(
            node,
            "import-missing",
            f"there is no module {spelled} in the app",
            f"Did you mean {suggestion}?" if suggestion else "Create it, or correct the import.",
        )
        return False

    def _add(self, node: ast.AST, code: str, message: str, remedy: str, severity: Severity = "error") -> None:
        line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", -1) + 1
        self._found.append(Problem(self._module.path, line, column, severity, code, message, remedy))
