"""What runs in the browser or in a user's own Python imports only the standard library.

import-linter needs the names of forbidden packages; here the allowed ones are few, so everything else
is forbidden, whatever its name.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

RUNTIME = Path(__file__).resolve().parents[2] / "formwright" / "runtime"
PARTS = ("client", "protocol", "spec", "worker")
# `anvil` is the API that these folders themselves provide under that name.
OWN = {"formwright", "anvil"}
BROWSER_ONLY = {"js", "pyodide", "pyodide_js", "_pyodide"}
MAY_IMPORT_BROWSER = "client/pyodide_dom.py"


def _imported(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module.split(".")[0]


def strangers(source: str, path: str) -> list[str]:
    """Imports of `source` that are neither standard library nor our own: `path:line: name`."""
    allowed = OWN | set(sys.stdlib_module_names)
    if path == MAY_IMPORT_BROWSER:
        allowed |= BROWSER_ONLY
    return [f"{path}:{line}: {name}" for line, name in _imported(source) if name not in allowed]


@pytest.mark.parametrize("part", PARTS)
def test_part_imports_only_the_standard_library(part: str) -> None:
    files = sorted((RUNTIME / part).rglob("*.py"))
    assert files
    found = [
        line
        for path in files
        for line in strangers(path.read_text(encoding="utf-8"), path.relative_to(RUNTIME).as_posix())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("import numpy", "worker/loop.py"),
        ("from ruamel.yaml import YAML", "spec/app.py"),
        ("def f():\n    import js", "client/components/button.py"),
        ("try:\n    from pyodide.ffi import run_sync\nexcept ImportError:\n    pass", "client/dom.py"),
    ],
)
def test_a_stranger_is_found(source: str, path: str) -> None:
    assert len(strangers(source, path)) == 1


def test_only_one_file_may_reach_the_browser() -> None:
    assert strangers("import js", MAY_IMPORT_BROWSER) == []
