"""Syntax of the app's Python files.

Responsible for: parsing each module once for all checks, and saying what is wrong where.
The browser runs Python 3.14; this program may run on an older one, whose parser does not know all of that.
What it refuses and libcst's parser (which knows the newer grammar) accepts is a warning, not an error.
May not: execute or import the code. Process: designer (a thread), host, command line.
"""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import libcst

from formwright.runtime.spec.app import App, Module, Problem, Severity

BROWSER_PYTHON = (3, 14)


@dataclass(frozen=True)
class Parsed:
    """Syntax trees by path, without the files that have none, and why they have none."""

    trees: Mapping[str, ast.Module]
    problems: tuple[Problem, ...]

    def tree_of(self, module: Module | None) -> ast.Module | None:
        return self.trees.get(module.path) if module is not None else None


def parse_modules(app: App) -> Parsed:
    trees: dict[str, ast.Module] = {}
    problems: list[Problem] = []
    for module in app.modules:
        tree = _parse(module, problems)
        if tree is not None:
            trees[module.path] = tree
    return Parsed(trees, tuple(problems))


def _parse(module: Module, problems: list[Problem]) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and the like are the linter's business
        try:
            tree = ast.parse(module.source, module.path)
            # Some errors are found only when code is made of it: `return` outside a function.
            compile(tree, module.path, "exec", dont_inherit=True)
            return tree
        except SyntaxError as error:
            problems.append(_problem(module, error))
        except ValueError as error:
            problems.append(
                Problem(module.path, 0, 0, "error", "syntax", str(error), "Save the file as text.")
            )
        except (RecursionError, MemoryError):
            problems.append(
                Problem(
                    module.path,
                    0,
                    0,
                    "error",
                    "syntax",
                    "nested too deeply for Python to read",
                    "Divide it up.",
                )
            )
    return None


def _problem(module: Module, error: SyntaxError) -> Problem:
    severity: Severity = "error"
    message = f"syntax error: {error.msg}"
    remedy = "Mend this line, or the one before it."
    running = ".".join(map(str, sys.version_info[:2]))
    if sys.version_info < BROWSER_PYTHON and _is_newer_syntax(module.source):
        severity = "warning"
        wanted = ".".join(map(str, BROWSER_PYTHON))
        message = f"Python {running} does not know this syntax ({error.msg})"
        remedy = f"The browser's Python {wanted} does."
        if module.side == "server":
            remedy = "Choose a newer Python for the server, or write it in the older way."
    return Problem(module.path, error.lineno or 0, error.offset or 0, severity, "syntax", message, remedy)


def _is_newer_syntax(source: str) -> bool:
    try:
        libcst.parse_module(source)
    except (libcst.ParserSyntaxError, RecursionError):
        return False
    # libcst lets pass what only the compiler refuses, such as `return` outside a function.
    try:
        ast.parse(source)
    except SyntaxError:
        return True
    return False
