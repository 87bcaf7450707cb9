"""The page of settings: what a person prefers on this machine, and what an app is told there.

From the dataclasses that hold them: names, defaults and the words below each field. May not: add facts.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools

from formwright.designer.core import manual, preferences
from formwright.runtime.spec import limits
from tools.manual.markdown import anchored, code, page, plain, table


def settings_page() -> tuple[str, str]:
    return "reference/settings.md", page(
        "Settings",
        "Settings of two kinds are kept on this machine, never in the app's folder. What belongs to an app "
        "is in its `anvil.yaml`; *App › App settings…* edits both.",
        "## Preferences",
        "*File › Preferences…* edits them. They are kept in `preferences.json`, in the user's folder for "
        "configuration; a file that cannot be read is set aside as `preferences.broken`.",
        _table(preferences.Values),
        "## Limits of server code",
        "*App › App settings…* edits them for one app, and [`formwright serve`](command-line.md) "
        "takes them as options.",
        _table(limits.WorkerLimits),
    )


def documented_fields(kind: type) -> dict[str, str]:
    """What stands below each field of a class."""
    tree = ast.parse(inspect.cleandoc(inspect.getsource(kind)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    found = {}
    for field, words in itertools.pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(words, ast.Expr)
            and isinstance(words.value, ast.Constant)
            and isinstance(words.value.value, str)
        ):
            found[field.target.id] = inspect.cleandoc(words.value.value)
    return found


def _table(kind: type) -> str:
    about = documented_fields(kind)
    rows = [
        (
            anchored(field.name, manual.anchor("setting", field.name)),
            code(_shown(field.default)),
            plain(about[field.name]),
        )
        for field in dataclasses.fields(kind)
        if field.name in about
    ]
    return table(("Setting", "Default", "What it is for"), rows)


def _shown(value: object) -> str:
    return "" if value in ("", None, ()) or value is dataclasses.MISSING else str(value)
