"""Names given twice.

Responsible for: files that some systems cannot keep apart, functions that the server offers under one name,
and an app that starts with nothing. Process: designer (a thread), host, command line.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from formwright.runtime.appfiles.manifest import MANIFEST
from formwright.runtime.check.code import Parsed
from formwright.runtime.spec.app import App, Problem


def name_problems(app: App, parsed: Parsed) -> Iterator[Problem]:
    yield from _spelled_alike(app)
    yield from _offered_twice(app, parsed)
    if app.manifest.startup is None and app.client:
        yield Problem(
            MANIFEST,
            0,
            0,
            "warning",
            "no-startup",
            "the app has no startup Form: its page will be empty",
            "Choose one: right-click a Form, Set as startup.",
        )


def _spelled_alike(app: App) -> Iterator[Problem]:
    for modules in (app.client, app.server):
        seen: dict[str, str] = {}
        for module in modules:
            first = seen.setdefault(module.name.lower(), module.name)
            if first != module.name:
                yield Problem(
                    module.path,
                    0,
                    0,
                    "warning",
                    "name-case",
                    f"{module.name} and {first} differ only in capitals: Windows and macOS keep one of them",
                    "Rename one of them.",
                )


def _offered_twice(app: App, parsed: Parsed) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for module in app.server:
        tree = parsed.tree_of(module)
        for function, name in _callables(tree) if tree is not None else ():
            place = f"{module.path}:{function.lineno}"
            first = seen.setdefault(name, place)
            if first != place:
                yield Problem(
                    module.path,
                    function.lineno,
                    function.col_offset + 1,
                    "warning",
                    "callable-twice",
                    f"the server function {name!r} is already offered at {first}",
                    "Give one of them another name: which of the two would answer is not certain.",
                )


def _callables(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for decorator in node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            if ast.unparse(call.func if call else decorator) not in (
                "anvil.server.callable",
                "server.callable",
                "callable",
            ):
                continue
            first = call.args[0] if call and call.args else None
            given = first.value if isinstance(first, ast.Constant) else None
            yield node, given if isinstance(given, str) else node.name
