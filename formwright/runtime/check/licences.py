"""`formwright licences`: what Formwright is made of and under which licences.

Responsible for the text that the set-up has collected (`tools/licences.py`). Process: its own, designer.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import formwright

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_FILE = Path(formwright.__file__).with_name("licences.txt")


def licences() -> str:
    """All of it; a sentence that says how to get it where the set-up has not run."""
    try:
        return _FILE.read_text("utf-8")
    except OSError:
        return f"{_FILE} is not there. It is made by the set-up: python3 dev.py setup\n"


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "licences",
        help="the licences of all that Formwright is made of",
        description="Print the licences of the works that Formwright comes with.",
    )
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    sys.stdout.write(licences())
    return 0
