"""`formwright clone` and `formwright new`: a copy of an app, or an empty one.

Responsible for: their options and words. Process: their own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from formwright.runtime.appfiles.clone import CloneError, Progress, clone, new_app
from formwright.runtime.appfiles.load import load_app
from formwright.runtime.appfiles.templates import BLANK, app_templates

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

CLONE_EPILOG = """\
SOURCE is the name of an example (`formwright examples` lists them), the folder of an app, a zip file with
an app in it, or a Git address. DEST must not exist yet, or be empty; the copy becomes a Git repository with
a first commit. None of the app's code runs. When anything fails, nothing is left behind.

Prints the folder of the copy. Exit status: 0, or 1 when no copy was made.

examples:
  formwright clone hello ~/apps/hello
  formwright clone ./hello.zip ~/apps/hello
  formwright clone https://example.org/people/app.git ~/apps/theirs
"""

NEW_EPILOG = """\
examples:
  formwright new ~/apps/tasks
  formwright new ~/apps/tasks --name "Task list"
  formwright new ~/apps/people --template data_entry
"""


def add_clone_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "clone",
        help="copy an example, a folder, a zip file or a Git repository",
        description="Make a copy of an app that is yours to change.",
        epilog=CLONE_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="SOURCE", help="example name, folder, zip file or Git address")
    parser.add_argument("destination", metavar="DEST", help="the folder to make")
    parser.set_defaults(run=run_clone)


def add_new_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "new",
        help="make an app from a template",
        description="Make a new app from a template, as a Git repository.",
        epilog=NEW_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("destination", metavar="DEST", help="the folder to make")
    parser.add_argument("--name", default="", help="the app's name (default: that of the folder)")
    names = [template.name for template in app_templates()]
    parser.add_argument(
        "--template", default=BLANK, choices=names, help="what it begins with (default: blank)"
    )
    parser.set_defaults(run=run_new)


def run_clone(arguments: argparse.Namespace) -> int:
    destination = Path(arguments.destination).expanduser()
    return _make(lambda progress: clone(arguments.source, destination, progress))


def run_new(arguments: argparse.Namespace) -> int:
    destination = Path(arguments.destination).expanduser()
    return _make(lambda progress: new_app(arguments.name, destination, progress, arguments.template))


def _make(make: Callable[[Progress], Path]) -> int:
    line = _ProgressLine()
    try:
        folder = make(line.show)
    except CloneError as error:
        line.clear()
        print(f"{error.message}\n{error.remedy}".strip(), file=sys.stderr)
        return 1
    finally:
        line.clear()
    print(folder)
    for problem in load_app(folder).errors:
        print(problem, file=sys.stderr)
    return 0


class _ProgressLine:
    """One line that rewrites itself; silent when nobody watches."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._width = 0

    def show(self, text: str, fraction: float) -> None:
        if self._shown:
            line = f"{text} {fraction:.0%}"
            print("\r" + line.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = len(line)

    def clear(self) -> None:
        if self._shown and self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
            self._width = 0
