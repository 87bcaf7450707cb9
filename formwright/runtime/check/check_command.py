"""`formwright check`: what would not load in an app, with file and line.

Responsible for: its options and its words. Process: its own.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from formwright.runtime.appfiles import load_app
from formwright.runtime.appfiles.dependency_option import (
    BadDependency,
    add_dependency_option,
    dependency_folders,
)
from formwright.runtime.check import check_app
from formwright.runtime.check.code import BROWSER_PYTHON
from formwright.runtime.spec.app import App, Problem

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

EPILOG = """\
Reads the app and runs none of its code. Each problem is one line, `path:line:column: error: message`, with
the remedy below it. Warnings are things that may be meant, or that show only when that code is reached.

Exit status: 0 without errors (warnings do not count), 1 with errors.

examples:
  formwright check .
  formwright check ~/apps/hello --json | jq '.problems[].message'
"""


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "check",
        help="what would not load in an app, with file and line",
        description="Check an app: syntax, imports, templates, names.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("app", metavar="APP_DIR", help="the folder that holds the app's anvil.yaml")
    parser.add_argument("--json", action="store_true", help="print one JSON object for programs to read")
    add_dependency_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        folders = dependency_folders(arguments.dep_id)
    except BadDependency as error:
        print(error, file=sys.stderr)
        return 2
    app = load_app(Path(arguments.app).expanduser(), folders)
    problems = check_app(app)
    errors = sum(problem.severity == "error" for problem in problems)
    if arguments.json:
        print(_as_json(app, problems, errors))
    else:
        _print(app, problems, errors)
    return 1 if errors else 0


def _as_json(app: App, problems: tuple[Problem, ...], errors: int) -> str:
    found = [asdict(problem) for problem in problems]
    result = {"app": str(app.folder), "errors": errors, "warnings": len(problems) - errors, "problems": found}
    return json.dumps(result, ensure_ascii=False, indent=1)


def _print(app: App, problems: tuple[Problem, ...], errors: int) -> None:
    for problem in problems:
        print(problem)
        if problem.remedy:
            print(f"    {problem.remedy}")
    counted = f"{_count(len(app.form_files), 'form')}, {_count(len(app.modules), 'file')} of code"
    if not problems:
        print(f"{app.manifest.title}: no problems in {counted}.")
    else:
        warnings = len(problems) - errors
        print(f"{app.manifest.title}: {_count(errors, 'error')}, {_count(warnings, 'warning')} in {counted}.")
    if sys.version_info < BROWSER_PYTHON:
        running = ".".join(map(str, sys.version_info[:2]))
        wanted = ".".join(map(str, BROWSER_PYTHON))
        print(f"(Syntax was read by Python {running}; browsers run {wanted}.)", file=sys.stderr)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
