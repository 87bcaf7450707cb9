"""`formwright examples`: what there is to start from.

Responsible for: its options and words. Process: its own.
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from formwright.runtime.appfiles.examples import examples

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "examples",
        help="list the examples of the gallery",
        description="List the examples of the gallery. `formwright clone NAME DEST` copies one.",
    )
    parser.add_argument("--json", action="store_true", help="print a JSON list for programs to read")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    found = examples()
    if arguments.json:
        entries = [
            {"name": e.name, "title": e.title, "line": e.line, "tags": e.tags, "folder": str(e.folder)}
            for e in found
        ]
        print(json.dumps(entries, ensure_ascii=False, indent=1))
        return 0
    width = max((len(example.name) for example in found), default=0)
    for example in found:
        print(f"{example.name:<{width}}  {example.line}")
    return 0
