"""Opens the app that a command names.

Responsible for: refusing what is not an app folder, in words. Process: host, `formwright call`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from formwright.runtime.appfiles import load_app
from formwright.runtime.appfiles.dependency_option import BadDependency, dependency_folders
from formwright.runtime.spec.app import App


class NotAnApp(Exception):
    """Shown to the user: what, where, how to mend."""


def open_app(folder: str, dependencies: Sequence[str] = ()) -> App:
    path = Path(folder).expanduser()
    if not path.exists():
        raise NotAnApp(f"There is no folder {path}. Give the folder that holds the app's anvil.yaml.")
    if not path.is_dir():
        raise NotAnApp(f"{path} is a file. Give the folder that holds the app's anvil.yaml.")
    if not (path / "anvil.yaml").is_file():
        inside = sorted(found.parent.name for found in path.glob("*/anvil.yaml"))
        hint = f" Did you mean {path / inside[0]}?" if inside else " An app folder holds a file anvil.yaml."
        raise NotAnApp(f"{path} is not an app.{hint}")
    try:
        return load_app(path, dependency_folders(dependencies))
    except BadDependency as error:
        raise NotAnApp(str(error)) from None
