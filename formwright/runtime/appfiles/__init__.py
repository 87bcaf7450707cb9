"""Reads and writes an app folder: load, edit YAML in place, file operations, clone.

May not: run any of the app's code. Process: designer, host, command line.
"""

from typing import TYPE_CHECKING

from formwright.runtime.appfiles.atomic import write_atomic
from formwright.runtime.appfiles.changes import Changes, OperationError, apply_files

if TYPE_CHECKING:
    from formwright.runtime.appfiles.load import load_app

__all__ = ["Changes", "OperationError", "apply_files", "load_app", "write_atomic"]


def __getattr__(name: str) -> object:
    """`load_app` brings the YAML readers, which the gallery would otherwise wait for at every start."""
    if name == "load_app":
        from formwright.runtime.appfiles.load import load_app

        return load_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
