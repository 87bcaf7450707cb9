"""The background tasks that server code has. No Qt, pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from formwright.runtime.spec.app import App


def task_names(app: App) -> list[str]:
    """The names by which tasks of the server code can be launched, as far as reading it tells."""
    found: dict[str, None] = {}
    for module in app.server:
        found.update(dict.fromkeys(_decorated(module.source)))
    return sorted(found)


def _decorated(source: str) -> Iterator[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        for decorator in node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            target = call.func if call is not None else decorator
            name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
            if name == "background_task":
                first = call.args[0] if call is not None and call.args else None
                given = first.value if isinstance(first, ast.Constant) else None
                yield given if isinstance(given, str) else node.name
