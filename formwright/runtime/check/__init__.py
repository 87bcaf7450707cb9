"""What would not work in an app, found without running any of it.

Responsible for: collecting the problems of loading, syntax, imports and templates, each with place and
remedy. May not: import or execute the app's code, or change it. Process: designer (a thread), host,
command line.
"""

from __future__ import annotations

from formwright.runtime.check.code import parse_modules
from formwright.runtime.check.imports import import_problems
from formwright.runtime.check.names import name_problems
from formwright.runtime.check.templates import template_problems
from formwright.runtime.spec.app import App, Problem


def check_app(app: App) -> tuple[Problem, ...]:
    """All problems of the app, those of loading included; errors first, then by place."""
    parsed = parse_modules(app)
    found = [
        *app.problems,
        *parsed.problems,
        *import_problems(app, parsed),
        *template_problems(app, parsed),
        *name_problems(app, parsed),
    ]
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda p: (p.severity != "error", p.path, p.line, p.column)))
