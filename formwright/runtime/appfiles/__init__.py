"""Reads and writes an app folder: load, edit YAML in place, file operations, clone.

May not: run any of the app's code. Process: designer, host, command line.
"""

from formwright.runtime.appfiles.atomic import write_atomic
from formwright.runtime.appfiles.changes import Changes, OperationError, apply_files
from formwright.runtime.appfiles.load import load_app

__all__ = ["Changes", "OperationError", "apply_files", "load_app", "write_atomic"]
