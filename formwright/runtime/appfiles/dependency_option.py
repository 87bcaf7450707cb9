"""`--dep-id ID=FOLDER`, for the commands that load an app.

Responsible for: the option and what it may say. Process: host, command line.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path


class BadDependency(Exception):
    """Shown to the user: what, where, how to mend."""


def add_dependency_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dep-id",
        action="append",
        default=[],
        metavar="ID=FOLDER",
        help="where an app that this one depends on is, by its dep_id or package name; may be repeated "
        "(default: the folders beside the app's)",
    )


def dependency_folders(options: Sequence[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for option in options:
        identity, equals, folder = option.partition("=")
        path = Path(folder).expanduser().absolute()
        if not (identity and equals and folder):
            raise BadDependency(f"--dep-id {option} is not understood: write it as ID=FOLDER.")
        if not (path / "anvil.yaml").is_file():
            raise BadDependency(f"--dep-id {option}: {path} is no app, for it has no anvil.yaml.")
        found[identity] = path
    return found
